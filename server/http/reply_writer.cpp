#include "server/http/reply_writer.hpp"

#include <array>
#include <charconv>
#include <cstdio>

#include "server/http/characters.hpp"

namespace gracegate::server::http {
namespace {

std::string_view reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 402:
      return "Payment Required";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 411:
      return "Length Required";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 423:
      return "Locked";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "";
  }
}

void append_number(std::string& into, size_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  into.append(digits.data(), static_cast<size_t>(end - digits.data()));
}

void append_header(std::string& into, std::string_view name, std::string_view value) {
  into.append(name).append(": ").append(value).append("\r\n");
}

void append_status_line(std::string& into, int status) {
  into.append("HTTP/1.1 ");
  append_number(into, static_cast<size_t>(status));
  into.append(" ").append(reason_of(status)).append("\r\n");
}

// A 304 has no body, but its length would be that of the 200: left out (RFC 9110 §8.6).
void append_length(std::string& into, const Reply& reply) {
  if (!allows_body(reply.status)) return;
  into.append("Content-Length: ");
  append_number(into, body_of(reply).size());
  into.append("\r\n");
}

void append_connection(std::string& into, const Framing& framing, bool keeps_alive) {
  if (!keeps_alive) append_header(into, "Connection", "close");
  if (keeps_alive && framing.is_http_1_0) append_header(into, "Connection", "keep-alive");
}

// These are the listener's to write: said twice, they let a client and a proxy read two different replies.
bool is_framing(std::string_view name) {
  return same_letters(name, "Content-Length") || same_letters(name, "Transfer-Encoding") ||
         same_letters(name, "Connection") || same_letters(name, "Content-Type");
}

}  // namespace

bool is_sendable(const Reply& reply) {
  if (reply.status < 200 || reply.status > 599 || !is_field_text(reply.content_type)) return false;
  for (const auto& [name, value] : reply.headers) {
    if (!is_token(name) || !is_field_text(value) || is_framing(name)) return false;
  }
  return true;
}

std::string_view body_of(const Reply& reply) { return reply.shared_body ? *reply.shared_body : reply.body; }

bool allows_body(int status) { return status != 204 && status != 304; }

// Not strftime, whose names follow the locale of the process.
std::string_view DateText::at(std::time_t now) {
  if (now == made_for_) return text_;
  static constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                kDays[static_cast<size_t>(parts.tm_wday)], parts.tm_mday,
                kMonths[static_cast<size_t>(parts.tm_mon)], parts.tm_year + 1900, parts.tm_hour, parts.tm_min,
                parts.tm_sec);
  text_ = text.data();
  made_for_ = now;
  return text_;
}

void write_reply_head(const Reply& reply, const Framing& framing, bool keeps_alive, std::string_view date,
                      std::string& into) {
  into.clear();
  append_status_line(into, reply.status);
  if (!date.empty()) append_header(into, "Date", date);
  append_length(into, reply);
  if (!reply.content_type.empty()) append_header(into, "Content-Type", reply.content_type);
  for (const auto& [name, value] : reply.headers) append_header(into, name, value);
  append_connection(into, framing, keeps_alive);
  into.append("\r\n");
}

}  // namespace gracegate::server::http
