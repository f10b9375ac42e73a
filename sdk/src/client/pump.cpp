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
  Wait help = Engine::kNoLimit;
  Wait left = at_most;
  if (may_ask) {
    const auto start = steady_clock::now();
    help = engine_->deliver_help(start, at_most);
    left -= std::chrono::floor<Wait>(steady_clock::now() - start);
  }
  const bool is_more_to_send = help == Wait::zero();  // before a wait for news
  if (left > Wait::zero() && !is_more_to_send && steady_clock::now() >= next_sync_) {
    const Wait wait = engine_->sync(left);
    next_sync_ = steady_clock::now() + wait;
    look = engine_->tick();
  }
  const Wait until_sync = std::chrono::ceil<Wait>(next_sync_ - steady_clock::now());
  is_turning_.clear();
  look = std::max(look, Wait::zero());
  return may_ask ? std::clamp(until_sync, Wait::zero(), std::min(look, help)) : look;
}

}  // namespace gracegate
