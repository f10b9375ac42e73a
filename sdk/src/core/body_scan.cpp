// The tokenizer of the HTML standard (13.2.5), as far as it decides where a tag begins and ends.
#include "core/byte_search.hpp"
#include "gracegate/banner.hpp"

namespace gracegate {
namespace {

enum class Phase : unsigned {
  data,
  tag_name,
  before_attribute,
  attribute,
  after_attribute,
  before_value,
  double_quoted,
  single_quoted,
  unquoted,
  comment,
  declaration,  // and all else that just ends at the next ">"
  raw_text,
  script,
  script_escaped,  // after "<!--" in a script
  script_double,   // after "<script" in that: the next "</script" does not end it
  found,
};

// The tag that is being read, or the element whose raw text is.
enum class Tag : unsigned {
  other,
  body,
  open_template,
  close_template,
  script,
  style,
  title,
  textarea,
  noscript,
  iframe,
  noframes,
  noembed,
  xmp,
  plaintext,
};

constexpr std::string_view kNames[] = {"",         "body",    "template", "",         "script",
                                       "style",    "title",   "textarea", "noscript", "iframe",
                                       "noframes", "noembed", "xmp",      "plaintext"};
constexpr std::size_t kLongestName = 9;

constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
constexpr bool ends_name(char c) { return is_space(c) || c == '/' || c == '>'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }
constexpr bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

bool equals_no_case(std::string_view text, std::string_view lower_case) {
  if (text.size() != lower_case.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (lower(text[i]) != lower_case[i]) return false;
  }
  return true;
}

Tag tag_named(std::string_view name) {
  constexpr std::string_view kFirstLetters = "bnpstix";  // of all kNames: most tags are none of them
  if (kFirstLetters.find(lower(name[0])) == std::string_view::npos) return Tag::other;
  for (unsigned i = 1; i < sizeof kNames / sizeof kNames[0]; ++i) {
    if (equals_no_case(name, kNames[i])) return static_cast<Tag>(i);
  }
  return Tag::other;
}

enum class Match { no, yes, unknown };  // unknown: more of the page is needed

// Whether `text` starts with `prefix` and then, where asked for, with what ends a tag's name.
Match match(std::string_view text, std::string_view prefix) {
  const auto head = text.substr(0, prefix.size());
  if (!equals_no_case(head, prefix.substr(0, head.size()))) return Match::no;
  return head.size() < prefix.size() ? Match::unknown : Match::yes;
}

Match match_tag(std::string_view text, std::string_view prefix, std::string_view name) {
  if (const Match head = match(text, prefix); head != Match::yes) return head;
  text.remove_prefix(prefix.size());
  if (const Match body = match(text, name); body != Match::yes) return body;
  if (text.size() == name.size()) return Match::unknown;
  return ends_name(text[name.size()]) ? Match::yes : Match::no;
}

bool is_wide(std::string_view html) {
  const auto head = html.substr(0, 4);
  return head.substr(0, 2) == "\xFE\xFF" || head.substr(0, 2) == "\xFF\xFE" || head.find('\0') < head.size();
}

// Reads on from where the scan stopped. Each step_…() moves at_ forward or returns false: the page so far
// does not say how it goes on. at_ is left where a step can be made again.
class Scanner {
 public:
  Scanner(std::string_view html, const BodyScan& scan)
      : html_(html),
        at_(scan.offset),
        phase_(static_cast<Phase>(scan.state & 15u)),
        tag_(static_cast<Tag>(scan.state >> 4 & 15u)),
        templates_(scan.state >> 8) {}

  bool run() {
    while (phase_ != Phase::found && at_ < html_.size() && step()) {
    }
    return phase_ == Phase::found;
  }

  BodyScan stopped() const {
    return {at_, static_cast<unsigned>(phase_) | static_cast<unsigned>(tag_) << 4 | templates_ << 8};
  }

 private:
  bool step() {
    switch (phase_) {
      case Phase::data:
        return step_data();
      case Phase::comment:
        return step_comment();
      case Phase::declaration:
        return skip_past('>', Phase::data);
      case Phase::raw_text:
        return step_raw_text();
      case Phase::script:
      case Phase::script_escaped:
      case Phase::script_double:
        return step_script();
      default:
        return step_tag();
    }
  }

  std::string_view rest() const { return html_.substr(at_); }

  // at_ goes to the next `c`, or to the end (false).
  bool seek(char c) {
    at_ = find_byte(html_, at_, c);
    return at_ < html_.size();
  }

  bool skip_past(char c, Phase then) {
    if (!seek(c)) return false;
    ++at_;
    phase_ = then;
    return true;
  }

  bool go(std::size_t bytes, Phase phase) {
    at_ += bytes;
    phase_ = phase;
    return true;
  }

  bool step_data() {
    if (!seek('<') || at_ + 1 == html_.size()) return false;
    const char next = html_[at_ + 1];
    if (is_letter(next)) return step_name(1);
    if (next == '!') return step_markup_declaration();
    if (next == '?') return go(2, Phase::declaration);
    if (next != '/') return go(1, Phase::data);
    if (at_ + 2 == html_.size()) return false;
    if (is_letter(html_[at_ + 2])) return step_name(2);
    return go(2, Phase::declaration);
  }

  // The name of a start tag (`skip` 1) or end tag (2).
  bool step_name(std::size_t skip) {
    const auto text = html_.substr(at_ + skip, kLongestName + 1);
    std::size_t size = 0;
    while (size < text.size() && !ends_name(text[size])) ++size;
    if (size == text.size() && size <= kLongestName) return false;
    const Tag named = tag_named(text.substr(0, size));
    const Tag closed = named == Tag::open_template ? Tag::close_template : Tag::other;
    tag_ = skip == 1 ? named : closed;
    return go(skip + size, Phase::tag_name);
  }

  bool step_markup_declaration() {
    const Match dashes = match(rest(), "<!--");
    if (dashes != Match::yes) return dashes == Match::no && go(2, Phase::declaration);
    const auto inside = rest().substr(4);
    for (const std::string_view empty : {">", "->"}) {
      const Match ends = match(inside, empty);
      if (ends == Match::unknown) return false;
      if (ends == Match::yes) return go(4 + empty.size(), Phase::data);
    }
    return go(4, Phase::comment);
  }

  // Ends at "-->" or "--!>" from at_ on: a comment's own opening dashes are behind it.
  bool step_comment() {
    const std::size_t floor = at_;
    for (;;) {
      at_ = find_comment_end(html_, at_);
      if (at_ >= html_.size()) break;
      const auto before = html_.substr(floor, at_ - floor);
      if (ends_with(before, "--") || ends_with(before, "--!")) return go(1, Phase::data);
    }
    at_ = html_.size() - floor > 3 ? html_.size() - 3 : floor;
    return false;
  }

  static bool ends_with(std::string_view text, std::string_view suffix) {
    return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
  }

  // As seek('<') where only "</" and "<!" matter.
  bool seek_end_tag() {
    at_ = find_end_tag(html_, at_);
    return at_ < html_.size();
  }

  bool step_raw_text() {
    if (!seek_end_tag()) return false;
    if (tag_ == Tag::plaintext) return go(1, phase_);  // nothing ends it
    const auto name = kNames[static_cast<unsigned>(tag_)];
    const Match end = match_tag(rest(), "</", name);
    if (end == Match::no) return go(1, Phase::raw_text);
    return end == Match::yes && end_raw_text(name);
  }

  bool end_raw_text(std::string_view name) {
    tag_ = Tag::other;
    return go(2 + name.size(), Phase::tag_name);
  }

  bool step_script() {
    if (phase_ == Phase::script ? !seek_end_tag() : !seek_dash_or_tag()) return false;
    if (html_[at_] == '-') return step_script_dash();
    const Match end = match_tag(rest(), "</", "script");
    if (end == Match::unknown) return false;
    if (end == Match::yes) {
      return phase_ == Phase::script_double ? go(8, Phase::script_escaped) : end_raw_text("script");
    }
    return phase_ == Phase::script ? step_script_comment() : step_script_in_script();
  }

  bool seek_dash_or_tag() {
    while (at_ < html_.size() && html_[at_] != '-' && html_[at_] != '<') ++at_;
    return at_ < html_.size();
  }

  bool step_script_dash() {
    const Match end = match(rest(), "-->");
    if (end == Match::unknown) return false;
    return end == Match::yes ? go(3, Phase::script) : go(1, phase_);
  }

  // The dashes of "<!--" are left to be read again: "<!-->" ends what it begins.
  bool step_script_comment() {
    const Match dashes = match(rest(), "<!--");
    if (dashes == Match::unknown) return false;
    return dashes == Match::yes ? go(2, Phase::script_escaped) : go(1, Phase::script);
  }

  bool step_script_in_script() {
    if (phase_ == Phase::script_double) return go(1, phase_);
    const Match begin = match_tag(rest(), "<", "script");
    if (begin == Match::unknown) return false;
    return begin == Match::yes ? go(7, Phase::script_double) : go(1, phase_);
  }

  bool step_tag() {
    while (at_ < html_.size()) {
      if (phase_ == Phase::double_quoted || phase_ == Phase::single_quoted) {
        if (!skip_past(phase_ == Phase::double_quoted ? '"' : '\'', Phase::before_attribute)) return false;
        continue;
      }
      if (phase_ == Phase::before_attribute) {
        const TagStep next = glance_at_tag(html_, at_);
        at_ += next.size;
        if (next.kind == TagStep::Kind::ends) return end_tag();
        if (next.kind == TagStep::Kind::quoted) {
          phase_ = next.quote == '"' ? Phase::double_quoted : Phase::single_quoted;
          continue;
        }
      }
      const char c = html_[at_++];
      if (c == '>') return end_tag();
      phase_ = next_in_tag(c);
    }
    return false;
  }

  Phase next_in_tag(char c) const {
    if (phase_ == Phase::before_value) {
      if (c == '"') return Phase::double_quoted;
      if (c == '\'') return Phase::single_quoted;
      return is_space(c) ? phase_ : Phase::unquoted;
    }
    if (phase_ == Phase::unquoted) return is_space(c) ? Phase::before_attribute : phase_;
    if (c == '/') return Phase::before_attribute;
    if (phase_ == Phase::tag_name) return is_space(c) ? Phase::before_attribute : phase_;
    if (phase_ == Phase::before_attribute) return is_space(c) ? phase_ : Phase::attribute;
    if (c == '=') return Phase::before_value;
    return is_space(c) ? Phase::after_attribute : Phase::attribute;
  }

  bool end_tag() {
    phase_ = Phase::data;
    switch (tag_) {
      case Tag::other:
        break;
      case Tag::body:
        if (templates_ == 0) phase_ = Phase::found;
        break;
      case Tag::open_template:
        ++templates_;
        break;
      case Tag::close_template:
        if (templates_ > 0) --templates_;
        break;
      case Tag::script:
        phase_ = Phase::script;
        break;
      default:
        phase_ = Phase::raw_text;
    }
    return phase_ != Phase::found;
  }

  const std::string_view html_;
  std::size_t at_;
  Phase phase_;
  Tag tag_;
  unsigned templates_;
};

}  // namespace

std::size_t find_body(std::string_view html, BodyScan& resume) {
  const bool is_start = resume.offset == 0 && resume.state == 0;
  if (is_start && (html.size() < 4 || is_wide(html))) return std::string_view::npos;
  Scanner scanner(html, resume);
  const bool found = scanner.run();
  resume = scanner.stopped();
  return found ? resume.offset : std::string_view::npos;
}

}  // namespace gracegate
