#include "server/console/console.hpp"

#include <algorithm>

#include "gracegate/banner.hpp"
#include "server/auth/token_secret.hpp"
#include "server/console/files.hpp"
#include "server/console/pages.hpp"
#include "server/console/sign_in.hpp"
#include "server/console/view.hpp"
#include "server/http/pattern.hpp"

namespace gracegate::server::console {
namespace {

// Nothing inline, nothing from elsewhere, in no frame; scripts can write no HTML from text.
constexpr const char* kPolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; "
    "trusted-types gracegate";

constexpr std::size_t kMostOfStranger = 4 * 1024;
constexpr std::size_t kMostOfForm = 64 * 1024;
constexpr const char* kLater = "Not possible right now: try again in a moment.";

// Every answer has these.
http::Reply safe(const http::Request& request, http::Reply reply) {
  const auto has_own = [&](std::string_view name) {
    return std::any_of(reply.headers.begin(), reply.headers.end(),
                       [&](const auto& header) { return header.first == name; });
  };
  if (!has_own("Content-Security-Policy")) reply.headers.emplace_back("Content-Security-Policy", kPolicy);
  if (!has_own("X-Content-Type-Options")) reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
  reply.headers.emplace_back("X-Frame-Options", "DENY");
  reply.headers.emplace_back("Referrer-Policy", "same-origin");
  reply.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  reply.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  if (request.tls) reply.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
  return reply;
}

http::Reply stranger_refused(const http::Request& request, int status, const std::string& complaint) {
  return page_reply(request, status, "refusal", {{"title", "Not possible"}, {"complaint", complaint}});
}

// Forms come from our own pages. Browsers say so (Fetch metadata, and before it RFC 6454); a proxy in front
// may call us by another name than they do.
bool is_from_us(const api::App& app, const http::Request& request) {
  if (const std::string* site = request.header("Sec-Fetch-Site")) return *site == "same-origin";
  const std::string* origin = request.header("Origin");
  const std::string* host = request.header("Host");
  if (origin == nullptr || host == nullptr) return false;
  return *origin == "https://" + *host || *origin == "http://" + *host ||
         *origin == app.notary.terms().issuer;
}

// The path and the query below /console.
std::string page_of(const http::Request& request) {
  constexpr std::string_view kStart = "/console";
  return request.target.substr(std::min(kStart.size(), request.target.size()));
}

http::Reply to_door(const http::Request& request) {
  if (request.header("Gracegate-Live") != nullptr) {
    http::Reply reply;
    reply.status = 401;
    return reply;
  }
  const std::string page = page_of(request);
  const bool has_page = request.method == "GET" && page.size() > 1;
  return go_to("/sign-in" + (has_page ? "?next=" + segment(page) : ""));
}

// Fills in the ids. Null: no page has this path.
const Route* route_of(const http::Request& request, std::vector<std::string>& ids, bool& is_other_method) {
  std::vector<std::string> below(request.path.begin() + 1, request.path.end());
  if (below.size() == 1 && below.front().empty()) below.clear();  // "/console/"
  for (const Route& route : routes()) {
    if (!http::matches(route.pattern, below, ids)) continue;
    if (route.method == request.method) return &route;
    is_other_method = true;
  }
  return nullptr;
}

http::Reply show(const Route& route, const Visit& visit) {
  if (!visit.may(route.least))
    return refusal(visit, {403, {{"detail", "this needs the role " + std::string(to_string(route.least))}}});
  return route.page(visit);
}

http::Reply page_for(api::App& app, const http::Request& request, const SignedIn& who, Form form) {
  Visit visit{app, request, {}, who, caller_of(who), app.now(), std::move(form)};
  bool is_other_method = false;
  const Route* route = route_of(request, visit.ids, is_other_method);
  if (route != nullptr) return show(*route, visit);
  return refusal(visit, is_other_method ? Said{405, {{"detail", "this page is not for that: go back"}}}
                                        : Said{404, {{"detail", "there is no such page"}}});
}

// Who is signed in, and that they are still there: a page that looks by itself does not say so. Where that
// cannot be written down they go on all the same.
Result<std::optional<SignedIn>> used_session(api::App& app, const http::Request& request) {
  auto who = signed_in(app, request);
  if (!who || !*who || request.header("Gracegate-Live") != nullptr) return who;
  if (const auto used = touch(app, (*who)->session); !used) app.failures.add("session", used.error());
  return who;
}

http::Reply looked_at(api::App& app, const http::Request& request) {
  const auto who = used_session(app, request);
  if (!who) return stranger_refused(request, 503, kLater);
  return *who ? page_for(app, request, **who, {}) : to_door(request);
}

http::Reply sent(api::App& app, const http::Request& request, const std::optional<SignedIn>& who) {
  const auto fields = http::decode_form(request.body);
  if (!fields) return stranger_refused(request, 400, "The form cannot be read: go back and send it again.");
  Form form(*fields);
  if (!who) return sign_in(app, request, form);
  if (!is_same_secret(form.text("form_token"), who->form_token))
    return stranger_refused(request, 403,
                            "The page is older than your sign-in: go back, load it anew, and send it again.");
  return page_for(app, request, *who, std::move(form));
}

bool is_form(const http::Request& request) {
  const std::string* type = request.header("Content-Type");
  return type != nullptr && type->substr(0, type->find(';')) == "application/x-www-form-urlencoded";
}

// What is refused before the body is read.
std::optional<http::Reply> refused_head(const api::App& app, const http::Request& head) {
  if (!is_from_us(app, head))
    return stranger_refused(head, 403,
                            "This did not come from a page of the console: open the console and try again.");
  if (!is_form(head)) return stranger_refused(head, 415, "The console takes forms.");
  return std::nullopt;
}

http::Answer posted(api::App& app, const http::Request& head) {
  if (auto refused = refused_head(app, head)) return safe(head, *std::move(refused));
  const bool is_at_door = head.path.size() == 2 && head.path[1] == "sign-in";
  std::optional<SignedIn> who;
  if (!is_at_door) {
    auto found = used_session(app, head);
    if (!found) return safe(head, stranger_refused(head, 503, kLater));
    if (!*found) return safe(head, to_door(head));
    who = std::move(**found);
  }
  return http::BodyWanted{who ? kMostOfForm : kMostOfStranger, [&app, who](const http::Request& request) {
                            return safe(request, sent(app, request, who));
                          }};
}

std::optional<http::Reply> file(const http::Request& request) {
  if (request.path.size() != 2) return std::nullopt;
  const std::string& name = request.path[1];
  if (name == "console.css") return file_reply(request, "text/css; charset=utf-8", file_text("console.css"));
  if (name == "console.js")
    return file_reply(request, "text/javascript; charset=utf-8", file_text("console.js"));
  if (name == "icon.svg") return file_reply(request, "image/svg+xml", file_text("icon.svg"));
  if (name == "banner.css") return file_reply(request, "text/css; charset=utf-8", banner_css());
  return std::nullopt;
}

http::Reply got(api::App& app, const http::Request& request) {
  if (auto found = file(request)) return *std::move(found);
  if (request.path.size() == 2 && request.path[1] == "sign-in") {
    std::string next;
    for (const auto& [name, value] : request.query)
      if (name == "next") next = value;
    return sign_in_page(request, next);
  }
  return looked_at(app, request);
}

}  // namespace

const std::vector<Route>& routes() {
  using R = StaffRole;
  static const std::vector<Route> table = {
      {"GET", "", R::viewer, overview},
      {"GET", "/accounts", R::viewer, accounts},
      {"GET", "/accounts/new", R::support, new_account},
      {"POST", "/accounts/new", R::support, save_account},
      {"GET", "/accounts/{account}", R::viewer, account},
      {"GET", "/accounts/{account}/edit", R::support, edit_account},
      {"POST", "/accounts/{account}/edit", R::support, save_account},
      {"GET", "/accounts/{account}/open", R::support, open_form},
      {"POST", "/accounts/{account}/open", R::support, open_case},
      {"GET", "/cases", R::viewer, cases},
      {"GET", "/cases/{case}", R::viewer, one_case},
      {"GET", "/cases/{case}/{action}", R::support, act_form},
      {"POST", "/cases/{case}/{action}", R::support, act},
      {"GET", "/inbox", R::viewer, inbox},
      {"GET", "/inbox/{help}", R::viewer, help},
      {"POST", "/inbox/{help}", R::support, answer_help},
      {"GET", "/inbox/{help}/file", R::support, help_file},
      {"GET", "/policies", R::viewer, policies},
      {"GET", "/policies/new", R::admin, policy_form},
      {"POST", "/policies/new", R::admin, save_policy},
      {"GET", "/policies/{policy}/edit", R::admin, policy_form},
      {"POST", "/policies/{policy}/edit", R::admin, save_policy},
      {"GET", "/audit", R::viewer, audit},
      {"GET", "/audit.csv", R::viewer, audit_csv},
      {"GET", "/enforcement", R::viewer, enforcement},
      {"POST", "/enforcement", R::admin, switch_enforcement},
      {"GET", "/keys", R::admin, keys},
      {"POST", "/keys", R::admin, change_keys},
      {"GET", "/people", R::admin, people},
      {"POST", "/people", R::admin, add_person},
      {"GET", "/people/{person}", R::admin, person},
      {"POST", "/people/{person}", R::admin, change_person},
      {"GET", "/me", R::viewer, me},
      {"POST", "/me", R::viewer, change_me},
      {"POST", "/sign-out", R::viewer, sign_out},
  };
  return table;
}

bool is_of_console(const http::Request& head) { return !head.path.empty() && head.path.front() == "console"; }

http::Answer answer(api::App& app, const http::Request& head) {
  if (head.method == "GET") return safe(head, got(app, head));
  if (head.method == "POST") return posted(app, head);
  http::Reply reply = stranger_refused(head, 405, "The console is looked at (GET) and takes forms (POST).");
  reply.headers.emplace_back("Allow", "GET, POST");
  return safe(head, std::move(reply));
}

}  // namespace gracegate::server::console
