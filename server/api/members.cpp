#include "server/api/members.hpp"

#include <charconv>

namespace gracegate::server::api {
namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

constexpr std::size_t kMaxLocale = 35;
constexpr std::string_view kJson = "application/json";

}  // namespace

bool is_locale(std::string_view text) {
  if (text.size() < 2 || text.size() > kMaxLocale) return false;
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") ==
         std::string_view::npos;
}

bool has_json_type(const http::Request& request) {
  const std::string* type = request.header("Content-Type");
  if (type == nullptr || type->compare(0, kJson.size(), kJson) != 0) return false;
  return type->size() == kJson.size() || (*type)[kJson.size()] == ';' || (*type)[kJson.size()] == ' ';
}

std::optional<JsonReader> Members::get(std::string_view name) {
  known_.emplace(name);
  return object_.optional_member(name);
}

std::string Members::text(std::string_view name, std::size_t max, TextKind kind) {
  known_.emplace(name);
  const JsonReader member = object_.member(name);
  std::string text(member.text(1, max, kind));
  if (!text.empty() && is_blank(text)) member.refuse(ErrorCode::malformed, "must not be blank");
  return text;
}

std::string Members::optional_text(std::string_view name, std::size_t max, TextKind kind) {
  known_.emplace(name);
  return object_.optional_text(name, max, kind);
}

std::optional<TimePoint> Members::time(std::string_view name) {
  const auto member = get(name);
  if (!member) return std::nullopt;
  const auto at = parse_rfc3339(member->text(1, 64));
  if (at) return *at;
  member->refuse(ErrorCode::malformed,
                 "must be an instant with its offset, for example 2026-12-06T17:00:00+01:00");
  return std::nullopt;
}

std::optional<std::int64_t> Members::integer(std::string_view name, std::int64_t min, std::int64_t max) {
  const auto member = get(name);
  if (!member) return std::nullopt;
  return member->integer(min, max);
}

std::optional<bool> Members::boolean(std::string_view name) {
  const auto member = get(name);
  if (!member) return std::nullopt;
  return member->boolean();
}

void Members::refuse(std::string_view name, std::string_view complaint, ErrorCode code) {
  // A member that is absent is the object's fault; its place is named all the same.
  const auto member = get(name);
  member ? member->refuse(code, complaint) : object_.member(name).refuse(code, complaint);
}

void Members::finish() const {
  const std::size_t size = object_.object_size(kMaxJsonMembers);
  for (std::size_t i = 0; i < size; ++i) {
    const JsonReader member = object_.item(i);
    if (known_.count(member.name()) == 0)
      object_.member(member.name())
          .refuse(ErrorCode::malformed, "is not known here; leave it out or check its spelling");
  }
}

Body::Body(const http::Request& request) : root_(document_, fault_) {
  auto parsed = parse_json(request.body);
  if (parsed && parsed->kind != JsonValue::Kind::object)
    fault_.set(ErrorCode::malformed, "", "must be an object");
  if (parsed) document_ = std::move(*parsed);
  if (!parsed) fault_.set(parsed.error().code, "", "body: " + parsed.error().message);
}

std::optional<std::string> Query::text(std::string_view name, std::size_t max) {
  known_.emplace(name);
  std::optional<std::string> value;
  for (const auto& [key, text] : request_.query) {
    if (key != name) continue;
    if (value) refuse(name, "is given twice; give it once");
    value = text;
  }
  if (value && value->size() > max) refuse(name, "is too long");
  return value;
}

std::int64_t Query::integer(std::string_view name, std::int64_t min, std::int64_t max,
                            std::int64_t otherwise) {
  const auto value = text(name, 20);
  if (!value) return otherwise;
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(value->data(), value->data() + value->size(), number);
  if (fault == std::errc{} && end == value->data() + value->size() && number >= min && number <= max)
    return number;
  refuse(name, "must be an integer from " + std::to_string(min) + " to " + std::to_string(max));
  return otherwise;
}

bool Query::flag(std::string_view name) {
  const auto value = text(name, 5);
  if (value && *value != "true" && *value != "false") refuse(name, "must be true or false");
  return value == "true";
}

std::optional<TimePoint> Query::time(std::string_view name) {
  const auto value = text(name, 64);
  if (!value) return std::nullopt;
  const auto at = parse_rfc3339(*value);
  if (at) return *at;
  refuse(name, "must be an instant with its offset, for example 2026-12-06T17:00:00Z (write + as %2B)");
  return std::nullopt;
}

void Query::refuse(std::string_view name, std::string_view complaint) {
  if (error_) return;
  error_ = Error{ErrorCode::malformed, "parameter " + std::string(name) + " " + std::string(complaint),
                 "?" + std::string(name)};
}

std::optional<Error> Query::finish() {
  for (const auto& [key, value] : request_.query)
    if (known_.count(key) == 0) refuse(key, "is not known here; leave it out or check its spelling");
  return error_;
}

}  // namespace gracegate::server::api
