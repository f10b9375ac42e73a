// Sessions of browsers, in memory. Each has a token that a form must send back (against forged requests).
#ifndef NOTES_SESSIONS_HPP
#define NOTES_SESSIONS_HPP

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "samples/notes/directory.hpp"

namespace notes {

// 128 random bits as hexadecimal digits.
std::string random_token();

struct Session {
  std::string id;                  // the cookie's value
  std::string csrf;                // in every form
  std::string sso_state;           // of a single sign-on under way
  const Person* person = nullptr;  // nullptr: not signed in
};

// Threads: any.
class Sessions {
 public:
  std::optional<Session> find(const std::string& id) const;
  Session start();
  // A new id for the signed-in session, so that one planted before is worth nothing.
  Session sign_in(const std::string& old_id, const Person& person);
  std::string begin_sso(const std::string& id);
  void end(const std::string& id);

 private:
  struct Kept {
    Session session;
    std::chrono::steady_clock::time_point used;
  };
  void drop_old();

  mutable std::mutex mutex_;
  mutable std::map<std::string, Kept> kept_;  // by id
};

}  // namespace notes

#endif
