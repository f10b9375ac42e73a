// The parts that answer requests, wired together.
#ifndef GRACEGATE_SERVER_PARTS_HPP
#define GRACEGATE_SERVER_PARTS_HPP

#include <functional>
#include <string>
#include <vector>

#include "server/api/app.hpp"
#include "server/clock.hpp"

namespace gracegate::server {

// What is in the store at the start and held in memory from then on.
struct Held {
  std::vector<Token> tokens;
  std::vector<PublishedNotice> notices;
  std::int64_t revision = 0;
  std::int64_t epoch = 1;
};
Result<Held> read_held(const Reader& reader);  // errors: unavailable

// A resource. Store and keyring outlive it, and it outlives every request.
struct Parts {
  Parts(Store& store, Keyring& keyring, NoticeTerms terms, const Held& held, const Now& now,
        std::function<std::string()> listener_metrics);
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  void stop_waiting();  // all requests that wait are answered, later ones do not wait

  const Notary notary;
  Board board;
  api::TokenBook tokens;
  api::Failures failures;
  api::Desk desk;
  api::SignIn sign_in;
  PasswordHasher passwords;
  api::RefusedCallers refused_callers;
  http::BodyBudget large_bodies{api::kMostOfLargeBodies};
  api::App app;
};

}  // namespace gracegate::server

#endif
