// What the handlers work with. main builds one; it outlives the listener.
#ifndef GRACEGATE_SERVER_API_APP_HPP
#define GRACEGATE_SERVER_API_APP_HPP

#include <functional>
#include <string>

#include "gracegate/time.hpp"
#include "server/api/desk.hpp"
#include "server/api/failures.hpp"
#include "server/api/refused_callers.hpp"
#include "server/api/sign_in.hpp"
#include "server/api/token_book.hpp"
#include "server/auth/password.hpp"
#include "server/publish/board.hpp"
#include "server/publish/notary.hpp"
#include "server/store/store.hpp"

namespace gracegate::server::api {

// Threads: all members are safe from any.
struct App {
  Store& store;
  Board& board;
  const Notary& notary;
  Keyring& keyring;
  TokenBook& tokens;
  Desk& desk;
  SignIn& sign_in;
  PasswordHasher& passwords;
  RefusedCallers& refused_callers;
  Failures& failures;
  std::function<TimePoint()> now;
  std::function<std::string()> listener_metrics;  // lines of Prometheus text; may be empty
};

}  // namespace gracegate::server::api

#endif
