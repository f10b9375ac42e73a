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
  if (at_most > Wait::zero() && steady_clock::now() >= next_sync_) {
    const Wait wait = engine_->sync(at_most);
    next_sync_ = steady_clock::now() + wait;
    look = engine_->tick();
  }
  const Wait until_sync = std::chrono::ceil<Wait>(next_sync_ - steady_clock::now());
  is_turning_.clear();
  return std::clamp(until_sync, Wait::zero(), std::max(look, Wait::zero()));
}

}  // namespace gracegate
