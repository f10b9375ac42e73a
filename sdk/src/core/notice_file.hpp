// A notice that travels by hand, as text: docs/formats/notice-file.md.
#ifndef GRACEGATE_CORE_NOTICE_FILE_HPP
#define GRACEGATE_CORE_NOTICE_FILE_HPP

#include <cstddef>
#include <string>
#include <string_view>

#include "gracegate/result.hpp"

namespace gracegate {

inline constexpr std::size_t kMaxNoticeFileBytes = 256 * 1024;

// Two JWS as they were signed.
struct NoticeFile {
  std::string keyset;
  std::string notice;
};

// From the BEGIN line to the END line.
std::string encode_notice_file(const NoticeFile& file);
// Takes the first one out of a text, a mail for example. Nothing in it is verified. Errors: malformed,
// too_large.
Result<NoticeFile> decode_notice_file(std::string_view text);

}  // namespace gracegate

#endif
