// Signing in with name and password, slowed down for those who guess.
#ifndef GRACEGATE_SERVER_API_SIGN_IN_HPP
#define GRACEGATE_SERVER_API_SIGN_IN_HPP

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "gracegate/time.hpp"

namespace gracegate::server::api {

// Counts failures per name and address: after five within 15 minutes that pair waits, others do not. So a
// guesser cannot lock out the right person, who comes from elsewhere. Threads: any.
class SignIn {
 public:
  // How long this pair has to wait; nullopt: it may try.
  std::optional<Seconds> must_wait(const std::string& name, const std::string& address, TimePoint now);
  void failed(const std::string& name, const std::string& address, TimePoint now);
  void succeeded(const std::string& name, const std::string& address);

 private:
  struct Failures {
    int count = 0;
    TimePoint last;
  };
  void forget_old(TimePoint now);  // mutex_ is held

  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, Failures> failures_;  // bounded by forget_old()
};

}  // namespace gracegate::server::api

#endif
