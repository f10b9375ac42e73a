// Requests to a gracegated. The only place of gracectl that knows HTTP.
#ifndef GRACEGATE_SERVER_CTL_API_CLIENT_HPP
#define GRACEGATE_SERVER_CTL_API_CLIENT_HPP

#include <chrono>
#include <string>

#include "gracegate/result.hpp"

namespace gracegate::ctl {

struct Target {
  std::string server;   // "https://grace.example.com", a path may follow
  std::string token;    // empty: none is sent
  std::string ca_file;  // certificates to trust (PEM); empty: the system's
};

struct Request {
  std::string method = "GET";
  std::string target;           // path and query, escaped
  std::string body;             // JSON; empty: none
  std::string idempotency_key;  // empty: none is sent
  bool may_repeat = true;       // sent once more when the connection breaks before the answer is there
  std::chrono::seconds patience{60};
};

struct Reply {
  int status = 0;
  std::string content_type;
  std::string body;
};

// A value. Threads: any.
class ApiClient {
 public:
  explicit ApiClient(Target target);

  const Target& target() const { return target_; }
  // The answer, whatever its status. Errors: unavailable (nobody answers), untrusted (certificate),
  // invalid_argument (server's address or token cannot be right).
  Result<Reply> send(const Request& request) const;

 private:
  Target target_;
};

// RFC 3986: all but unreserved characters as %XX.
std::string percent_encoded(std::string_view text);

}  // namespace gracegate::ctl

#endif
