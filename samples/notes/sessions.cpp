#include "samples/notes/sessions.hpp"

#include <algorithm>
#include <random>

namespace notes {
namespace {

constexpr std::chrono::hours kIdleLimit{12};
constexpr std::size_t kMostSessions = 10000;

}  // namespace

std::string random_token() {
  std::random_device device;
  std::string token;
  for (int i = 0; i < 4; ++i) {
    for (unsigned bits = device(), k = 0; k < 8; ++k, bits >>= 4) token += "0123456789abcdef"[bits & 15];
  }
  return token;
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

Session Sessions::start() {
  const std::lock_guard lock(mutex_);
  drop_old();
  Session session{random_token(), random_token(), "", nullptr};
  kept_[session.id] = {session, std::chrono::steady_clock::now()};
  return session;
}

Session Sessions::sign_in(const std::string& old_id, const Person& person) {
  const std::lock_guard lock(mutex_);
  kept_.erase(old_id);
  Session session{random_token(), random_token(), "", &person};
  kept_[session.id] = {session, std::chrono::steady_clock::now()};
  return session;
}

std::string Sessions::begin_sso(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(id);
  if (found == kept_.end()) return {};
  return found->second.session.sso_state = random_token();
}

void Sessions::end(const std::string& id) {
  const std::lock_guard lock(mutex_);
  kept_.erase(id);
}

void Sessions::drop_old() {
  if (kept_.size() < kMostSessions) return;
  const auto oldest = std::min_element(
      kept_.begin(), kept_.end(), [](const auto& a, const auto& b) { return a.second.used < b.second.used; });
  kept_.erase(oldest);
}

}  // namespace notes
