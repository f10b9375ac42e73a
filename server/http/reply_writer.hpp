// The bytes of a reply's head.
#ifndef GRACEGATE_SERVER_HTTP_REPLY_WRITER_HPP
#define GRACEGATE_SERVER_HTTP_REPLY_WRITER_HPP

#include <ctime>
#include <string>

#include "server/http/exchange.hpp"
#include "server/http/guard.hpp"

namespace gracegate::server::http {

// False when a header would break out of its line or is one that the listener writes, or when the status is
// not one of a final reply: then the handler has a bug and the reply must not be sent.
bool is_sendable(const Reply& reply);

std::string_view body_of(const Reply& reply);
bool allows_body(int status);  // not 204 or 304 (RFC 9110 §6.4.1)

// "Sun, 06 Nov 1994 08:49:37 GMT", made anew only when the second changes. Threads: one.
class DateText {
 public:
  std::string_view at(std::time_t now);

 private:
  std::time_t made_for_ = -1;
  std::string text_;
};

// Replaces `into` by status line, headers and empty line. `date` may be empty.
void write_reply_head(const Reply& reply, const Framing& framing, bool keeps_alive, std::string_view date,
                      std::string& into);

}  // namespace gracegate::server::http

#endif
