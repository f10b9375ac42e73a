#include "client/pump.hpp"

#include <algorithm>

namespace gracegate {
namespace {

using std::chrono::steady_clock;

constexpr Pump::Wait kWhileAnotherTurns{10};

}  // namespace

Pump::Wait Pump::turn(Wait at_most) noexcept {
  if (is_turning_.test_and_set()) return kWhileAnotherTurns;
  Wait look = engine_->tick();
  const bool may_ask = at_most > Wait::zero();
  if (may_ask && steady_clock::now() >= next_sync_) {
    const Wait wait = engine_->sync(at_most);
    next_sync_ = steady_clock::now() + wait;
    look = engine_->tick();
  }
  const Wait until_sync = std::chrono::ceil<Wait>(next_sync_ - steady_clock::now());
  is_turning_.clear();
  look = std::max(look, Wait::zero());
  return may_ask ? std::clamp(until_sync, Wait::zero(), look) : look;
}

}  // namespace gracegate
