// Receipts: what a reader must take and refuse (docs/formats/receipt.md).
#include <nlohmann/json.hpp>

#include "core/jws.hpp"
#include "core/receipt.hpp"
#include "tests/support/test_signer.hpp"
#include "tests/vectors/vectors.hpp"

namespace gracegate::test {
namespace {

using Json = nlohmann::ordered_json;
using Vectors = std::vector<Vector>;

constexpr TimePoint kNow{Seconds(1764000000)};
constexpr const char* kNonce = "fO3rB1nq0bS4oNf5yZ9u2w";

const TestSigner& signer() {
  static const TestSigner signer(2);
  return signer;
}

// The notice that the receipts are about.
std::string body() { return sign_notice(signer(), overdue_notice("acme", kNow)); }

Json payload() {
  return {{"iss", "https://grace.example.com"},
          {"aud", "notes"},
          {"iat", kNow.time_since_epoch().count()},
          {"nonce", kNonce},
          {"digest", body_digest(body())}};
}

Json payload_with(const char* member, Json value) {
  Json changed = payload();
  changed[member] = std::move(value);
  return changed;
}

std::string signed_by(const TestSigner& by, const Json& payload) {
  return by.sign(kReceiptType, payload.dump());
}

Input input_of(std::string jws, std::vector<SigningKey> keys = make_keyset(signer()).keys) {
  return {"jws", std::move(jws), std::move(keys), {}, expected_of(), kNonce, body_digest(body())};
}

void refuse(Vectors& all, const char* slug, const char* name, Input input, const char* why,
            ErrorCode code = ErrorCode::untrusted) {
  all.push_back(refused("receipts", slug, name, input, code, why));
}
void refuse(Vectors& all, const char* slug, const char* name, const Json& payload, const char* why,
            ErrorCode code = ErrorCode::untrusted) {
  refuse(all, slug, name, input_of(signed_by(signer(), payload)), why, code);
}

void add_taken(Vectors& all) {
  all.push_back(accepted("receipts", "current", "the notice is the current one",
                         input_of(signed_by(signer(), payload())), payload().dump()));
  all.push_back(accepted("receipts", "unknown-members", "unknown members are skipped",
                         input_of(signed_by(signer(), payload_with("future", 1))), payload().dump()));
}

void add_of_something_else(Vectors& all) {
  refuse(all, "other-nonce", "a receipt recorded earlier", payload_with("nonce", "AAAAAAAAAAAAAAAAAAAAAA"),
         "receipt is of another request");
  const std::string older = body_digest(sign_notice(signer(), clear_notice("acme", kNow)));
  refuse(all, "other-body", "another notice is the current one", payload_with("digest", older),
         "receipt is of another answer");
  refuse(all, "wrong-aud", "for another product", payload_with("aud", "other"),
         "receipt is for product \"other\", not \"notes\": check product and server");
}

void add_badly_signed(Vectors& all) {
  refuse(all, "unknown-key", "signed with another key", input_of(signed_by(TestSigner(3), payload())),
         "jws is signed with an unknown key");
  refuse(all, "key-ended", "signed with a key whose time is over",
         input_of(signed_by(signer(), payload()), make_keyset(signer(), kNow - kDay, kNow).keys),
         "jws is signed with a key that was not valid at its iat");
  refuse(all, "typ-feed", "a head of the feed for a receipt",
         input_of(signer().sign(kFeedType, payload().dump())), "jws typ must be gracegate-receipt+jwt");
  refuse(all, "empty", "no receipt", input_of(""), "jws must have three parts", ErrorCode::malformed);
  refuse(all, "too-large", "a receipt of 4,097 bytes", input_of(std::string(4097, 'A')),
         "jws must be at most 4096 bytes", ErrorCode::too_large);
}

void add_malformed(Vectors& all) {
  for (const char* name : {"iss", "aud", "iat", "nonce", "digest"}) {
    Json without = payload();
    without.erase(name);
    refuse(all, ("missing-" + std::string(name)).c_str(), (std::string(name) + " is missing").c_str(),
           without, ("/" + std::string(name) + " is missing").c_str(), ErrorCode::malformed);
  }
  refuse(all, "nonce-short", "a nonce of 21 characters", payload_with("nonce", "AAAAAAAAAAAAAAAAAAAAA"),
         "/nonce must be at least 22 bytes", ErrorCode::malformed);
  refuse(all, "iat-text", "a text for the time", payload_with("iat", "1764000000"),
         "/iat must be an integer from 0 to 253402300799", ErrorCode::malformed);
}

}  // namespace

std::vector<Vector> receipt_vectors() {
  Vectors all;
  for (auto add : {add_taken, add_of_something_else, add_badly_signed, add_malformed}) add(all);
  return all;
}

}  // namespace gracegate::test
