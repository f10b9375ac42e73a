// Sessions of people who are signed in, in memory. Each has a token that a form must send back (against
// forged requests). Visitors have none: whoever asks for the sign-in page takes no room here.
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
// Whether it looks like one: it comes from outside and goes into a page.
bool is_token(const std::string& text);

struct Session {
  std::string id;                  // the cookie's value; empty: a visitor's
  std::string csrf;                // in every form
  const Person* person = nullptr;  // nullptr: not signed in
};

// Each person has so many browsers signed in at most; one more ends the session that was used least lately.
// Nobody ends another person's.
inline constexpr std::size_t kMostSessions = 20;

// Threads: any.
class Sessions {
 public:
  std::optional<Session> find(const std::string& id) const;
  // Ends the session `old_id`, if there is one. The id is always new, so that one planted before is worth
  // nothing.
  Session sign_in(const std::string& old_id, const Person& person);
  void end(const std::string& id);
  // What the next page of the session tells, once: that a payment was taken, for example.
  void leave_word(const std::string& id, std::string word);
  std::string take_word(const std::string& id);

 private:
  struct Kept {
    Session session;
    std::chrono::steady_clock::time_point used;
    std::string word;
  };
  void make_room_for(const Person& person);

  mutable std::mutex mutex_;
  mutable std::map<std::string, Kept> kept_;  // by id
};

}  // namespace notes

#endif
