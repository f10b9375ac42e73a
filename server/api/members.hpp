// Strict reading of what clients send: the JSON body of a request, and its query.
#ifndef GRACEGATE_SERVER_API_MEMBERS_HPP
#define GRACEGATE_SERVER_API_MEMBERS_HPP

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/json_reader.hpp"
#include "gracegate/result.hpp"
#include "gracegate/time.hpp"
#include "server/http/exchange.hpp"

namespace gracegate::server::api {

inline constexpr std::size_t kMaxWhy = 2000;
inline constexpr std::size_t kMaxName = 200;
inline constexpr std::size_t kMaxMessage = 2000;

// The members of one JSON object. What was not asked for is refused by finish(). The first fault is kept.
// `object` and what it was read from outlive it.
class Members {
 public:
  explicit Members(const JsonReader& object) : object_(object) {}

  // Whether it is there, null or not.
  bool has(std::string_view name) const { return object_.has_member(name); }
  // Nothing where it is absent or null.
  std::optional<JsonReader> get(std::string_view name);
  // Required, one line (or paragraphs) with at least one character that is no space.
  std::string text(std::string_view name, std::size_t max, TextKind kind = TextKind::line);
  std::string optional_text(std::string_view name, std::size_t max, TextKind kind = TextKind::line);
  std::optional<TimePoint> time(std::string_view name);  // RFC 3339
  std::optional<std::int64_t> integer(std::string_view name, std::int64_t min, std::int64_t max);
  std::optional<bool> boolean(std::string_view name);
  // The reason for an action: required everywhere, so that the audit log can always explain.
  std::string why() { return text("why", kMaxWhy, TextKind::paragraphs); }

  void refuse(std::string_view name, std::string_view complaint,
              ErrorCode code = ErrorCode::invalid_argument);
  // Faults every member that nothing above asked for.
  void finish() const;

 private:
  const JsonReader& object_;
  std::set<std::string, std::less<>> known_;
};

// Whether the text has the form of a language tag (BCP 47), as readers of notices want it.
bool is_locale(std::string_view text);
// Whether the request says that its body is JSON. The route table asks before any handler reads the body.
bool has_json_type(const http::Request& request);

// The body of a request: one JSON object. For read_body().
class Body {
 public:
  explicit Body(const http::Request& request);
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;

  Members members() const { return Members(root_); }
  // Of parsing, or the first fault that reading has found.
  bool failed() const { return static_cast<bool>(fault_); }
  const Error& error() const { return fault_.error(); }

 private:
  mutable JsonFault fault_;
  JsonValue document_;
  JsonReader root_;
};

// What `read(Members&)` makes of the body; or the first fault, which may be a member that it did not ask for.
template <class Read>
auto read_body(const http::Request& request, const Read& read)
    -> Result<decltype(read(std::declval<Members&>()))> {
  const Body body(request);
  if (body.failed()) return body.error();
  Members in = body.members();
  auto value = read(in);
  in.finish();
  if (body.failed()) return body.error();
  return value;
}

// The query of a request; each parameter at most once, and none that is not asked for.
class Query {
 public:
  explicit Query(const http::Request& request) : request_(request) {}

  std::optional<std::string> text(std::string_view name, std::size_t max);
  std::int64_t integer(std::string_view name, std::int64_t min, std::int64_t max, std::int64_t otherwise);
  bool flag(std::string_view name);  // true, false; absent is false
  std::optional<TimePoint> time(std::string_view name);
  // The error's pointer is "?" and the parameter's name.
  void refuse(std::string_view name, std::string_view complaint);
  // The first fault, or a parameter that nothing above asked for.
  std::optional<Error> finish();

 private:
  const http::Request& request_;
  std::set<std::string, std::less<>> known_;
  std::optional<Error> error_;
};

}  // namespace gracegate::server::api

#endif
