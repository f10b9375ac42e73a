// Feed answers: what a reader must take, skip and refuse (docs/formats/feed.md).
#include <nlohmann/json.hpp>

#include "core/feed.hpp"
#include "core/jws.hpp"
#include "tests/support/test_signer.hpp"
#include "tests/vectors/vectors.hpp"

namespace gracegate::test {
namespace {

using Json = nlohmann::ordered_json;
using Vectors = std::vector<Vector>;

const TestSigner& signer() {
  static const TestSigner signer(2);
  return signer;
}

constexpr TimePoint kNow{Seconds(1764000000)};

std::string notice_of(std::string_view account) {
  return sign_notice(signer(), overdue_notice(account, kNow));
}

// A head over these notices: complete, revision 42.
Json head_of(const std::vector<std::string>& notices) {
  return {{"iss", "https://grace.example.com"},
          {"aud", "notes"},
          {"iat", kNow.time_since_epoch().count()},
          {"epoch", 1},
          {"revision", 42},
          {"after", 0},
          {"complete", true},
          {"count", notices.size()},
          {"digest", feed_digest({notices.begin(), notices.end()})}};
}

Json body_of(const std::vector<std::string>& notices, const Json& head) {
  return {{"revision", head.at("revision")},
          {"complete", head.at("complete")},
          {"notices", notices},
          {"head", signer().sign(kFeedType, head.dump())}};
}
Json body_of(const std::vector<std::string>& notices) { return body_of(notices, head_of(notices)); }

// Two notices; the head says something else in one member.
Json with_head(const char* member, Json value) {
  const std::vector<std::string> notices = {notice_of("acme"), notice_of("globex")};
  Json head = head_of(notices);
  head[member] = std::move(value);
  return body_of(notices, head);
}

Json expected_page(const std::vector<std::string>& accounts) {
  return {{"epoch", 1},       {"revision", 42},    {"after", 0},
          {"complete", true}, {"iat", 1764000000}, {"accounts", accounts}};
}

Input input_of(std::string body) {
  return {"body", std::move(body), make_keyset(signer()).keys, {}, expected_of()};
}

void take(Vectors& all, const char* slug, const char* name, const Json& body, const Json& expected) {
  all.push_back(accepted("feeds", slug, name, input_of(body.dump()), expected.dump()));
}
void refuse(Vectors& all, const char* slug, const char* name, const std::string& body, const char* why,
            ErrorCode code = ErrorCode::untrusted) {
  all.push_back(refused("feeds", slug, name, input_of(body), code, why));
}
void refuse(Vectors& all, const char* slug, const char* name, const Json& body, const char* why,
            ErrorCode code = ErrorCode::untrusted) {
  refuse(all, slug, name, body.dump(), why, code);
}

void add_taken(Vectors& all) {
  take(all, "complete", "a complete snapshot of two accounts",
       body_of({notice_of("acme"), notice_of("globex")}), expected_page({"acme", "globex"}));
  take(all, "empty", "a complete snapshot: no account has an open case", body_of({}), expected_page({}));
  const std::vector<std::string> cleared = {sign_notice(signer(), clear_notice("acme", kNow, 2))};
  Json head = head_of(cleared);
  head["after"] = 41;
  head["complete"] = false;
  Json expected = expected_page({"acme"});
  expected["after"] = 41;
  expected["complete"] = false;
  take(all, "change", "an account became clear since revision 41", body_of(cleared, head), expected);
  Json unknown = body_of({notice_of("acme")});
  unknown["future"] = {{"a", 1.5}};
  take(all, "unknown-members", "unknown members are skipped", unknown, expected_page({"acme"}));
}

void add_tampered(Vectors& all) {
  constexpr const char* kCount = "feed has another number of notices than its signed head";
  constexpr const char* kDigest = "feed has other notices than its signed head";
  constexpr const char* kRevision = "feed says another revision than its signed head";
  const Json good = body_of({notice_of("acme"), notice_of("globex")});
  const auto changed = [&](const char* pointer, Json value) {
    Json body = good;
    body[Json::json_pointer(pointer)] = std::move(value);
    return body;
  };
  refuse(all, "left-out", "a notice was left out", changed("/notices", {notice_of("acme")}), kCount);
  refuse(all, "added", "a notice of another time was added",
         changed("/notices", {notice_of("acme"), notice_of("globex"), notice_of("initech")}), kCount);
  refuse(all, "replaced", "a notice was replaced by an older one of the same account",
         changed("/notices/1", sign_notice(signer(), overdue_notice("globex", kNow - kDay))), kDigest);
  refuse(all, "swapped", "two notices changed places",
         changed("/notices", {notice_of("globex"), notice_of("acme")}), kDigest);
  refuse(all, "revision-changed", "the revision outside is not the signed one", changed("/revision", 41),
         kRevision);
  refuse(all, "complete-changed", "complete outside is not the signed one", changed("/complete", false),
         kRevision);
  refuse(all, "head-unknown-key", "a head signed with another key",
         changed("/head", TestSigner(3).sign(kFeedType, head_of({}).dump())),
         "jws is signed with an unknown key");
  refuse(all, "head-is-notice", "a notice for a head", changed("/head", notice_of("acme")),
         "jws typ must be gracegate-feed+jwt");
  refuse(all, "head-empty", "no head", changed("/head", ""), "/head must be at least 1 bytes",
         ErrorCode::malformed);
}

void add_bad_heads(Vectors& all) {
  constexpr const char* kComplete = "/complete must be true exactly when after is 0";
  refuse(all, "wrong-iss", "from another server", with_head("iss", "https://other.example.com"),
         "feed is from another issuer");
  refuse(all, "wrong-aud", "for another product", with_head("aud", "other"),
         "feed is for product \"other\", not \"notes\": check product and server");
  refuse(all, "complete-after", "complete, but continues from a revision", with_head("after", 41), kComplete,
         ErrorCode::malformed);
  refuse(all, "incomplete-from-0", "from the start, but not complete", with_head("complete", false),
         kComplete, ErrorCode::malformed);
  refuse(all, "after-beyond-revision", "continues from a later revision than it reaches",
         with_head("after", 43), "/after must be an integer from 0 to 42", ErrorCode::malformed);
  refuse(all, "count-negative", "a negative count", with_head("count", -1),
         "/count must be an integer from 0 to 1000000", ErrorCode::malformed);
  refuse(all, "digest-short", "a digest that is too short", with_head("digest", "AA"),
         "/digest must be at least 43 bytes", ErrorCode::malformed);
}

// The head covers them, and all the same they are not taken: not one notice of such an answer is.
void add_bad_notices(Vectors& all) {
  const auto page = [](const std::string& bad) { return body_of({notice_of("acme"), bad}); };
  Notice other = overdue_notice("globex", kNow);
  other.audience = "other";
  refuse(all, "notice-wrong-aud", "a notice for another product", page(sign_notice(signer(), other)),
         "feed notice 1: notice is for product \"other\", not \"notes\": check product and server");
  other = overdue_notice("globex", kNow);
  other.issuer = "https://other.example.com";
  refuse(all, "notice-wrong-iss", "a notice from another server than the head",
         page(sign_notice(signer(), other)), "feed notice 1: notice is from another issuer");
  refuse(all, "notice-malformed", "a notice that is none", page("a.b.c"),
         "feed notice 1: jws header must end base64url without spare bits", ErrorCode::malformed);
  refuse(all, "account-twice", "one account twice",
         page(sign_notice(signer(), clear_notice("acme", kNow, 2))),
         "feed notice 1: must not repeat an account", ErrorCode::malformed);
}

void add_bad_json(Vectors& all) {
  const Json good = body_of({notice_of("acme")});
  refuse(all, "not-json", "an error page", std::string("<html>"),
         "text must be one json value and nothing after it", ErrorCode::malformed);
  std::string twice = good.dump();
  twice.insert(1, "\"notices\":[],");
  refuse(all, "repeated-member", "notices twice", twice, "json object names a member twice",
         ErrorCode::malformed);
  for (const char* name : {"revision", "complete", "notices", "head"}) {
    Json body = good;
    body.erase(name);
    refuse(all, ("missing-" + std::string(name)).c_str(), (std::string(name) + " is missing").c_str(), body,
           ("/" + std::string(name) + " is missing").c_str(), ErrorCode::malformed);
  }
  Json number = good;
  number["notices"][0] = 7;
  refuse(all, "notice-number", "a number for a notice", number, "/notices/0 must be text",
         ErrorCode::malformed);
}

}  // namespace

std::vector<Vector> feed_vectors() {
  Vectors all;
  for (auto add : {add_taken, add_tampered, add_bad_heads, add_bad_notices, add_bad_json}) add(all);
  return all;
}

}  // namespace gracegate::test
