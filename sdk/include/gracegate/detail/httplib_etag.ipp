// Entity tags of pages that carry something of ours. The product knows its own page only; a client may keep
// the page together with what we put in. So the product's tag gets a mark that names our part, and a client's
// tag loses it again before the product compares. Internal.
#ifndef GRACEGATE_DETAIL_HTTPLIB_ETAG_IPP
#define GRACEGATE_DETAIL_HTTPLIB_ETAG_IPP

namespace gracegate::detail {

inline constexpr std::string_view kTagMark = "~gg-";

inline bool is_entity_tag(std::string_view tag) {
  if (tag.substr(0, 2) == "W/") tag.remove_prefix(2);
  return tag.size() >= 2 && tag.front() == '"' && tag.back() == '"';
}

// `"v1"` → `W/"v1~gg-<mark>s"`, `W/"v1"` → `W/"v1~gg-<mark>w"`; what is no entity tag stays.
inline std::string marked_tag(std::string_view tag, std::string_view mark) {
  if (!is_entity_tag(tag)) return std::string(tag);
  const bool weak = tag.front() == 'W';
  std::string marked = weak ? "" : "W/";
  marked.append(tag.substr(0, tag.size() - 1)).append(kTagMark).append(mark);
  return marked.append(weak ? "w\"" : "s\"");
}

// The product's tag where `tag` carries this very mark; empty: it carries another or none.
inline std::string unmarked_tag(std::string_view tag, std::string_view mark) {
  const std::string end = std::string(kTagMark).append(mark);
  if (!is_entity_tag(tag) || tag.size() < end.size() + 4) return {};
  const std::size_t at = tag.size() - end.size() - 2;
  const char strength = tag[tag.size() - 2];
  if (tag.substr(at, end.size()) != end || (strength != 's' && strength != 'w')) return {};
  if (tag.front() == 'W' && strength == 's') return std::string(tag.substr(2, at - 2)).append("\"");
  return std::string(tag.substr(0, at)).append("\"");
}

struct ClientTags {
  std::string for_product;  // If-None-Match as the product is to see it; empty: not at all
  bool was_marked = false;  // one of them was of the page as it would be sent now
};

// `keep_plain`: a tag without any mark counts too; otherwise the client's page lacks what we put in.
inline ClientTags client_tags(std::string_view if_none_match, std::string_view mark, bool keep_plain) {
  ClientTags result;
  const auto keep = [&](std::string_view tag) {
    if (!result.for_product.empty()) result.for_product += ", ";
    result.for_product += tag;
  };
  for (const std::string& tag : list_elements(if_none_match)) {
    if (const std::string plain = unmarked_tag(tag, mark); !plain.empty()) {
      result.was_marked = true;
      keep(plain);
    } else if (tag == "*" || (keep_plain && tag.find(kTagMark) == std::string::npos)) {
      keep(tag);
    }
  }
  return result;
}

}  // namespace gracegate::detail

#endif
