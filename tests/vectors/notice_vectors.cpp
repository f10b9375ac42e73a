// Notices: what a reader must take, skip and refuse (docs/formats/notice.md).
#include <openssl/hmac.h>

#include <nlohmann/json.hpp>

#include "core/base64url.hpp"
#include "core/jws.hpp"
#include "tests/support/malleable.hpp"
#include "tests/support/test_signer.hpp"
#include "tests/vectors/vectors.hpp"

namespace gracegate::test {
namespace {

using Json = nlohmann::ordered_json;
using Vectors = std::vector<Vector>;

constexpr ErrorCode kMalformed = ErrorCode::malformed;
constexpr ErrorCode kTooLarge = ErrorCode::too_large;
constexpr ErrorCode kUntrusted = ErrorCode::untrusted;

const TestSigner& signer() {
  static const TestSigner signer(2);
  return signer;
}

TimePoint at(std::int64_t seconds) { return TimePoint(Seconds(seconds)); }

constexpr const char* kFull = R"({
  "iss": "https://grace.example.com", "aud": "notes", "sub": "acme",
  "iat": 1764000000, "exp": 1766592000, "epoch": 1, "seq": 7,
  "zone": {"name": "Europe/Berlin", "offsets": [
    {"from": 0, "seconds": 3600, "abbr": "CET"}, {"from": 1774746000, "seconds": 7200, "abbr": "CEST"}]},
  "cases": [{
    "id": "c_8f3k2m9q4t7w1x5z", "reason": "nonpayment", "deadline": 1765209600,
    "stages": [{"mode": "countdown", "from": 1764000000}, {"mode": "read_only", "from": 1765270800},
               {"mode": "shutdown", "from": 1765875600}],
    "hold": {"from": 1764100000, "until": 1764200000, "reason": "dispute"},
    "owed": {"minor": 3000000, "currency": "USD", "invoices": ["INV-1", "INV-2"]},
    "message": {"de": "Bitte melden Sie sich.", "en": "Please call us.\nWe can help."},
    "reference": "§ 7.2"}],
  "links": {"pay": "https://pay.example.com/inv-1", "help": "https://help.example.com/",
            "export": "https://notes.example.com/export", "terms": "https://example.com/terms#7"},
  "contact": {"name": "Ada Example", "email": "ada@example.com", "phone": "+49 30 1234567"},
  "suspended": {"from": 1764000000, "until": 1764086400, "reason": "wrong amounts were sent"}})";

constexpr const char* kClear = R"({
  "iss": "https://grace.example.com", "aud": "notes", "sub": "acme",
  "iat": 1764000000, "exp": 1766592000, "epoch": 1, "seq": 0,
  "zone": {"name": "UTC", "offsets": []}, "cases": [],
  "links": {"pay": null, "help": null, "export": null, "terms": null},
  "contact": null, "suspended": null})";

Json full() { return Json::parse(kFull); }
Json clear() { return Json::parse(kClear); }

// The full notice with requests for help, and a case that is over.
Json conversing() {
  Json payload = full();
  payload["cases"][0]["help"] = Json::parse(R"([
    {"id": "h_1", "person": "p-17", "topic": "stuck", "at": 1764000100, "answer_by": null,
     "answer": {"at": 1764003700, "by": "Ada Example", "text": "Please try again.\nIt is mended."}},
    {"id": "h_2", "person": null, "topic": "time", "at": 1764000200, "answer_by": 1764090000, "answer": null}])");
  payload["cases"][0]["snooze_until"] = 1764604800;
  payload["ended"] = Json::parse(
      R"([{"id": "c_0", "reason": "seat_overuse", "how": "settled", "at": 1763990000, "until": 1764000900}])");
  return payload;
}

Json conversing_with(const char* pointer, Json value) {
  Json payload = conversing();
  payload[Json::json_pointer(pointer)] = std::move(value);
  return payload;
}

// The full notice with the value at a JSON pointer replaced.
Json changed(const char* pointer, Json value) {
  Json payload = full();
  payload[Json::json_pointer(pointer)] = std::move(value);
  return payload;
}

Json without(const char* parent, const char* member) {
  Json payload = full();
  payload[Json::json_pointer(parent)].erase(member);
  return payload;
}

// The text of the full notice with one piece of it replaced: for what a JSON library would not write.
std::string rewritten(std::string_view from, std::string_view to) {
  std::string text = full().dump();
  return text.replace(text.find(from), from.size(), to);
}

Input input_of(std::string jws) {
  return {"jws", std::move(jws), make_keyset(signer()).keys, {}, expected_of("acme")};
}
Input input_of_payload(std::string_view payload) { return input_of(signer().sign(kNoticeType, payload)); }

std::string header_with(std::string_view alg, std::string_view typ, std::string_view more = {}) {
  std::string header = R"({"alg":")";
  header.append(alg).append(R"(","kid":")").append(signer().id()).append(R"(","typ":")").append(typ);
  return header.append("\"").append(more).append("}");
}

// --- taken
// --------------------------------------------------------------------------------------------------

void take(Vectors& all, const char* slug, const char* name, std::string_view payload, const Json& expected) {
  all.push_back(accepted("notices", slug, name, input_of_payload(payload), expected.dump()));
}
void take_same(Vectors& all, const char* slug, const char* name, const Json& payload) {
  take(all, slug, name, payload.dump(), payload);
}

void add_taken(Vectors& all) {
  take_same(all, "full", "a notice with every member", full());
  take_same(all, "clear", "an account with no open case", clear());
  take(all, "minimal", "optional members left out are as if null",
       R"({"iss":"https://grace.example.com","aud":"notes","sub":"acme","iat":1764000000,"exp":1766592000,)"
       R"("epoch":1,"seq":0,"cases":[]})",
       clear());
  take(all, "spaces-and-order", "white space and the order of members mean nothing",
       R"( { "cases" : [ ] , "seq":0,"epoch":1,"exp":1766592000,"iat":1764000000,"sub":"acme",)"
       "\n\t\"aud\":\"notes\", \"iss\":\"https://grace.example.com\" }\r\n",
       clear());
  take(all, "escapes", "escaped characters are the characters",
       rewritten(R"("sub":"acme")", R"("\u0073ub":"\u0061cme")"), full());
  take_same(all, "help-and-ended", "requests for help, and a case that ended lately", conversing());
  take_same(all, "ended-alone", "a case that ended lately, and none that is open",
            conversing_with("/cases", Json::array()));
  take_same(all, "ends-in-read-only", "a case may end in read_only",
            changed("/cases/0/stages", Json::parse(R"([{"mode":"read_only","from":1765209600}])")));
  take_same(
      all, "reminder-first", "a case may start with a reminder, a stage in mode open",
      changed("/cases/0/stages",
              Json::parse(R"([{"mode":"open","from":1763000000},{"mode":"countdown","from":1764000000},)"
                          R"({"mode":"shutdown","from":1765209600}])")));
  take_same(
      all, "stages-at-one-instant", "two stages may start at one instant, and at the deadline",
      changed("/cases/0/stages",
              Json::parse(R"([{"mode":"countdown","from":1765209600},{"mode":"read_only","from":1765209600},)"
                          R"({"mode":"shutdown","from":1765209600}])")));
  take_same(all, "loopback-link", "links to loopback may be http",
            changed("/links/pay", "http://127.0.0.1:8080/pay?inv=1"));
  take_same(all, "other-scripts", "texts are UTF-8",
            changed("/cases/0/message", {{"ar", "يرجى الاتصال بنا"}, {"ja", "ご連絡ください 🙏"}}));
  take_same(all, "largest-integers", "integers up to 2^53 - 1, times to the end of the year 9999", [] {
    Json payload = changed("/seq", 9007199254740991);
    payload["exp"] = 253402300799;
    return payload;
  }());
}

void add_skipped(Vectors& all) {
  Json unknown = clear();
  unknown["future"] = Json::parse(R"({"a":[1.5,-7,18446744073709551616,1e300,null,true],"alg":"none"})");
  unknown["zone"]["future"] = 1;
  unknown["links"]["future"] = "javascript:alert(1)";
  take(all, "unknown-members", "unknown members are skipped, whatever they hold", unknown.dump(), clear());
  take(all, "unknown-topic", "a topic that the reader does not know is question",
       conversing_with("/cases/0/help/0/topic", "training").dump(),
       conversing_with("/cases/0/help/0/topic", "question"));
  take(all, "unknown-ending", "an ending that the reader does not know is waived",
       conversing_with("/ended/0/how", "merged").dump(), conversing_with("/ended/0/how", "waived"));
  take(all, "unknown-reason", "a reason that the reader does not know is other",
       changed("/cases/0/reason", "export_control").dump(), changed("/cases/0/reason", "other"));
  std::string deep = clear().dump();
  deep.insert(deep.size() - 1, ",\"future\":" + std::string(31, '[') + std::string(31, ']'));
  take(all, "depth-32", "json of 32 levels", deep, clear());
}

// --- refused: the JWS
// ---------------------------------------------------------------------------------------

void refuse_jws(Vectors& all, const char* slug, const char* name, std::string jws, ErrorCode code,
                const char* why) {
  all.push_back(refused("notices", slug, name, input_of(std::move(jws)), code, why));
}

void add_bad_serialisations(Vectors& all) {
  const std::string jws = signer().sign(kNoticeType, full().dump());
  const std::size_t first = jws.find('.');
  const std::size_t last = jws.rfind('.');
  const std::string body = jws.substr(0, last);
  constexpr const char* kParts = "jws must have three parts";
  refuse_jws(all, "empty", "nothing", "", kMalformed, kParts);
  refuse_jws(all, "two-parts", "no signature part", body, kMalformed, kParts);
  refuse_jws(all, "four-parts", "a fourth part", jws + ".", kMalformed, kParts);
  refuse_jws(all, "empty-header", "an empty header", jws.substr(first), kMalformed,
             "jws header: text must be one json value and nothing after it");
  refuse_jws(all, "empty-signature", "an empty signature", body + ".", kMalformed,
             "jws signature must be 64 bytes");
  refuse_jws(all, "newline", "a line feed at the end", jws + "\n", kMalformed,
             "jws signature has characters that are not base64url");
  refuse_jws(all, "padding", "a signature with padding", jws + "==", kMalformed,
             "jws signature must be base64url without padding");
  std::string spare = jws;  // 64 bytes are 85 characters and 2 bits of one more: 4 bits are spare
  spare.back() = spare.back() == 'w' ? 'x' : static_cast<char>(spare.back() + 1);
  refuse_jws(all, "spare-bits", "spare bits of the signature's last character are not zero", spare,
             kMalformed, "jws signature must end base64url without spare bits");
  std::string slash = jws;
  slash[first + 2] = '/';
  refuse_jws(all, "base64-alphabet", "the alphabet of base64, not of base64url", slash, kMalformed,
             "jws payload has characters that are not base64url");
  refuse_jws(all, "json-serialisation", "JWS in JSON serialisation",
             R"({"payload":")" + jws.substr(first + 1, last - first - 1) + R"(","signatures":[]})",
             kMalformed, kParts);
  refuse_jws(all, "too-large", "one byte more than 65536", jws + std::string(65537 - jws.size(), 'A'),
             kTooLarge, "jws must be at most 65536 bytes");
}

std::string hmac_jws() {
  const std::string input =
      base64url_encode(header_with("HS256", kNoticeType)) + "." + base64url_encode(full().dump());
  const PublicKey& key = signer().key();
  std::string mac(32, '\0');
  unsigned size = 0;
  HMAC(EVP_sha256(), key.bytes.data(), static_cast<int>(key.bytes.size()),
       reinterpret_cast<const unsigned char*>(input.data()), input.size(),
       reinterpret_cast<unsigned char*>(mac.data()), &size);
  return input + "." + base64url_encode(mac);
}

void refuse_header(Vectors& all, const char* slug, const char* name, std::string_view header, ErrorCode code,
                   const char* why) {
  refuse_jws(all, slug, name, signer().sign_with_header(header, full().dump()), code, why);
}

void add_bad_algorithms(Vectors& all) {
  constexpr const char* kAlg = "jws alg must be Ed25519";
  constexpr const char* kNone = "jws alg must be Ed25519: none is not signed at all";
  refuse_jws(all, "alg-none", "alg none without a signature",
             base64url_encode(header_with("none", kNoticeType)) + "." + base64url_encode(full().dump()) + ".",
             kUntrusted, kNone);
  refuse_header(all, "alg-none-signed", "alg none with a good signature", header_with("none", kNoticeType),
                kUntrusted, kNone);
  refuse_jws(all, "alg-hs256", "alg HS256 with the public key as the secret", hmac_jws(), kUntrusted,
             "jws alg must be Ed25519: a public key is no secret to sign with");
  refuse_header(all, "alg-eddsa", "alg EdDSA, which names more than one curve",
                header_with("EdDSA", kNoticeType), kUntrusted, kAlg);
  refuse_header(all, "alg-case", "alg in other case", header_with("ed25519", kNoticeType), kUntrusted, kAlg);
  refuse_header(all, "typ-keyset", "the type of a key set", header_with("Ed25519", kKeySetType), kUntrusted,
                "jws typ must be gracegate-notice+jwt");
  refuse_header(all, "typ-jwt", "the type JWT", header_with("Ed25519", "JWT"), kUntrusted,
                "jws typ must be gracegate-notice+jwt");
}

void add_bad_headers(Vectors& all) {
  const auto with = [](const char* more) { return header_with("Ed25519", kNoticeType, more); };
  constexpr const char* kTwice = "jws header: json object names a member twice";
  refuse_header(all, "crit", "an extension that must be understood", with(R"(,"crit":["exp"],"exp":0)"),
                kMalformed, "jws header must not have crit: no extension is understood");
  refuse_header(all, "crit-empty", "an empty list of extensions", with(R"(,"crit":[])"), kMalformed,
                "jws header must not have crit: no extension is understood");
  refuse_header(all, "b64", "a payload that is not encoded", with(R"(,"b64":false)"), kMalformed,
                "jws header must not have b64: the payload is always encoded");
  refuse_header(
      all, "jwk", "a key in the header",
      with((R"(,"jwk":{"kty":"OKP","crv":"Ed25519","x":")" + to_string(signer().key()) + "\"}").c_str()),
      kMalformed, "jws header must not bring its own key (jwk)");
  refuse_header(all, "x5c", "a certificate in the header", with(R"(,"x5c":["MIIB"])"), kMalformed,
                "jws header must not bring its own certificates (x5c)");
  refuse_header(all, "jku", "an address of keys", with(R"(,"jku":"https://evil.example.com/keys")"),
                kMalformed, "jws header must not name an address of keys (jku)");
  refuse_header(all, "x5u", "an address of a certificate", with(R"(,"x5u":"https://evil.example.com/x")"),
                kMalformed, "jws header must not name an address of certificates (x5u)");
  refuse_header(all, "header-unknown-member", "another member in the header", with(R"(,"cty":"json")"),
                kMalformed, "jws header must have alg, kid and typ and nothing else");
  refuse_header(all, "header-repeated-alg", "alg twice", with(R"(,"alg":"none")"), kMalformed, kTwice);
  refuse_header(all, "header-repeated-escaped", "alg twice, once escaped", with(R"(,"\u0061lg":"none")"),
                kMalformed, kTwice);
  refuse_header(all, "header-no-typ", "no type", R"({"alg":"Ed25519","kid":")" + signer().id() + "\"}",
                kMalformed, "jws header must have alg, kid and typ");
  refuse_header(all, "header-number", "alg is a number",
                R"({"alg":1,"kid":")" + signer().id() + R"(","typ":"gracegate-notice+jwt"})", kMalformed,
                "jws header members must be text");
  refuse_header(all, "header-array", "the header is an array", R"(["Ed25519"])", kMalformed,
                "jws header must be an object");
  refuse_header(all, "header-trailing", "something after the header",
                header_with("Ed25519", kNoticeType) + "{}", kMalformed,
                "jws header: text must be one json value and nothing after it");
  refuse_header(all, "header-too-long", "a header of more than 512 characters",
                with((R"(,"pad":")" + std::string(400, 'x') + "\"").c_str()), kTooLarge,
                "jws header is too long");
}

// --- refused: key and signature
// -----------------------------------------------------------------------------

void add_bad_signatures(Vectors& all) {
  constexpr const char* kMismatch = "jws signature does not match";
  const std::string input = signing_input(kNoticeType, signer().id(), full().dump());
  const Signature good = signer().sign_bytes(input);
  refuse_jws(all, "signature-zero", "a signature of zeros", assemble(input, Signature{}), kUntrusted,
             kMismatch);
  refuse_jws(all, "signature-malleable", "the group order added to S",
             assemble(input, with_order_added(good)), kUntrusted, kMismatch);
  refuse_jws(all, "signature-of-another-key", "signed with another key than kid says",
             assemble(input, TestSigner(3).sign_bytes(input)), kUntrusted, kMismatch);
  refuse_jws(all, "signature-of-other-bytes", "the signature of another notice",
             assemble(input, signer().sign_bytes("x")), kUntrusted, kMismatch);
  refuse_jws(all, "signature-63-bytes", "a byte of the signature is missing",
             input + "." + base64url_encode({reinterpret_cast<const char*>(good.data()), 63}), kMalformed,
             "jws signature must be 64 bytes");
  refuse_jws(all, "unknown-key", "a good signature with a key that is not in the set",
             TestSigner(3).sign(kNoticeType, full().dump()), kUntrusted, "jws is signed with an unknown key");
}

// With the neutral element as the key, R = neutral element and S = 0 is a signature of everything.
void add_small_order_key(Vectors& all) {
  PublicKey neutral;
  neutral.bytes[0] = 1;
  Signature forged{};
  forged[0] = 1;
  const std::string jws = assemble(signing_input(kNoticeType, key_id(neutral), full().dump()), forged);
  Input input = input_of(jws);
  input.keys = {{key_id(neutral), neutral, at(0), at(253402300799)}};
  all.push_back(refused("notices", "small-order-key", "forged under a key of small order", input, kUntrusted,
                        "jws signature does not match"));
}

void add_key_times(Vectors& all) {
  constexpr const char* kTime = "jws is signed with a key that was not valid at its iat";
  const auto valid = [](std::int64_t from, std::int64_t until) {
    Input input = input_of_payload(full().dump());
    input.keys = make_keyset(signer(), at(from), at(until)).keys;
    return input;
  };
  all.push_back(accepted("notices", "key-first-second", "signed in the first second of its key",
                         valid(1764000000, 1764000001), kFull));
  all.push_back(refused("notices", "key-too-early", "signed a second before its key was valid",
                        valid(1764000001, 1765000000), kUntrusted, kTime));
  all.push_back(refused("notices", "key-too-late", "signed at the instant at which its key ended",
                        valid(1763000000, 1764000000), kUntrusted, kTime));
}

// --- refused: whose notice
// ----------------------------------------------------------------------------------

void add_other_readers(Vectors& all) {
  const auto read_by = [](Expected reader) {
    Input input = input_of_payload(full().dump());
    input.reader = std::move(reader);
    return input;
  };
  const std::string issuer = "https://grace.example.com";
  all.push_back(accepted("notices", "any-issuer-any-account", "a reader that expects the audience alone",
                         read_by({"", "notes", ""}), kFull));
  all.push_back(refused("notices", "wrong-iss", "from another server",
                        read_by({issuer + "/", "notes", "acme"}), kUntrusted,
                        "notice is from another issuer"));
  all.push_back(refused("notices", "wrong-aud", "for another product", read_by({issuer, "Notes", "acme"}),
                        kUntrusted,
                        "notice is for product \"notes\", not \"Notes\": check product and server"));
  all.push_back(refused("notices", "wrong-sub", "about another account", read_by({issuer, "notes", "acm"}),
                        kUntrusted, "notice is about another account"));
}

// --- refused: the payload
// -----------------------------------------------------------------------------------

void refuse(Vectors& all, const char* slug, const char* name, const std::string& payload, const char* why,
            ErrorCode code = kMalformed) {
  all.push_back(refused("notices", slug, name, input_of_payload(payload), code, why));
}
void refuse(Vectors& all, const char* slug, const char* name, const Json& payload, const char* why,
            ErrorCode code = kMalformed) {
  refuse(all, slug, name, payload.dump(), why, code);
}

void add_bad_json(Vectors& all) {
  constexpr const char* kOne = "text must be one json value and nothing after it";
  constexpr const char* kTwice = "json object names a member twice";
  constexpr const char* kUtf8 = "json must be utf-8";
  const std::string good = full().dump();
  refuse(all, "payload-empty", "an empty payload", std::string(), kOne);
  refuse(all, "payload-array", "an array", std::string("[]"), "json must be an object");
  refuse(all, "payload-trailing", "something after the object", good + " 1", kOne);
  refuse(all, "payload-nul", "a zero byte after the object", good + std::string(1, '\0'),
         "json must not hold a zero byte");
  refuse(all, "payload-nul-more", "another object after a zero byte", good + std::string(1, '\0') + "{}",
         "json must not hold a zero byte");
  refuse(all, "payload-comment", "a comment", "/**/" + good, kOne);
  refuse(all, "payload-bom", "a byte order mark", "\xEF\xBB\xBF" + good,
         "json must not start with a byte order mark");
  refuse(all, "utf8-overlong", "an overlong form in a text", rewritten("dispute", "\xC0\xAF"), kUtf8);
  refuse(all, "utf8-surrogate", "half of a surrogate pair as bytes", rewritten("dispute", "\xED\xA0\x80"),
         kUtf8);
  refuse(all, "utf8-truncated", "a truncated character", rewritten("dispute", "\xE2\x82"), kUtf8);
  refuse(all, "lone-surrogate", "half of a surrogate pair as an escape", rewritten("dispute", "\\ud800"),
         kOne);
  refuse(all, "repeated-claim", "sub twice", rewritten(R"("iat":)", R"("sub":"acme","iat":)"), kTwice);
  refuse(all, "repeated-escaped", "sub twice, once escaped",
         rewritten(R"("iat":)", R"("\u0073ub":"evil","iat":)"), kTwice);
  refuse(all, "repeated-nested", "a member twice in a case", rewritten(R"("hold":)", R"("id":"c_1","hold":)"),
         kTwice);
  refuse(all, "repeated-unknown", "a member twice inside of an unknown one",
         rewritten(R"("iat":)", R"("future":{"a":1,"a":1},"iat":)"), kTwice);
  refuse(all, "depth-33", "json of 33 levels",
         rewritten(R"("iat":)", "\"future\":" + std::string(32, '[') + std::string(32, ']') + ",\"iat\":"),
         "json is nested deeper than 32 levels", kTooLarge);
  std::string many = "\"m0\":0";
  for (int i = 1; i <= 256; ++i) many += ",\"m" + std::to_string(i) + "\":0";
  refuse(all, "too-many-members", "an object of 257 members",
         rewritten(R"("iat":)", "\"future\":{" + many + "},\"iat\":"),
         "json object has more than 256 members", kTooLarge);
}

void add_bad_numbers(Vectors& all) {
  constexpr const char* kTime = "/iat must be an integer from 0 to 253402300799";
  constexpr const char* kSeq = "/seq must be an integer from 0 to 9007199254740991";
  const auto iat = [](const char* number) {
    return rewritten(R"("iat":1764000000)", std::string("\"iat\":") + number);
  };
  const auto seq = [](const char* number) {
    return rewritten(R"("seq":7)", std::string("\"seq\":") + number);
  };
  refuse(all, "iat-fraction", "a time with a fraction of zero", iat("1764000000.0"), kTime);
  refuse(all, "iat-exponent", "a time with an exponent", iat("1764e6"), kTime);
  refuse(all, "iat-negative", "a time before 1970", iat("-1"), kTime);
  refuse(all, "iat-year-10000", "a time after the year 9999", iat("253402300800"), kTime);
  refuse(all, "iat-text", "a time as text", iat("\"1764000000\""), kTime);
  refuse(all, "iat-null", "a time that is null", iat("null"), kTime);
  refuse(all, "seq-2-53", "2^53", seq("9007199254740992"), kSeq);
  refuse(all, "seq-2-63", "2^63", seq("9223372036854775808"), kSeq);
  refuse(all, "seq-2-64", "2^64", seq("18446744073709551616"), kSeq);
  refuse(all, "seq-2-64-plus-7", "2^64 + 7", seq("18446744073709551623"), kSeq);
  refuse(all, "seq-minus-1", "-1", seq("-1"), kSeq);
  refuse(all, "seq-true", "true for a number", seq("true"), kSeq);
  refuse(all, "seq-leading-zero", "a leading zero", seq("07"),
         "text must be one json value and nothing after it");
  refuse(all, "epoch-negative", "a negative epoch", changed("/epoch", -1),
         "/epoch must be an integer from 0 to 9007199254740991");
  refuse(all, "exp-not-after-iat", "expired when it was signed", changed("/exp", 1764000000),
         "/exp must be after iat");
}

void add_missing(Vectors& all) {
  for (const char* name : {"iss", "aud", "sub", "iat", "exp", "epoch", "seq", "cases"}) {
    refuse(all, ("missing-" + std::string(name)).c_str(), (std::string(name) + " is missing").c_str(),
           without("", name), ("/" + std::string(name) + " is missing").c_str());
  }
  for (const char* name : {"id", "reason", "deadline", "stages"}) {
    refuse(all, ("missing-case-" + std::string(name)).c_str(),
           (std::string(name) + " of a case is missing").c_str(), without("/cases/0", name),
           ("/cases/0/" + std::string(name) + " is missing").c_str());
  }
  refuse(all, "missing-stage-from", "a stage does not say from when", without("/cases/0/stages/1", "from"),
         "/cases/0/stages/1/from is missing");
  refuse(all, "missing-hold-until", "a hold without an end", without("/cases/0/hold", "until"),
         "/cases/0/hold/until is missing");
  refuse(all, "missing-suspended-until", "a suspension without an end", without("/suspended", "until"),
         "/suspended/until is missing");
}

void add_bad_claims(Vectors& all) {
  refuse(all, "aud-array", "a list of audiences", changed("/aud", {"notes"}), "/aud must be text");
  refuse(all, "sub-empty", "an empty account", changed("/sub", ""), "/sub must be at least 1 bytes");
  refuse(all, "sub-too-long", "an account of 129 bytes", changed("/sub", std::string(129, 'a')),
         "/sub must be at most 128 bytes", kTooLarge);
  refuse(all, "sub-control", "a zero character in the account", changed("/sub", std::string("acme\0", 5)),
         "/sub must not hold control characters");
  refuse(all, "sub-c1-control", "a control character of two bytes in the account",
         changed("/sub", "acme\u0085"), "/sub must not hold control characters");
  refuse(all, "cases-null", "cases is null", changed("/cases", nullptr), "/cases must be an array");
  refuse(all, "case-text", "a case is text", changed("/cases/0", "x"), "/cases/0 must be an object");
  refuse(all, "zone-order", "offsets of the zone not in order", changed("/zone/offsets/0/from", 1774746000),
         "/zone/offsets/1 must start after the offset before it");
  refuse(all, "zone-offset-range", "an offset of more than 18 hours",
         changed("/zone/offsets/0/seconds", 64801),
         "/zone/offsets/0/seconds must be an integer from -64800 to 64800");
  refuse(all, "suspension-backwards", "a suspension that ends where it begins",
         changed("/suspended/until", 1764000000), "/suspended/until must be after from");
}

void add_bad_cases(Vectors& all) {
  constexpr const char* kId = "/cases/0/id must consist of A-Z a-z 0-9 _ -";
  refuse(all, "case-id-characters", "a case id with other characters", changed("/cases/0/id", "c 1"), kId);
  refuse(all, "case-id-markup", "a case id with markup", changed("/cases/0/id", "<b>"), kId);
  refuse(all, "case-id-too-long", "a case id of 41 characters", changed("/cases/0/id", std::string(41, 'c')),
         "/cases/0/id must be at most 40 bytes", kTooLarge);
  Json twice = full();
  twice["cases"].push_back(twice["cases"][0]);
  refuse(all, "case-id-twice", "two cases of one id", twice, "/cases/1 must not repeat an id");
  Json many = full();
  for (int i = 1; i <= 32; ++i) {
    many["cases"].push_back(many["cases"][0]);
    many["cases"].back()["id"] = "c_" + std::to_string(i);
  }
  refuse(all, "cases-33", "33 cases", many, "/cases must have at most 32 entries", kTooLarge);
  refuse(all, "hold-backwards", "a hold that ends before it begins",
         changed("/cases/0/hold/until", 1764099999), "/cases/0/hold/until must be after from");
  refuse(all, "owed-negative", "a negative amount", changed("/cases/0/owed/minor", -1),
         "/cases/0/owed/minor must be an integer from 0 to 9007199254740991");
  refuse(all, "owed-fraction", "an amount with a fraction", changed("/cases/0/owed/minor", 30000.5),
         "/cases/0/owed/minor must be an integer from 0 to 9007199254740991");
  refuse(all, "owed-currency", "a currency in small letters", changed("/cases/0/owed/currency", "usd"),
         "/cases/0/owed/currency must be three capital letters");
  refuse(all, "message-locale", "a locale that is none", changed("/cases/0/message", {{"e n", "x"}}),
         "/cases/0/message must name its texts by locale (BCP 47)");
  refuse(all, "message-text", "a message without a locale", changed("/cases/0/message", "pay"),
         "/cases/0/message must be an object");
  refuse(all, "reference-control", "an escape character in the reference",
         changed("/cases/0/reference", "\x1b[2J"), "/cases/0/reference must not hold control characters");
}

void add_bad_help(Vectors& all) {
  const auto refuse_with = [&](const char* slug, const char* name, const char* pointer, Json value,
                               const char* why, ErrorCode code = kMalformed) {
    refuse(all, slug, name, conversing_with(pointer, std::move(value)), why, code);
  };
  refuse_with("help-id-twice", "two requests of one id", "/cases/0/help/1/id", "h_1",
              "/cases/0/help/1 must not repeat an id");
  refuse_with("help-person-long", "a person of 129 bytes", "/cases/0/help/0/person", std::string(129, 'p'),
              "/cases/0/help/0/person must be at most 128 bytes", kTooLarge);
  refuse_with("help-answer-empty", "an answer without words", "/cases/0/help/0/answer/text", "",
              "/cases/0/help/0/answer/text must be at least 1 bytes");
  refuse_with("help-answer-long", "an answer of 4001 bytes", "/cases/0/help/0/answer/text",
              std::string(4001, 'x'), "/cases/0/help/0/answer/text must be at most 4000 bytes", kTooLarge);
  refuse_with("help-answer-control", "an escape character in an answer", "/cases/0/help/0/answer/text",
              "\x1b[2J", "/cases/0/help/0/answer/text must not hold control characters");
  Json nine = Json::array();
  for (int i = 0; i < 9; ++i) {
    nine.push_back({{"id", "h_" + std::to_string(i)}, {"topic", "stuck"}, {"at", 1764000000}});
  }
  refuse_with("help-9", "nine requests", "/cases/0/help", nine, "/cases/0/help must have at most 8 entries",
              kTooLarge);
  refuse_with("snooze-text", "a time as text", "/cases/0/snooze_until", "1764604800",
              "/cases/0/snooze_until must be an integer from 0 to 253402300799");
  refuse_with("ended-backwards", "words about an ending that end before it", "/ended/0/until", 1763990000,
              "/ended/0/until must be after at");
  refuse_with("ended-id", "an ended case with markup for an id", "/ended/0/id", "<b>",
              "/ended/0/id must consist of A-Z a-z 0-9 _ -");
}

void add_bad_stages(Vectors& all) {
  const auto stages = [](const char* text) { return changed("/cases/0/stages", Json::parse(text)); };
  refuse(all, "stages-empty", "no stage", stages("[]"), "/cases/0/stages must hold a stage");
  refuse(all, "stage-unknown-mode", "a mode that the reader does not know",
         stages(R"([{"mode":"frozen","from":1765270800}])"),
         "/cases/0/stages/0/mode must be open, countdown, read_only or shutdown");
  refuse(all, "stages-milder", "a stage milder than the one before",
         stages(R"([{"mode":"shutdown","from":1765270800},{"mode":"read_only","from":1765270801}])"),
         "/cases/0/stages/1 must be stricter than the stage before it");
  refuse(all, "stages-same-mode", "two stages of one mode",
         stages(R"([{"mode":"countdown","from":1764000000},{"mode":"countdown","from":1764000001}])"),
         "/cases/0/stages/1 must be stricter than the stage before it");
  refuse(all, "stages-backwards", "a stage that starts a second before the one before",
         stages(R"([{"mode":"read_only","from":1765270800},{"mode":"shutdown","from":1765270799}])"),
         "/cases/0/stages/1 must not start before the stage before it");
  refuse(all, "limit-before-deadline", "a limit a second before the promised deadline",
         stages(R"([{"mode":"read_only","from":1765209599}])"),
         "/cases/0/stages/0 must not limit before the deadline");
  Json nine = Json::array();
  for (int i = 0; i < 9; ++i) nine.push_back({{"mode", "countdown"}, {"from", 1764000000}});
  refuse(all, "stages-9", "nine stages", changed("/cases/0/stages", nine),
         "/cases/0/stages must have at most 8 entries", kTooLarge);
}

void add_bad_links(Vectors& all) {
  struct Row {
    const char *slug, *name, *url;
  };
  const Row rows[] = {
      {"link-script", "a link that runs a script", "javascript:alert(1)"},
      {"link-data", "a link of data", "data:text/html,x"},
      {"link-plain-http", "http to another machine", "http://pay.example.com/"},
      {"link-loopback-prefix", "http to a name that begins like loopback", "http://127.0.0.1.evil.example/"},
      {"link-user", "a link with user information", "https://pay.example.com@evil.example/"},
      {"link-quote", "a quote in a link", "https://pay.example.com/\"onclick"},
      {"link-space", "a space in a link", "https://pay.example.com/a b"},
      {"link-no-host", "a link without a host", "https:///pay"},
      {"link-relative", "a link without a scheme", "//pay.example.com/"}};
  for (const Row& row : rows) {
    refuse(all, row.slug, row.name, changed("/links/pay", row.url),
           "/links/pay must be an https address (http for loopback)");
  }
}

}  // namespace

std::vector<Vector> notice_vectors() {
  Vectors all;
  for (auto add : {add_taken, add_skipped, add_bad_serialisations, add_bad_algorithms, add_bad_headers,
                   add_bad_signatures, add_small_order_key, add_key_times, add_other_readers, add_bad_json,
                   add_bad_numbers, add_missing, add_bad_claims, add_bad_cases, add_bad_help, add_bad_stages,
                   add_bad_links}) {
    add(all);
  }
  return all;
}

}  // namespace gracegate::test
