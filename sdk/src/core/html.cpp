#include "core/html.hpp"

#include <algorithm>

#include "core/banner_words.hpp"
#include "core/code_points.hpp"
#include "core/web_link.hpp"

namespace gracegate {
namespace html {

namespace {

// Of text that one_line() has been over.
std::string escaped_line(std::string_view line) {
  std::string out;
  for (const char c : line) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace

std::string escaped(std::string_view text) { return escaped_line(one_line(text)); }

std::string element(std::string_view name, std::string_view class_name, std::string_view inner) {
  if (inner.empty()) return {};
  std::string out = "<";
  out.append(name).append(" class=\"").append(class_name).append("\">");
  return out.append(inner).append("</").append(name).append(">");
}

namespace {

std::string fact(std::string_view label, std::string_view value) {
  if (value.empty()) return {};
  // Amounts and dates keep their own order within text that runs the other way.
  return element("div", "gg-fact",
                 element("dt", "gg-label", escaped(label)) +
                     element("dd", "gg-value", "<bdi>" + escaped(value) + "</bdi>"));
}

std::string way(const Way& one) {
  if (!is_page_link(one.url)) return {};
  const std::string kind(way_name(one.kind));
  return "<li class=\"gg-item\"><a class=\"gg-way gg-way-" + kind + "\" href=\"" + escaped(one.url) + "\">" +
         escaped(one.label) + "</a></li>";
}

// Nobody says what language it is in.
std::string answer(const std::string& typed) {
  const std::string text = lines(typed);
  return text.empty() ? text : "<p class=\"gg-answer\" dir=\"auto\">" + text + "</p>";
}

std::string ways(const Banner& banner, bool are_first) {
  std::string items;
  for (const Way& one : banner.ways) {
    if (is_first(one) == are_first) items += way(one);
  }
  return element("ul", "gg-ways", items);
}

// Of a mail address or telephone number that one_line() has been over.
std::string contact_way(const std::string& shown) {
  const std::string text = escaped_line(shown);
  const std::string url = contact_link(shown);
  if (url.empty()) return "<bdi dir=\"ltr\">" + text + "</bdi>";
  return "<bdi dir=\"ltr\"><a class=\"gg-" + url.substr(0, url.find(':')) + "\" href=\"" + escaped_line(url) +
         "\">" + text + "</a></bdi>";
}

// The title with its count set apart, so that it can be shown large and be ticked.
std::string title(const Banner& banner) {
  const std::string whole = escaped(banner.title);
  const std::string count = escaped(banner.count_text);
  const auto from = count.empty() ? std::string::npos : whole.find(count);
  if (from == std::string::npos) return whole;
  return whole.substr(0, from) + element("strong", "gg-count", count) + whole.substr(from + count.size());
}

}  // namespace

std::string lines(std::string_view typed) {
  std::string text;
  for (std::size_t from = 0; from < typed.size();) {
    const std::size_t end = std::min(typed.find('\n', from), typed.size());
    if (from > 0) text += '\n';
    text += escaped(typed.substr(from, end - from));
    from = end + 1;
  }
  return text;
}

std::string language(std::string_view locale, bool right_to_left) {
  return "lang=\"" + escaped(locale) + "\" dir=\"" + (right_to_left ? "rtl" : "ltr") + "\"";
}

std::string message(const Message& message) {
  const std::string text = escaped(message.text);
  if (text.empty()) return {};
  return "<p class=\"gg-message\" " + language(message.locale, message.right_to_left) + ">" + text + "</p>";
}

std::string facts(const Banner& banner) {
  const BannerWords words = words_of(banner);
  return element("dl", "gg-facts",
                 fact(words.label_deadline, banner.deadline_text) + fact(words.label_owed, banner.owed_text));
}

std::string first_ways(const Banner& banner) { return ways(banner, true); }
std::string other_ways(const Banner& banner) { return ways(banner, false); }

std::string snooze(const Banner& banner) {
  if (!banner.snooze_until) return {};
  const BannerWords words = words_of(banner);
  return "<p class=\"gg-snooze\"><button class=\"gg-fold\" type=\"button\">" +
         escaped(banner.is_snoozed ? words.snooze_end : words.snooze) + "</button></p>";
}

std::string asked(const Banner& banner) {
  std::string out;
  for (const Asked& one : banner.asked) {
    out += element("div", "gg-asked", element("p", "gg-asked-text", escaped(one.text)) + answer(one.answer));
  }
  return out;
}

// From the end, where the pattern of each language has them: a name may hold the same characters.
std::string contact(const Banner& banner) {
  const std::string whole = one_line(banner.contact_text);
  std::string out;
  std::size_t end = whole.size();
  for (auto way = banner.contact_ways.rbegin(); way != banner.contact_ways.rend(); ++way) {
    const std::string shown = one_line(*way);
    if (shown.empty() || shown.size() > end) continue;
    const std::size_t at = whole.rfind(shown, end - shown.size());
    if (at == std::string::npos) continue;
    const std::size_t after = at + shown.size();
    out.insert(0, contact_way(shown) + escaped_line(std::string_view(whole).substr(after, end - after)));
    end = at;
  }
  return escaped_line(std::string_view(whole).substr(0, end)) + out;
}

std::string state_class(const Banner& banner) {
  if (banner.ended) return "gg-ended gg-" + std::string(to_string(*banner.ended));
  return "gg-" + std::string(to_string(banner.mode)) + (banner.on_hold ? " gg-held" : "");
}

}  // namespace html

namespace {

std::string slot(std::string_view place, const std::string& html) {
  return html::element("div", "gg-slot gg-slot-" + std::string(place), html);
}

}  // namespace

std::string slots_html(const BannerSlots& slots) {
  const std::string both = slot("start", slots.start) + slot("end", slots.end);
  return both.empty() ? both : "<template id=\"gracegate-slots\">" + both + "</template>";
}

std::string banner_html(const Banner& banner, const BannerSlots& slots) {
  using html::element, html::escaped;
  const BannerWords words = words_of(banner);
  const std::string main = element("div", "gg-main",
                                   element("p", "gg-title", html::title(banner)) + html::facts(banner) +
                                       element("p", "gg-more", escaped(words.more)) + html::asked(banner));
  const std::string details = html::message(banner.message) + element("p", "gg-text", escaped(banner.text)) +
                              element("p", "gg-contact", html::contact(banner)) + html::other_ways(banner);
  // A word of thanks is short.
  const std::string rest =
      banner.ended
          ? element("div", "gg-rest", details)
          : element("details", "gg-rest", element("summary", "gg-summary", escaped(words.next)) + details);
  return "<section id=\"gracegate\" class=\"gg-region " + html::state_class(banner) +
         "\" role=\"region\" aria-label=\"" + escaped(banner.region_label) + "\" " +
         html::language(banner.locale, banner.right_to_left) +
         (banner.is_snoozed ? " data-thin=\"\">" : ">") +
         element("div", "gg-inner",
                 slot("start", slots.start) + main + html::first_ways(banner) + rest + html::snooze(banner) +
                     slot("end", slots.end)) +
         "<p class=\"gg-live\" role=\"status\" data-gone=\"" + escaped(words.gone) + "\"></p></section>";
}

}  // namespace gracegate
