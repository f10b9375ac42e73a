#include "client/reports.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace gracegate {
namespace {

// What passes for right: certificates and signed links of others begin to fail at about this.
constexpr Seconds kRightWithin = 5 * kMinute;
// Below this it is right again: a clock at the edge is not told of in turns.
constexpr Seconds kRightAgainWithin = 4 * kMinute;

// "90 s", "5 min", "30 h", "3 d": rounded down, at least 2 of a unit where it is above seconds.
std::string in_words(Seconds length) {
  if (length >= 2 * kDay) return std::to_string(length / kDay) + " d";
  if (length >= 2 * kHour) return std::to_string(length / kHour) + " h";
  if (length >= 2 * kMinute) return std::to_string(length / kMinute) + " min";
  return std::to_string(length.count()) + " s";
}

std::size_t open_cases(const Snapshot& held) {
  const auto& records = held.records();
  return std::accumulate(records.begin(), records.end(), std::size_t{0},
                         [](std::size_t sum, const RecordRef& record) { return sum + record->cases.size(); });
}

}  // namespace

void Condition::begins(std::string_view message) {
  if (!std::exchange(holds_, true)) log_(level_, message);
}

void Condition::ends() {
  if (std::exchange(holds_, false) && !over_.empty()) log_(LogLevel::info, over_);
}

Reports::Reports(const Log& log)
    : log_(log),
      stale_(log, LogLevel::warning, {}),
      expired_(log, LogLevel::warning, "no notice that is held is expired any more"),
      wrong_clock_(log, LogLevel::warning, "this machine's clock agrees with the server's") {}

void Reports::look(const Situation& situation, const Snapshot& held, TimePoint now) {
  tell_contact(situation, held);
  tell_expired(held, now);
  if (situation.clock_ahead) tell_clock(*situation.clock_ahead);
}

// One line says that contact was made, and that trouble or staleness is over.
void Reports::tell_contact(const Situation& situation, const Snapshot& held) {
  const bool is_fresh = situation.provenance == Provenance::fresh;
  if (is_fresh && !situation.has_trouble && !std::exchange(is_in_contact_, true)) {
    log_(LogLevel::info,
         "in contact with the server, provenance fresh, open cases: " + std::to_string(open_cases(held)));
  }
  if (situation.has_trouble || !is_fresh) is_in_contact_ = false;
  if (is_fresh) stale_.ends();
  if (situation.provenance == Provenance::stale && situation.since_contact) {
    stale_.begins(
        "provenance stale: the server last answered " + in_words(*situation.since_contact) +
        " ago; what is held counts on, what changed since is not known: check network, key and server");
  }
}

void Reports::tell_expired(const Snapshot& held, TimePoint now) {
  const auto& records = held.records();
  const auto expired = std::count_if(records.begin(), records.end(), [now](const RecordRef& record) {
    return now >= record->schedule.expires;
  });
  if (expired == 0) return expired_.ends();
  expired_.begins(
      "notices that are held have expired, their accounts are open until the server renews them: " +
      std::to_string(expired));
}

void Reports::tell_clock(Seconds ahead) {
  const Seconds off = ahead < Seconds(0) ? -ahead : ahead;
  if (off < kRightAgainWithin) wrong_clock_.ends();
  if (off <= kRightWithin) return;
  wrong_clock_.begins("this machine's clock is " + in_words(off) +
                      (ahead > Seconds(0) ? " ahead of" : " behind") +
                      " the server's: set it; the gate goes by the server's");
}

}  // namespace gracegate
