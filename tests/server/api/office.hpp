// A whole server without sockets: real store, real keys, real rules, a clock moved by hand.
#ifndef GRACEGATE_TESTS_SERVER_API_OFFICE_HPP
#define GRACEGATE_TESTS_SERVER_API_OFFICE_HPP

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "gracegate/keyset.hpp"
#include "gracegate/notice.hpp"
#include "gracegate/standing.hpp"
#include "gracegate/time.hpp"
#include "server/cases/actions.hpp"
#include "server/http/exchange.hpp"
#include "tests/support/catch.hpp"

using Json = nlohmann::json;

struct Answer {
  int status = 0;
  Json body;         // null where it is no JSON
  std::string text;  // as sent
  std::vector<std::pair<std::string, std::string>> headers;

  std::string header(const std::string& name) const;
};

class Office {
 public:
  Office();
  ~Office();

  gracegate::TimePoint now;

  // As `caller`: "viewer", "support", "finance", "admin", "product", "nobody", or a secret.
  Answer ask(const std::string& caller, const std::string& method, const std::string& target,
             const Json& body = nullptr, std::vector<std::pair<std::string, std::string>> headers = {});
  Answer get(const std::string& target) { return ask("admin", "GET", target); }
  Answer post(const std::string& target, const Json& body) { return ask("admin", "POST", target, body); }
  Answer put(const std::string& target, const Json& body) { return ask("admin", "PUT", target, body); }
  // With a body that is any bytes.
  Answer send(const std::string& caller, const std::string& method, const std::string& target,
              const std::string& body, std::vector<std::pair<std::string, std::string>> headers = {});

  // Whether the head of such a request, with a body of JSON, is not refused yet.
  bool wants_body(const std::string& caller, const std::string& method, const std::string& target);

  // What is answered to the head of such a request, with a body of JSON of that length.
  gracegate::server::http::Answer begin(const std::string& caller, const std::string& method,
                                        const std::string& target, const std::string& length);

  // What the operator is told of refused keys.
  std::vector<std::string> told() const;

  // What the operator is told of failures: "internal: GET /v1/accounts: …".
  std::vector<std::string> failed() const;

  // As the server does by itself every few minutes; what the operator is told.
  std::vector<std::string> look_after_unseen();
  void let_time_work();

  // Changes the database behind the server's back.
  void damage(const std::string& sql);

  // As main does when the server is told to stop.
  void stop_sign_ins();

  // An account, added.
  std::string account(const std::string& id = "acme", const std::string& zone = "UTC");
  // A case of nonpayment on it, opened; its id.
  std::string open_case(const std::string& account, Json extra = Json::object());
  std::string mode(const std::string& account);
  std::string secret(const std::string& caller) const;

  // The signing keys, verified with the pinned root.
  gracegate::KeySet keys();
  // What a product reads, verified with those.
  gracegate::Notice notice(const std::string& account) { return notice(account, account); }
  gracegate::Notice notice(const std::string& in_path, const std::string& account);

  // The machine that has the root.
  std::string root_pem() const;

  // All that is kept, for "nothing was stored".
  std::string everything();

 private:
  gracegate::server::http::Request head_of(const std::string& caller, const std::string& method,
                                           const std::string& target,
                                           std::vector<std::pair<std::string, std::string>> headers) const;

  struct Parts;
  std::unique_ptr<Parts> parts_;
};

#endif
