// The JSON of a notice, both directions (docs/formats/notice.md).
#ifndef GRACEGATE_CORE_NOTICE_CODEC_HPP
#define GRACEGATE_CORE_NOTICE_CODEC_HPP

#include <string>
#include <string_view>

#include "core/jws.hpp"
#include "gracegate/notice.hpp"

namespace gracegate {

// Limits of the texts in a notice, in bytes; what is above one is refused with ErrorCode::too_large.
inline constexpr std::size_t kMaxLineBytes = 1000;        // reference, contact, reason of a hold
inline constexpr std::size_t kMaxParagraphsBytes = 8000;  // message, in one locale
inline constexpr std::size_t kMaxLocales = 64;
inline constexpr std::size_t kMaxInvoices = 100;
inline constexpr std::size_t kMaxInvoiceBytes = 128;
inline constexpr std::size_t kMaxZoneOffsets = 64;

// Payload of a notice, to be signed. Text that is not UTF-8 is made so (U+FFFD). Whoever signs asks
// decode_notice_payload() of it first: what a reader would refuse must not be published.
std::string encode_notice(const Notice& notice);

// The inverse, with every check of the format. Errors: malformed, too_large, untrusted (issuer, audience or
// account is another).
Result<Notice> decode_notice_payload(std::string_view payload, const Expected& expected);

}  // namespace gracegate

#endif
