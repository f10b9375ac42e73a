// What a command has at hand, and the ways it asks the server and answers.
#ifndef GRACEGATE_SERVER_CTL_SESSION_HPP
#define GRACEGATE_SERVER_CTL_SESSION_HPP

#include <iosfwd>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>
#include <vector>

#include "gracegate/result.hpp"
#include "server/ctl/api_client.hpp"
#include "server/ctl/screen.hpp"

namespace gracegate::ctl {

using Json = nlohmann::ordered_json;

struct Session {
  const ApiClient& api;
  bool wants_json;
  Screen screen;
  std::ostream& out;    // what was asked for
  std::ostream& notes;  // what a person should know beside it: standard error
};

// Query of a request; a parameter with an empty value is left out.
using Parameters = std::vector<std::pair<std::string, std::string>>;
std::string target_of(std::string path, const Parameters& parameters);

// What the server said, as JSON of bounded depth. Errors: those of ApiClient::send; the server's own refusal,
// by its detail and the option at fault; untrusted (no gracegated answers there).
Result<Json> ask(const Session& session, const Request& request);
Result<Json> get(const Session& session, const std::string& target);
// A change, under a fresh Idempotency-Key: sent once more when the connection breaks, done once.
Result<Json> change(const Session& session, const std::string& method, const std::string& target,
                    const Json& body);
// A request whose answer holds a secret: the server keeps no copy of it, so it is never repeated.
Result<Json> ask_for_secret(const Session& session, const std::string& target, const Json& body);
// All pages of a list: the answer to `target` with the `member` of all of them.
Result<Json> get_all(const Session& session, const std::string& path, Parameters parameters,
                     const std::string& member);

// Errors: the server's refusal in `reply`, if it is one.
Result<void> check(const Reply& reply);
std::string fresh_idempotency_key();
// As one line, safe to show.
void print_json(const Session& session, const Json& json);

}  // namespace gracegate::ctl

#endif
