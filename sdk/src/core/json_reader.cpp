#include "core/json_reader.hpp"

#include "core/utf8.hpp"

namespace gracegate {
namespace {

// A member's name as a segment of a JSON pointer (RFC 6901 section 3).
std::string escaped(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

}  // namespace

void JsonFault::set(ErrorCode code, std::string pointer, std::string_view complaint) {
  if (error_) return;
  std::string message = pointer.empty() ? std::string("json") : pointer;
  message.append(" ").append(complaint);
  error_ = Error{code, std::move(message), std::move(pointer)};
}

std::int64_t JsonReader::integer(std::int64_t min, std::int64_t max) const {
  if (is(JsonValue::Kind::integer) && value_->integer >= min && value_->integer <= max)
    return value_->integer;
  if (value_ != nullptr) {
    refuse(ErrorCode::malformed,
           "must be an integer from " + std::to_string(min) + " to " + std::to_string(max));
  }
  return min;
}

TimePoint JsonReader::time() const { return TimePoint(Seconds(integer(0, kMaxNumericDate))); }

bool JsonReader::boolean() const {
  if (is(JsonValue::Kind::boolean)) return value_->boolean;
  if (value_ != nullptr) refuse(ErrorCode::malformed, "must be true or false");
  return false;
}

std::string_view JsonReader::text(std::size_t min, std::size_t max, TextKind kind) const {
  if (value_ == nullptr) return {};
  const std::string& text = value_->text;
  if (!is(JsonValue::Kind::text)) {
    refuse(ErrorCode::malformed, "must be text");
  } else if (text.size() > max) {
    refuse(ErrorCode::too_large, "must be at most " + std::to_string(max) + " bytes");
  } else if (text.size() < min) {
    refuse(ErrorCode::malformed, "must be at least " + std::to_string(min) + " bytes");
  } else if (kind == TextKind::line ? has_control_characters(text)
                                    : has_control_characters_but_line_breaks(text)) {
    refuse(ErrorCode::malformed, "must not hold control characters");
  } else {
    return text;
  }
  return {};
}

JsonReader JsonReader::member(std::string_view name) const {
  const JsonReader found(find(name), this, name, 0);
  if (found.value_ == nullptr && is(JsonValue::Kind::object))
    found.refuse(ErrorCode::malformed, "is missing");
  return found;
}

std::optional<JsonReader> JsonReader::optional_member(std::string_view name) const {
  const JsonValue* value = find(name);
  if (value == nullptr || value->kind == JsonValue::Kind::null) return std::nullopt;
  return JsonReader(value, this, name, 0);
}

std::string JsonReader::optional_text(std::string_view name, std::size_t max, TextKind kind) const {
  const auto found = optional_member(name);
  return std::string(found ? found->text(0, max, kind) : std::string_view());
}

JsonReader JsonReader::item(std::size_t index) const {
  return JsonReader(&value_->items[index], this, value_->items[index].name, index);
}

void JsonReader::refuse(ErrorCode code, std::string_view complaint) const {
  fault_->set(code, pointer(), complaint);
}

const JsonValue* JsonReader::find(std::string_view name) const {
  if (value_ == nullptr) return nullptr;
  if (value_->kind != JsonValue::Kind::object) {
    refuse(ErrorCode::malformed, "must be an object");
    return nullptr;
  }
  for (const JsonValue& member : value_->items) {
    if (member.name == name) return &member;
  }
  return nullptr;
}

std::size_t JsonReader::size(JsonValue::Kind kind, std::size_t max) const {
  if (value_ == nullptr) return 0;
  if (value_->kind != kind) {
    refuse(ErrorCode::malformed, kind == JsonValue::Kind::array ? "must be an array" : "must be an object");
    return 0;
  }
  if (value_->items.size() <= max) return value_->items.size();
  refuse(ErrorCode::too_large, "must have at most " + std::to_string(max) + " entries");
  return 0;
}

std::string JsonReader::pointer() const {
  if (parent_ == nullptr) return {};
  return parent_->pointer() + "/" + (name_.empty() ? std::to_string(index_) : escaped(name_));
}

}  // namespace gracegate
