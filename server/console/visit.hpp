// A request to the console by somebody who is signed in.
#ifndef GRACEGATE_SERVER_CONSOLE_VISIT_HPP
#define GRACEGATE_SERVER_CONSOLE_VISIT_HPP

#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <vector>

#include "gracegate/time.hpp"
#include "server/api/app.hpp"
#include "server/console/form.hpp"
#include "server/console/session.hpp"
#include "server/http/exchange.hpp"

namespace gracegate::server::console {

using Json = nlohmann::ordered_json;

struct Visit {
  api::App& app;
  const http::Request& request;
  std::vector<std::string> ids;  // what stands for {…} in the page's pattern, in order
  const SignedIn& who;
  std::shared_ptr<const Token> caller;
  TimePoint now;
  Form form;  // of a POST

  bool may(StaffRole least) const { return who.person.role >= least; }
  std::string query(std::string_view name) const;  // "" where there is none
};

// What the API says to the person who visits: the console shows it, and has no rules of its own.
struct Said {
  int status = 200;
  Json body = Json::object();

  bool is_good() const { return status < 400; }
  // Of a problem: what to do, and of which member ("/days").
  std::string complaint() const { return body.value("detail", ""); }
  std::string pointer() const { return body.value("pointer", ""); }
};

// `path`: "/v1/cases/" and segments that are encoded already.
Said ask(const Visit& visit, const std::string& path, const http::Fields& query = {});
// A write. `once`: of the form, so that sending it twice does it once; `version` of what was looked at, so
// that nobody overwrites what somebody else did. Either may be empty.
Said tell(const Visit& visit, const std::string& method, const std::string& path, const Json& body,
          const std::string& once = {}, const std::string& version = {});
// What such a write would do.
Said try_out(const Visit& visit, const std::string& path, const Json& body, const std::string& version = {});

// A segment of a path, encoded.
std::string segment(const std::string& text);

}  // namespace gracegate::server::console

#endif
