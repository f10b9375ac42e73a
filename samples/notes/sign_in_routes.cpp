// Signing in and out. A real product asks for a password or sends people to their identity provider; the demo
// lets them choose who to be, but keeps what protects the session.
#include "samples/notes/form.hpp"
#include "samples/notes/pages.hpp"
#include "samples/notes/routes.hpp"

namespace notes {
namespace {

constexpr const char* kSessionCookie = "notes_session";
// What the browser of somebody who signs in has to bring back: with the form, or from the identity provider.
constexpr const char* kVisitCookie = "notes_visit";

std::optional<Session> session_of(const Product& product, const httplib::Request& req) {
  return product.sessions.find(cookie(req, kSessionCookie));
}

void set_cookie(httplib::Response& res, const char* name, const std::string& value) {
  // Behind TLS the name would begin with "__Host-", and it would be Secure.
  res.set_header("Set-Cookie", std::string(name) + "=" + value + "; Path=/; HttpOnly; SameSite=Lax");
}

// The token of this browser's visit; a new one where it has none.
std::string visit_of(const httplib::Request& req, httplib::Response& res) {
  if (std::string token = cookie(req, kVisitCookie); is_token(token)) return token;
  std::string fresh = random_token();
  set_cookie(res, kVisitCookie, fresh);
  return fresh;
}

// A visitor's session is nothing but the token of the visit.
Session session_or_visit(const Product& product, const httplib::Request& req, httplib::Response& res) {
  if (std::optional<Session> session = session_of(product, req)) return *session;
  return {"", visit_of(req, res), nullptr};
}

bool carries_token(const httplib::Request& req, const Session& session) {
  return is_same_secret(req.get_param_value("csrf"), session.csrf);
}

void refuse_form(httplib::Response& res, const Session& session) {
  send_page(res,
            problem_page(session, "Try again", "This form is too old. Go back, load the page and try again."),
            403);
}

void let_in(const Product& product, const Session& session, const std::string& person_id,
            httplib::Response& res) {
  const Person* person = product.directory.person(person_id);
  if (!person) return see_other(res, "/login");
  set_cookie(res, kSessionCookie, product.sessions.sign_in(session.id, *person).id);
  see_other(res, "/notes");
}

httplib::Server::Handler signed_in(const Product& product, PageHandler handler, bool is_form) {
  return
      [&product, handler = std::move(handler), is_form](const httplib::Request& req, httplib::Response& res) {
        const std::optional<Session> session = session_of(product, req);
        if (!session) return see_other(res, "/login");
        if (is_form && !carries_token(req, *session)) return refuse_form(res, *session);
        handler(req, res, *session);
      };
}

}  // namespace

httplib::Server::Handler signed_in(const Product& product, PageHandler handler) {
  return signed_in(product, std::move(handler), false);
}

httplib::Server::Handler signed_in_form(const Product& product, PageHandler handler) {
  return signed_in(product, std::move(handler), true);
}

void send_page(httplib::Response& res, const std::string& html, int status) {
  res.status = status;
  res.set_header("Cache-Control", "private, no-cache");
  res.set_content(html, "text/html; charset=utf-8");
}

const Person* person_of(const Product& product, const httplib::Request& req) {
  // The gate has to see the same person as the handler: keys are for the API, sessions for the pages. The
  // export is for both, because a refused program is sent there.
  const bool is_export = req.path == "/export" && req.has_header("Authorization");
  if (is_export || req.path.compare(0, 5, "/api/") == 0) {
    const std::string authorization = req.get_header_value("Authorization");
    return authorization.compare(0, 7, "Bearer ") == 0
               ? product.directory.owner_of_key(authorization.substr(7))
               : nullptr;
  }
  const std::optional<Session> session = session_of(product, req);
  return session ? session->person : nullptr;
}

void add_sign_in_routes(httplib::Server& server, const Product& product) {
  server.Get("/login", [&product](const httplib::Request& req, httplib::Response& res) {
    send_page(res, sign_in_page(session_or_visit(product, req, res), product.directory));
  });
  server.Post("/login", [&product](const httplib::Request& req, httplib::Response& res) {
    const Session session = session_or_visit(product, req, res);
    if (!carries_token(req, session)) return refuse_form(res, session);
    let_in(product, session, req.get_param_value("person"), res);
  });
  server.Post("/logout", signed_in_form(product, [&product](const auto&, auto& res, const Session& session) {
                product.sessions.end(session.id);
                see_other(res, "/login");
              }));

  // Single sign-on: /sso/start sends the browser to the identity provider with a state, which comes back to
  // /sso/callback with a code. The demo is its own provider and sends the person's id as the code.
  server.Get("/sso/start", [](const httplib::Request& req, httplib::Response& res) {
    see_other(res, "/sso/callback?state=" + visit_of(req, res) +
                       "&code=" + percent_encoded(req.get_param_value("person")));
  });
  server.Get("/sso/callback", [&product](const httplib::Request& req, httplib::Response& res) {
    const Session session = session_of(product, req).value_or(Session{});
    const std::string state = req.get_param_value("state");
    const bool is_ours = is_token(state) && is_same_secret(state, cookie(req, kVisitCookie));
    if (!is_ours) return refuse_form(res, session);
    let_in(product, session, req.get_param_value("code"), res);
  });
}

}  // namespace notes
