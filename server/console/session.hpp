// Being signed in: a cookie in the browser, and what the store has of it.
#ifndef GRACEGATE_SERVER_CONSOLE_SESSION_HPP
#define GRACEGATE_SERVER_CONSOLE_SESSION_HPP

#include <memory>
#include <optional>
#include <string>

#include "gracegate/result.hpp"
#include "server/api/app.hpp"
#include "server/http/exchange.hpp"

namespace gracegate::server::console {

// Somebody who is signed in.
struct SignedIn {
  Session session;
  Person person;
  std::string form_token;  // in every form of theirs: another site cannot know it
};

// nullopt: nobody, or the session is over, or its person is disabled. Errors: unavailable.
Result<std::optional<SignedIn>> signed_in(api::App& app, const http::Request& request);

// Marks it as used, once a minute at most: looking at a page by itself (a live page) is no use.
Result<void> touch(api::App& app, const Session& session);

// A new session of that person; the value of Set-Cookie.
Result<std::string> start_session(api::App& app, const http::Request& request, const Person& person);
// The value of Set-Cookie that takes the secret away.
Result<std::string> end_session(api::App& app, const http::Request& request, const Session& session);

// As who the API is asked.
std::shared_ptr<const Token> caller_of(const SignedIn& who);

}  // namespace gracegate::server::console

#endif
