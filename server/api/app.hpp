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
#include "server/http/body_budget.hpp"
#include "server/publish/board.hpp"
#include "server/publish/notary.hpp"
#include "server/store/store.hpp"

namespace gracegate::server::api {

inline constexpr std::size_t kMostOfLargeBodies = std::size_t{28} << 20;  // together, at the same time

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
  http::BodyBudget& large_bodies;  // of those that are larger than usual: they take no room of the others
  std::function<TimePoint()> now;
  std::function<std::string()> listener_metrics;  // lines of Prometheus text; may be empty
};

}  // namespace gracegate::server::api

#endif
