// The one place that parses JSON: nlohmann's parser, stopped where our limits are.
#include <limits>
#include <nlohmann/json.hpp>

#include "core/json_reader.hpp"
#include "core/utf8.hpp"

namespace gracegate {
namespace {

using Kind = JsonValue::Kind;

// Receives nlohmann's parse events; false stops the parser.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(std::size_t max_values) : values_left_(max_values) {}

  bool null() override { return add(made(Kind::null)); }
  bool boolean(bool value) override {
    JsonValue made_value = made(Kind::boolean);
    made_value.boolean = value;
    return add(std::move(made_value));
  }
  bool number_integer(number_integer_t value) override {
    JsonValue made_value = made(Kind::integer);
    made_value.integer = value;
    return add(std::move(made_value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max())) {
      return add(made(Kind::other_number));
    }
    return number_integer(static_cast<number_integer_t>(value));
  }
  bool number_float(number_float_t, const string_t&) override { return add(made(Kind::other_number)); }
  bool string(string_t& value) override {
    JsonValue made_value = made(Kind::text);
    made_value.text = std::move(value);
    return add(std::move(made_value));
  }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Kind::object); }
  bool start_array(std::size_t) override { return open(Kind::array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override;
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

  JsonValue take_root() { return std::move(root_); }
  const std::optional<Error>& error() const { return error_; }

 private:
  JsonValue made(Kind kind) {
    JsonValue value;
    value.kind = kind;
    value.name = std::move(name_);
    name_.clear();
    return value;
  }
  bool refuse(ErrorCode code, const char* message) {
    error_ = Error{code, message, {}};
    return false;
  }
  bool add(JsonValue value);
  bool open(Kind kind);
  bool close();

  std::size_t values_left_;
  std::vector<JsonValue> open_;  // containers from the root to where we are
  std::string name_;             // of the member whose value comes next
  JsonValue root_;
  std::optional<Error> error_;
};

bool Builder::add(JsonValue value) {
  if (values_left_ == 0) return refuse(ErrorCode::too_large, "json holds too many values");
  --values_left_;
  if (open_.empty()) {
    root_ = std::move(value);
  } else {
    open_.back().items.push_back(std::move(value));
  }
  return true;
}

bool Builder::open(Kind kind) {
  if (open_.size() >= kMaxJsonDepth)
    return refuse(ErrorCode::too_large, "json is nested deeper than 32 levels");
  open_.push_back(made(kind));
  return true;
}

bool Builder::close() {
  JsonValue value = std::move(open_.back());
  open_.pop_back();
  return add(std::move(value));
}

bool Builder::key(string_t& name) {
  const std::vector<JsonValue>& members = open_.back().items;
  if (members.size() >= kMaxJsonMembers) {
    return refuse(ErrorCode::too_large, "json object has more than 256 members");
  }
  for (const JsonValue& member : members) {
    if (member.name == name) return refuse(ErrorCode::malformed, "json object names a member twice");
  }
  name_ = std::move(name);
  return true;
}

}  // namespace

Result<JsonValue> parse_json(std::string_view text, std::size_t max_values) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") {
    return Error{ErrorCode::malformed, "json must not start with a byte order mark", {}};
  }
  if (!is_utf8(text)) return Error{ErrorCode::malformed, "json must be utf-8", {}};
  // nlohmann's parser takes a zero byte for the end of its input, whatever follows.
  if (text.find('\0') != std::string_view::npos) {
    return Error{ErrorCode::malformed, "json must not hold a zero byte", {}};
  }
  Builder builder(max_values);
  const bool parsed = nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  if (builder.error()) return *builder.error();
  if (!parsed) return Error{ErrorCode::malformed, "text must be one json value and nothing after it", {}};
  return builder.take_root();
}

}  // namespace gracegate
