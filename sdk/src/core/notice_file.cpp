#include "core/notice_file.hpp"

#include <algorithm>
#include <utility>

#include "core/base64url.hpp"
#include "core/code_points.hpp"

namespace gracegate {
namespace {

constexpr std::string_view kBegin = "-----BEGIN GRACEGATE NOTICE-----";
constexpr std::string_view kEnd = "-----END GRACEGATE NOTICE-----";
// What of these lines is looked for: programs make fewer and longer dashes of the five.
constexpr std::string_view kBeginWords = "-BEGIN GRACEGATE NOTICE-";
constexpr std::string_view kEndWords = "-END GRACEGATE NOTICE-";
constexpr std::size_t kDashes = 5;
constexpr char kBetween = '~';
constexpr std::size_t kLine = 64;

Error malformed(std::string message) { return {ErrorCode::malformed, std::move(message), {}}; }

bool is_unseen(char32_t c) {
  return c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

bool is_dash(char32_t c) { return (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }

bool can_be_of_notice(char32_t c) {
  const char ascii = static_cast<char>(c);
  return c < 0x80 && (ascii == '.' || ascii == kBetween || has_base64url_only({&ascii, 1}));
}

// The text as its writer had it, whatever programs on the way made of it: with one space in place of all that
// has no part in a notice file.
class PlainText {
 public:
  void add(char32_t c) {
    if (is_unseen(c)) return;
    const char plain = can_be_of_notice(c) ? static_cast<char>(c) : (is_dash(c) ? '-' : ' ');
    if (plain != ' ' || text_.empty() || text_.back() != ' ') text_ += plain;
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

// Editors save UTF-16 with a byte order mark; all else is read as UTF-8.
std::string plain_text(std::string_view text) {
  PlainText plain;
  const bool is_little_endian = text.substr(0, 2) == "\xFF\xFE";
  const bool is_utf16 = is_little_endian || text.substr(0, 2) == "\xFE\xFF";
  const auto byte_at = [&](std::size_t at) -> unsigned { return static_cast<unsigned char>(text[at]); };
  for (std::size_t at = 2; is_utf16 && at + 1 < text.size(); at += 2)
    plain.add(is_little_endian ? byte_at(at) | byte_at(at + 1) << 8U : byte_at(at) << 8U | byte_at(at + 1));
  for (std::size_t at = 0; !is_utf16 && at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    plain.add(c.value);
    at += c.size;
  }
  return plain.take();
}

// What is between the two lines, of a plain text.
Result<std::string> body_of(std::string_view text) {
  const std::size_t begin = text.find(kBeginWords);
  if (begin == std::string_view::npos)
    return malformed("there is no signed notice in it: copy all from the line " + std::string(kBegin) +
                     " to the line " + std::string(kEnd));
  const std::string_view rest = text.substr(begin + kBeginWords.size());
  const std::size_t end = rest.find(kEndWords);
  if (end == std::string_view::npos || rest.find(kBeginWords) < end)
    return malformed("the end of the signed notice is missing: copy all of it, to the line " +
                     std::string(kEnd));
  std::string body(rest.substr(0, end));
  // A notice may end in dashes too, on the line before.
  for (std::size_t more = kDashes - 1; more > 0 && !body.empty() && body.back() == '-'; --more)
    body.pop_back();
  body.erase(0, body.find_first_not_of('-'));
  body.erase(std::remove(body.begin(), body.end(), ' '), body.end());
  return body;
}

}  // namespace

std::string encode_notice_file(const NoticeFile& file) {
  const std::string body = file.keyset + kBetween + file.notice;
  std::string text(kBegin);
  for (std::size_t at = 0; at < body.size(); at += kLine) text.append("\n").append(body, at, kLine);
  return text.append("\n").append(kEnd).append("\n");
}

Result<NoticeFile> decode_notice_file(std::string_view text) {
  if (text.size() > kMaxNoticeFileBytes)
    return Error{ErrorCode::too_large, "it is above 256 KiB: give the signed notice alone", {}};
  const auto body = body_of(plain_text(text));
  if (!body) return body.error();
  const std::size_t between = body->find(kBetween);
  if (between == std::string::npos || between == 0 || between + 1 == body->size())
    return malformed("a part of the signed notice is missing: copy all of it, or have it sent as a file");
  NoticeFile file{body->substr(0, between), body->substr(between + 1)};
  if (file.notice.find(kBetween) != std::string::npos)
    return malformed("it was changed on the way: have the signed notice sent as a file");
  return file;
}

}  // namespace gracegate
