#include "client/held_keys.hpp"

#include <algorithm>
#include <utility>

#include "core/keyset.hpp"

namespace gracegate {
namespace {

constexpr HeldKeys::Wait kConfirmedEvery = std::chrono::hours(24);

bool loses_a_key(const KeySet& from, const KeySet& to) {
  return std::any_of(from.keys.begin(), from.keys.end(),
                     [&](const SigningKey& key) { return find_key(to, key.id) == nullptr; });
}

}  // namespace

void HeldKeys::restore(std::string jws, KeySet set) {
  set_ = std::move(set);
  jws_ = std::move(jws);
  since_ = clock_.elapsed();
}

bool HeldKeys::adopt(const std::string& jws, KeySet set) {
  const bool loses = set_ && loses_a_key(*set_, set);
  confirmed_ = clock_.elapsed();
  if (jws != jws_) since_ = *confirmed_;
  set_ = std::move(set);
  jws_ = jws;
  is_wanted_ = false;
  return loses;
}

// Also by the elapsed time: whoever has stolen a signing key can hold the time with receipts of his own.
bool HeldKeys::has_ended(const KeySet& set, const std::string& jws) const {
  if (time_.now() >= set.expires_at) return true;
  return jws == jws_ && clock_.elapsed() - since_ >= set.expires_at - set.issued_at;
}

bool HeldKeys::are_due() const {
  if (!set_ || !asked_) return true;
  const bool is_old = !confirmed_ || clock_.elapsed() - *confirmed_ >= kConfirmedEvery;
  return (is_wanted_ || is_old || have_ended()) && until_asked_again() <= Wait::zero();
}

HeldKeys::Wait HeldKeys::until_asked_again() const { return *asked_ + kAskedApart - clock_.elapsed(); }

}  // namespace gracegate
