// For a product's own tests and staging: a gate without a server, and clocks that are moved by hand.
#ifndef GRACEGATE_TESTING_HPP
#define GRACEGATE_TESTING_HPP

#include <memory>
#include <string>
#include <vector>

#include "gracegate/clock.hpp"
#include "gracegate/export.h"
#include "gracegate/gate.hpp"
#include "gracegate/notice.hpp"

namespace gracegate::testing {

// Moves only when told. Threads: any.
class GRACEGATE_API ManualClock : public Clock {
 public:
  explicit ManualClock(TimePoint start);
  ~ManualClock() override;
  TimePoint wall() const noexcept override;
  std::chrono::milliseconds elapsed() const noexcept override;
  bool is_moved_by_hand() const noexcept override;
  void advance(Seconds by);     // time passes: both clocks go on
  void set_wall(TimePoint to);  // somebody sets the machine's clock: time does not pass

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A clock that several processes share through a small file, so that a whole system can be run faster or be
// moved: "ORIGIN_REAL_MS ORIGIN_SHOWN_MS RATE". Both in milliseconds since 1970; RATE 1 is real time. The
// file is read again when it changes. gracegated reads the same file with --clock.
GRACEGATE_API Result<std::shared_ptr<Clock>> shared_clock(const std::string& file);

// A notice of one case in a given mode at `now`: in countdown with 14 days left, in read_only or shutdown
// since an hour.
GRACEGATE_API Notice example_notice(const std::string& account, Mode mode, TimePoint now);

// A gate that holds these notices and asks no server. `clock`: nullptr is the real one.
GRACEGATE_API Gate fixed_gate(std::vector<Notice> notices, std::shared_ptr<Clock> clock = nullptr,
                              Enforcement enforcement = Enforcement::enforce);

}  // namespace gracegate::testing

#endif
