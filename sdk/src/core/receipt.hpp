// A receipt: the server's word, signed, that an answer is the current one at this very moment
// (docs/formats/receipt.md).
#ifndef GRACEGATE_CORE_RECEIPT_HPP
#define GRACEGATE_CORE_RECEIPT_HPP

#include <string>
#include <string_view>

#include "gracegate/keyset.hpp"
#include "gracegate/result.hpp"

namespace gracegate {

inline constexpr std::size_t kMaxReceiptBytes = 4 * 1024;
inline constexpr std::size_t kMinNonce = 22;  // characters of base64url: 128 bits
inline constexpr std::size_t kMaxNonce = 64;

struct Receipt {
  std::string issuer;
  std::string audience;
  TimePoint issued_at;  // the server's clock while it answered
  std::string nonce;    // of the request
  std::string digest;   // body_digest() of what is current
};

// What a receipt must be about.
struct ExpectedReceipt {
  std::string audience;
  std::string nonce;
  std::string digest;
};

// 22 to 64 characters of base64url.
bool is_nonce(std::string_view text);

// base64url of SHA-256 over the body of the answer; with 304, over the body that the reader holds.
std::string body_digest(std::string_view body);

// Payload of a receipt, to be signed.
std::string encode_receipt(const Receipt& receipt);
// The inverse, with every check of the format. Errors: malformed, too_large.
Result<Receipt> decode_receipt_payload(std::string_view payload);

// Errors: malformed, too_large, untrusted (signature, or it is about something else).
Result<Receipt> verify_receipt(std::string_view jws, const KeySet& keys, const ExpectedReceipt& expected);

}  // namespace gracegate

#endif
