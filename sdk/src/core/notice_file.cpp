#include "core/notice_file.hpp"

#include <algorithm>

#include "core/base64url.hpp"

namespace gracegate {
namespace {

constexpr std::string_view kBegin = "-----BEGIN GRACEGATE NOTICE-----";
constexpr std::string_view kEnd = "-----END GRACEGATE NOTICE-----";
constexpr char kBetween = '~';
constexpr std::size_t kLine = 64;

Error malformed(std::string message) { return {ErrorCode::malformed, std::move(message), {}}; }

// Put there by mail programs, not by the one who wrote it.
bool is_of_mail(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '>'; }

bool is_of_jws(char c) { return c == '.' || has_base64url_only({&c, 1}); }

// What is between the two lines.
Result<std::string_view> body_of(std::string_view text) {
  const std::size_t begin = text.find(kBegin);
  if (begin == std::string_view::npos)
    return malformed("there is no signed notice in it: copy all from the line " + std::string(kBegin) +
                     " to the line " + std::string(kEnd));
  const std::string_view rest = text.substr(begin + kBegin.size());
  const std::size_t end = rest.find(kEnd);
  if (end == std::string_view::npos || rest.find(kBegin) < end)
    return malformed("the end of the signed notice is missing: copy all of it, to the line " +
                     std::string(kEnd));
  return rest.substr(0, end);
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
  const auto body = body_of(text);
  if (!body) return body.error();
  std::string written(*body);
  written.erase(std::remove_if(written.begin(), written.end(), is_of_mail), written.end());
  const std::size_t between = written.find(kBetween);
  if (between == std::string::npos || between == 0 || between + 1 == written.size())
    return malformed("a part of the signed notice is missing: copy all of it, or have it sent as a file");
  NoticeFile file{written.substr(0, between), written.substr(between + 1)};
  for (const std::string* part : {&file.keyset, &file.notice})
    if (!std::all_of(part->begin(), part->end(), is_of_jws))
      return malformed("it was changed on the way: have the signed notice sent as a file");
  return file;
}

}  // namespace gracegate
