#include "server/ctl/keyset_file.hpp"

#include <nlohmann/json.hpp>
#include <string_view>

#include "core/json_reader.hpp"
#include "core/jws.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/input.hpp"

namespace gracegate::ctl {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

bool is_private_key(const std::string& text) { return text.find("PRIVATE KEY-----") != std::string::npos; }
bool looks_like_json(const std::string& text) { return text.front() == '{'; }
bool looks_signed(const std::string& text) { return text.rfind("eyJ", 0) == 0; }  // {" in base64url

// Whether `what` was named in a file of JSON, though it is cut off after that.
bool has_member(const std::string& text, const std::string& what) {
  return text.find('"' + what + '"') != std::string::npos;
}

// What seems to be in the place of a request.
std::string instead_of_request(const std::string& text) {
  if (text.empty()) return "is empty: did gracectl keys request print an error?";
  if (is_private_key(text)) return "is a private key: give what gracectl keys request printed";
  if (looks_signed(text)) return "is signed already: install it, or make a new request";
  if (looks_like_json(text) && !parse_json(text))
    return "is cut off, or was changed: copy again what gracectl keys request printed";
  return "is no request: give what gracectl keys request printed";
}

// What seems to be in the place of a key set.
std::string instead_of_keyset(const std::string& text) {
  if (text.empty()) return "is empty: did gracectl keys sign print an error?";
  if (is_private_key(text)) return "is a private key: give what gracectl keys sign printed";
  if (looks_like_json(text) && has_member(text, "current"))
    return "is the request: have the root sign it, and give what gracectl keys sign printed";
  if (text.find_first_of("\r\n") != std::string::npos)
    return "has more than one line: give what gracectl keys sign printed on its standard output alone";
  const auto parsed = parse_jws(text, kKeySetType, kMaxKeySetBytes);
  if (!parsed && parsed.error().code == ErrorCode::malformed && looks_signed(text))
    return "is cut off, or was changed: copy again what gracectl keys sign printed";
  return "is no key set: give what gracectl keys sign printed";
}

}  // namespace

Result<Json> read_request(const std::string& name, const std::string& text) {
  const auto strict = parse_json(text);
  if (strict && strict->kind == JsonValue::Kind::object) {
    Json request = Json::parse(text, nullptr, false);
    if (!text_at(request, "current").empty() && member(request, "keyset").is_object()) return request;
  }
  return bad_input(name + " " + instead_of_request(trimmed(text)));
}

Result<std::string> read_keyset(const std::string& name, const std::string& text) {
  std::string keyset = trimmed(text);
  if (parse_jws(keyset, kKeySetType, kMaxKeySetBytes)) return keyset;
  return bad_input(name + " " + instead_of_keyset(keyset));
}

}  // namespace gracegate::ctl
