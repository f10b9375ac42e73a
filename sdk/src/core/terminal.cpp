#include <algorithm>
#include <vector>

#include "core/banner_words.hpp"
#include "core/code_points.hpp"
#include "core/web_link.hpp"
#include "gracegate/banner.hpp"

namespace gracegate {
namespace {

constexpr std::size_t kNarrowest = 10;

enum class Weight { bold, plain };

struct Line {
  std::string text;
  Weight weight = Weight::plain;
};

// A stretch of text that is not broken: a word, or one wide character, which may be broken on either side.
struct Piece {
  std::string_view text;
  bool space_before = false;
};

// Marks that must not begin a line (the usual minimum of JIS X 4051).
bool must_follow(char32_t c) {
  constexpr std::u32string_view kMarks = U"、。，．：；？！）」』】〉》…ー";
  return kMarks.find(c) != std::u32string_view::npos;
}

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  bool joins = false;  // the next code point goes on with the piece before
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    const std::size_t columns = columns_of(c.value);
    if (c.value == ' ') {
      space = true;
    } else if (!pieces.empty() && !space &&
               (columns == 0 || must_follow(c.value) || (joins && columns == 1))) {
      Piece& last = pieces.back();
      last.text = {last.text.data(), last.text.size() + c.size};
      joins = joins && columns < 2;
    } else {
      pieces.push_back({text.substr(at, c.size), space});
      joins = columns < 2;
      space = false;
    }
    at += c.size;
  }
  return pieces;
}

// As much of a piece as fits, at least one code point.
std::string_view head_of(std::string_view piece, std::size_t width) {
  std::size_t columns = 0;
  std::size_t at = 0;
  while (at < piece.size()) {
    const CodePoint c = code_point_at(piece, at);
    columns += columns_of(c.value);
    if (columns > width && at > 0) break;
    at += c.size;
  }
  return piece.substr(0, at);
}

// Breaks pieces into lines of at most `width` columns; what is longer than a line is cut.
class Wrapper {
 public:
  Wrapper(std::size_t width, Weight weight) : width_(width), weight_(weight) {}

  void add(Piece piece) {
    const std::size_t columns = columns_of(piece.text);
    const std::size_t gap = piece.space_before && used_ > 0 ? 1 : 0;
    if (used_ + gap + columns > width_ && used_ > 0) {
      break_line();
    } else if (gap > 0) {
      put(" ");
    }
    for (auto rest = piece.text; !rest.empty();) {
      const auto head = head_of(rest, width_ - used_);
      put(head);
      rest.remove_prefix(head.size());
      if (!rest.empty()) break_line();
    }
  }

  std::vector<Line> finish() {
    if (used_ > 0) break_line();
    return std::move(lines_);
  }

 private:
  void put(std::string_view text) {
    line_.append(text);
    used_ += columns_of(text);
  }

  void break_line() {
    lines_.push_back({line_, weight_});
    line_.clear();
    used_ = 0;
  }

  const std::size_t width_;
  const Weight weight_;
  std::vector<Line> lines_;
  std::string line_;
  std::size_t used_ = 0;
};

void append_wrapped(std::vector<Line>& lines, std::string_view typed, std::size_t width,
                    Weight weight = Weight::plain) {
  Wrapper wrapper(width, weight);
  const std::string text = one_line(typed);
  for (const Piece& piece : pieces_of(text)) wrapper.add(piece);
  for (Line& line : wrapper.finish()) lines.push_back(std::move(line));
}

// An address keeps its line whole, so that it can be clicked or copied, even where it is too long.
void append_way(std::vector<Line>& lines, const Way& way, std::size_t width) {
  if (!is_page_link(way.url)) return;
  const std::string label = one_line(way.label) + ":";
  if (columns_of(label) + 1 + way.url.size() <= width) {
    lines.push_back({label + " " + way.url});
    return;
  }
  append_wrapped(lines, label, width);
  lines.push_back({"  " + way.url});
}

void append_fact(std::vector<Line>& lines, std::string_view label, std::string_view value,
                 std::size_t width) {
  if (!value.empty()) append_wrapped(lines, std::string(label) + ": " + std::string(value), width);
}

std::vector<Line> lines_of(const Banner& banner, std::size_t asked_width) {
  const std::size_t width = std::max(asked_width, kNarrowest);
  const BannerWords words = words_of(banner);
  std::vector<Line> lines;
  append_wrapped(lines, banner.title, width, Weight::bold);
  append_wrapped(lines, banner.message.text, width);
  append_wrapped(lines, banner.text, width);
  append_fact(lines, words.label_deadline, banner.deadline_text, width);
  append_fact(lines, words.label_owed, banner.owed_text, width);
  append_wrapped(lines, banner.contact_text, width);
  append_wrapped(lines, words.more, width);
  for (const Asked& one : banner.asked) {
    append_wrapped(lines, one.text, width);
    append_wrapped(lines, one.answer, width);
  }
  for (const Way& way : banner.ways) append_way(lines, way, width);
  return lines;
}

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kPlain = "\x1b[22m";
constexpr std::string_view kReset = "\x1b[0m\n";

// White on red; on a darker red once something is limited, on green once it is over.
std::string_view colours(const Banner& banner) {
  if (banner.ended) return "\x1b[97;48;5;22m";
  return banner.mode > Mode::countdown ? "\x1b[97;48;5;88m" : "\x1b[97;48;5;124m";
}

}  // namespace

std::string banner_text(const Banner& banner, std::size_t width) {
  std::string out;
  for (const Line& line : lines_of(banner, width)) out.append(line.text).append("\n");
  return out;
}

std::string banner_ansi(const Banner& banner, std::size_t width) {
  std::string out;
  const std::size_t columns = std::max(width, kNarrowest);
  for (const Line& line : lines_of(banner, width)) {
    const std::size_t used = columns_of(line.text);
    out.append(colours(banner)).append(line.weight == Weight::bold ? kBold : kPlain).append(line.text);
    out.append(used < columns ? columns - used : 0, ' ').append(kReset);
  }
  return out;
}

}  // namespace gracegate
