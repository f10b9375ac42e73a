#include "gracegate/testing.hpp"

#include <atomic>
#include <utility>

#include "client/engine.hpp"
#include "client/gate_impl.hpp"

namespace gracegate::testing {

struct ManualClock::State {
  std::atomic<std::int64_t> wall;     // seconds since 1970
  std::atomic<std::int64_t> elapsed;  // milliseconds
};

ManualClock::ManualClock(TimePoint start) : state_(std::make_unique<State>()) {
  state_->wall = start.time_since_epoch().count();
  state_->elapsed = 0;
}
ManualClock::~ManualClock() = default;

TimePoint ManualClock::wall() const noexcept { return TimePoint(Seconds(state_->wall.load())); }

std::chrono::milliseconds ManualClock::elapsed() const noexcept {
  return std::chrono::milliseconds(state_->elapsed.load());
}

bool ManualClock::is_moved_by_hand() const noexcept { return true; }

void ManualClock::advance(Seconds by) {
  state_->wall += by.count();
  state_->elapsed += std::chrono::milliseconds(by).count();
}

void ManualClock::set_wall(TimePoint to) { state_->wall = to.time_since_epoch().count(); }

namespace {

// From now on at the deadline, an hour ago, or a stage before that: so that `mode` holds at `now`.
TimePoint deadline_for(Mode mode, TimePoint now) {
  if (mode == Mode::countdown) return now + 14 * kDay;
  return mode == Mode::read_only ? now - kHour : now - kHour - 7 * kDay;
}

NoticeCase example_case(Mode mode, TimePoint now) {
  NoticeCase one;
  one.id = "c_example";
  one.reason = Reason::nonpayment;
  one.deadline = deadline_for(mode, now);
  one.stages = {{Mode::countdown, one.deadline - 14 * kDay},
                {Mode::read_only, one.deadline},
                {Mode::shutdown, one.deadline + 7 * kDay}};
  one.owed = Owed{{3000000, "USD"}, {"INV-1"}};
  return one;
}

}  // namespace

Notice example_notice(const std::string& account, Mode mode, TimePoint now) {
  Notice notice;
  notice.issuer = "https://grace.example.com";
  notice.audience = "example";
  notice.account = account;
  notice.issued_at = now;
  notice.expires_at = now + 30 * kDay;
  notice.epoch = 1;
  notice.seq = 1;
  if (mode != Mode::open) notice.cases = {example_case(mode, now)};
  notice.links = {"https://pay.example.com/", "https://help.example.com/", "https://export.example.com/",
                  "https://example.com/terms"};
  notice.contact = {"Ada Example", "ada@example.com", "+1 555 0100"};
  return notice;
}

Gate fixed_gate(std::vector<Notice> notices, std::shared_ptr<Clock> clock, Enforcement enforcement) {
  Config config;
  config.clock = std::move(clock);
  config.enforcement = enforcement;
  return GateAccess::without_thread(Engine::fixed(std::move(notices), std::move(config)));
}

}  // namespace gracegate::testing
