// JSON as strictly as a signed statement needs it, and a way to read members that keeps the first fault.
#ifndef GRACEGATE_CORE_JSON_READER_HPP
#define GRACEGATE_CORE_JSON_READER_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gracegate/result.hpp"
#include "gracegate/time.hpp"

namespace gracegate {

inline constexpr std::size_t kMaxJsonDepth = 32;
inline constexpr std::size_t kMaxJsonMembers = 256;  // of one object
inline constexpr std::size_t kMaxJsonValues = 32768;
inline constexpr std::int64_t kMaxJsonInteger =
    9007199254740991;  // 2^53 - 1: exact in every reader (RFC 8259 §6)
inline constexpr std::int64_t kMaxNumericDate = 253402300799;  // 9999-12-31T23:59:59Z

struct JsonValue {
  enum class Kind : std::uint8_t { null, boolean, integer, other_number, text, array, object };
  Kind kind = Kind::null;
  bool boolean = false;
  std::int64_t integer = 0;
  std::string name;  // of the member, in an object
  std::string text;
  std::vector<JsonValue> items;  // of an array, or the members of an object
};

// Parses one JSON text (RFC 8259) and nothing after it. Errors: malformed (also: not UTF-8, byte order mark,
// a member name twice in one object, however it is escaped), too_large (deeper than kMaxJsonDepth, more than
// kMaxJsonMembers in one object, more than `max_values` altogether). A number that is not an integer of 64
// bits with a sign parses as other_number, and is a fault only where it is read.
Result<JsonValue> parse_json(std::string_view text, std::size_t max_values = kMaxJsonValues);

// The first fault found in a document. Reading goes on after it with defaults, so that a decoder is a plain
// list of members; look at the fault before using what was read.
class JsonFault {
 public:
  void set(ErrorCode code, std::string pointer, std::string_view complaint);
  explicit operator bool() const { return error_.has_value(); }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

enum class TextKind { line, paragraphs };  // paragraphs: may hold tab, line feed, carriage return

// A place in a document. Cheap to copy; document, fault and the reader it came from must outlive it.
class JsonReader {
 public:
  JsonReader(const JsonValue& document, JsonFault& fault) : value_(&document), fault_(&fault) {}

  // Each of these sets the fault, and returns a default, where the value is not what is asked for.
  std::int64_t integer(std::int64_t min, std::int64_t max) const;
  TimePoint time() const;
  bool boolean() const;
  bool is_object() const { return is(JsonValue::Kind::object); }
  // UTF-8 of min to max bytes without control characters.
  std::string_view text(std::size_t min, std::size_t max, TextKind kind = TextKind::line) const;

  JsonReader member(std::string_view name) const;  // must be there
  // Whether it is there, null or not.
  bool has_member(std::string_view name) const { return find(name) != nullptr; }
  // Absent and null are the same.
  std::optional<JsonReader> optional_member(std::string_view name) const;
  // Empty text where absent or null.
  std::string optional_text(std::string_view name, std::size_t max, TextKind kind = TextKind::line) const;

  // Items of an array, or members of an object; 0 where it is neither, or more than `max` (both faults).
  std::size_t array_size(std::size_t max) const { return size(JsonValue::Kind::array, max); }
  std::size_t object_size(std::size_t max) const { return size(JsonValue::Kind::object, max); }
  JsonReader item(std::size_t index) const;  // index < array_size() or object_size()
  const std::string& name() const { return value_->name; }

  // Sets the fault at this place: "/cases/0/id " + complaint.
  void refuse(ErrorCode code, std::string_view complaint) const;

 private:
  JsonReader(const JsonValue* value, const JsonReader* parent, std::string_view name, std::size_t index)
      : value_(value), parent_(parent), fault_(parent->fault_), name_(name), index_(index) {}
  const JsonValue* find(std::string_view name) const;
  std::size_t size(JsonValue::Kind kind, std::size_t max) const;
  bool is(JsonValue::Kind kind) const { return value_ != nullptr && value_->kind == kind; }
  std::string pointer() const;

  const JsonValue* value_;  // nullptr: a member that is missing; the fault says so already
  const JsonReader* parent_ = nullptr;
  JsonFault* fault_;
  std::string_view name_;
  std::size_t index_ = 0;
};

// Parses a document and decodes it with `read`: from the JsonReader of its root to a value that does not
// refer to it. Errors: those of parse_json(), then the first fault.
template <class Read>
auto decode_json(std::string_view text, Read read) -> Result<decltype(read(std::declval<JsonReader>()))> {
  const auto document = parse_json(text);
  if (!document) return document.error();
  JsonFault fault;
  auto value = read(JsonReader(*document, fault));
  if (fault) return fault.error();
  return value;
}

}  // namespace gracegate

#endif
