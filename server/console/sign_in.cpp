#include "server/console/sign_in.hpp"

#include <algorithm>

#include "server/api/members.hpp"
#include "server/api/sign_in.hpp"
#include "server/console/view.hpp"

namespace gracegate::server::console {
namespace {

constexpr const char* kWrong = "Name or password is wrong. Passwords are case-sensitive.";

// A page of ours: never another site, whatever a link says.
bool is_page(const std::string& next) {
  const bool is_plain = std::all_of(next.begin(), next.end(), [](char c) { return c > ' ' && c <= '~'; });
  return is_plain && !next.empty() && next.front() == '/' && next.find("//") == std::string::npos &&
         next.find('\\') == std::string::npos;
}

http::Reply door(const http::Request& request, const std::string& name, const std::string& next,
                 const std::string& complaint, int status) {
  return page_reply(request, status, "sign_in",
                    {{"title", "Sign in"}, {"name", name}, {"next", next}, {"complaint", complaint}});
}

std::string in_minutes(Seconds wait) {
  const auto minutes = (wait.count() + 59) / 60;
  return minutes == 1 ? "a minute" : std::to_string(minutes) + " minutes";
}

}  // namespace

http::Reply sign_in_page(const http::Request& request, const std::string& next) {
  return door(request, "", is_page(next) ? next : "", "", 200);
}

http::Reply sign_in(api::App& app, const http::Request& request, const Form& form) {
  const std::string name = form.text("name");
  const std::string next = is_page(form.text("next")) ? form.text("next") : "";
  // Nobody has such a name, and it is not kept to be counted.
  if (name.size() > api::kMaxName) return door(request, "", next, kWrong, 401);
  const auto entrance = api::enter(app, name, form.secret("password"), request.remote_addr);
  if (!entrance) return door(request, name, next, "Not possible right now: try again in a moment.", 503);
  if (entrance->wait > Seconds{0}) {
    http::Reply reply =
        door(request, name, next, "Too many attempts. Try again in " + in_minutes(entrance->wait) + ".", 429);
    reply.headers.emplace_back("Retry-After", std::to_string(entrance->wait.count()));
    return reply;
  }
  if (!entrance->person) return door(request, name, next, kWrong, 401);
  const auto cookie = start_session(app, request, *entrance->person);
  if (!cookie) return door(request, name, next, "Not possible right now: try again in a moment.", 503);
  http::Reply reply = go_to(next.empty() ? "/" : next);
  reply.headers.emplace_back("Set-Cookie", *cookie);
  return reply;
}

http::Reply sign_out(const Visit& visit) {
  const auto cookie = end_session(visit.app, visit.request, visit.who.session);
  if (!cookie) return refusal(visit, {503, {{"detail", "try again in a moment"}}});
  http::Reply reply = go_to("/sign-in");
  reply.headers.emplace_back("Set-Cookie", *cookie);
  return reply;
}

}  // namespace gracegate::server::console
