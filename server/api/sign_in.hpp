// Signing in with name and password, slowed down for those who guess.
#ifndef GRACEGATE_SERVER_API_SIGN_IN_HPP
#define GRACEGATE_SERVER_API_SIGN_IN_HPP

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "gracegate/result.hpp"
#include "gracegate/time.hpp"
#include "server/http/exchange.hpp"
#include "server/store/store.hpp"

namespace gracegate::server::api {

// Counts attempts per name and address: after five within 15 minutes that pair waits, others do not. So a
// guesser cannot lock out the right person, who comes from elsewhere. And at most two attempts of one address
// are looked at at once, because each costs a tenth of a second of processor time. An IPv6 address counts as
// its /64. Threads: any.
class SignIn {
 public:
  // Takes an attempt. nullopt: it may go on, and ended() must follow; else how long to wait.
  std::optional<Seconds> begin(const std::string& name, const std::string& address, TimePoint now);
  // One that succeeded leaves nothing behind.
  void ended(const std::string& name, const std::string& address, bool is_success);

 private:
  struct Attempts {
    int count = 0;
    TimePoint last;
  };
  // And, where there are too many, the oldest: one that waits only where all do. mutex_ is held.
  void forget_old(TimePoint now);

  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, Attempts> attempts_;  // bounded by forget_old()
  std::map<std::string, int> under_way_;                              // by site
};

struct App;

// What becomes of a name and a password. Without a person and a wait: one of the two is wrong, and nobody
// learns which.
struct Entrance {
  std::optional<Person> person;
  Seconds wait{0};  // until the next attempt is looked at
};
// Counts the attempt. Threads: any; it takes a tenth of a second. Errors: unavailable, internal.
Result<Entrance> enter(App& app, const std::string& name, const std::string& password,
                       const std::string& address);
http::Reply wait_reply(Seconds wait);
inline constexpr std::size_t kMaxPassword = 1000;

}  // namespace gracegate::server::api

#endif
