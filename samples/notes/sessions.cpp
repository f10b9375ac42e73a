#include "samples/notes/sessions.hpp"

#include <random>
#include <utility>

namespace notes {
namespace {

constexpr std::chrono::hours kIdleLimit{12};

}  // namespace

std::string random_token() {
  std::random_device device;
  std::string token;
  for (int i = 0; i < 4; ++i) {
    for (unsigned bits = device(), k = 0; k < 8; ++k, bits >>= 4) token += "0123456789abcdef"[bits & 15];
  }
  return token;
}

bool is_token(const std::string& text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::optional<Session> Sessions::find(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(id);
  if (found == kept_.end()) return std::nullopt;
  const auto now = std::chrono::steady_clock::now();
  if (now - found->second.used > kIdleLimit) return std::nullopt;
  found->second.used = now;
  return found->second.session;
}

Session Sessions::sign_in(const std::string& old_id, const Person& person) {
  const std::lock_guard lock(mutex_);
  kept_.erase(old_id);
  make_room_for(person);
  Session session{random_token(), random_token(), &person};
  kept_[session.id] = {session, std::chrono::steady_clock::now(), ""};
  return session;
}

void Sessions::end(const std::string& id) {
  const std::lock_guard lock(mutex_);
  kept_.erase(id);
}

void Sessions::leave_word(const std::string& id, std::string word) {
  const std::lock_guard lock(mutex_);
  if (const auto found = kept_.find(id); found != kept_.end()) found->second.word = std::move(word);
}

std::string Sessions::take_word(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(id);
  return found == kept_.end() ? std::string() : std::exchange(found->second.word, {});
}

void Sessions::make_room_for(const Person& person) {
  std::size_t count = 0;
  auto oldest = kept_.end();
  for (auto one = kept_.begin(); one != kept_.end(); ++one) {
    if (one->second.session.person != &person) continue;
    ++count;
    if (oldest == kept_.end() || one->second.used < oldest->second.used) oldest = one;
  }
  if (count >= kMostSessions) kept_.erase(oldest);
}

}  // namespace notes
