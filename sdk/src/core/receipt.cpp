#include "core/receipt.hpp"

#include <nlohmann/json.hpp>

#include "core/base64url.hpp"
#include "core/json_reader.hpp"
#include "core/jws.hpp"
#include "core/signature.hpp"
#include "core/web_link.hpp"
#include "gracegate/notice.hpp"

namespace gracegate {
namespace {

Error untrusted(std::string message) { return {ErrorCode::untrusted, std::move(message), {}}; }

Receipt read_receipt(const JsonReader& reader) {
  Receipt receipt;
  receipt.issuer = reader.member("iss").text(1, kMaxLinkBytes);
  receipt.audience = reader.member("aud").text(1, kMaxAccountBytes);
  receipt.issued_at = reader.member("iat").time();
  receipt.nonce = reader.member("nonce").text(kMinNonce, kMaxNonce);
  receipt.digest = reader.member("digest").text(43, 43);
  return receipt;
}

}  // namespace

bool is_nonce(std::string_view text) {
  return text.size() >= kMinNonce && text.size() <= kMaxNonce && has_base64url_only(text);
}

std::string body_digest(std::string_view body) { return sha256_text({body}); }

Result<Receipt> decode_receipt_payload(std::string_view payload) {
  return decode_json(payload, read_receipt);
}

std::string encode_receipt(const Receipt& receipt) {
  const nlohmann::ordered_json payload = {{"iss", receipt.issuer},
                                          {"aud", receipt.audience},
                                          {"iat", receipt.issued_at.time_since_epoch().count()},
                                          {"nonce", receipt.nonce},
                                          {"digest", receipt.digest}};
  return payload.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<Receipt> verify_receipt(std::string_view jws, const KeySet& keys, const ExpectedReceipt& expected) {
  const auto verified = verify_jws(jws, kReceiptType, kMaxReceiptBytes, keys);
  if (!verified) return verified.error();
  auto receipt = decode_receipt_payload(verified->payload);
  if (!receipt) return receipt;
  if (auto checked = check_key_time(keys, verified->kid, receipt->issued_at); !checked)
    return checked.error();
  if (receipt->audience != expected.audience) {
    return untrusted("receipt is for product \"" + receipt->audience + "\", not \"" + expected.audience +
                     "\": check product and server");
  }
  if (receipt->nonce != expected.nonce) return untrusted("receipt is of another request");
  if (receipt->digest != expected.digest) return untrusted("receipt is of another answer");
  return receipt;
}

}  // namespace gracegate
