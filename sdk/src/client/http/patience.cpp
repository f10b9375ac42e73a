#include "client/http/patience.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <iterator>
#include <system_error>

namespace gracegate::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

int new_event() {
  const int event = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (event < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  return event;
}

int milliseconds_until(Patience::Instant end) {
  const auto left = std::chrono::ceil<milliseconds>(end - steady_clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, INT_MAX));
}

}  // namespace

Interrupt::Interrupt() : event_(new_event()) {}

Interrupt::~Interrupt() { ::close(event_); }

void Interrupt::raise() noexcept { ::eventfd_write(event_, 1); }

void Interrupt::lower() noexcept {
  eventfd_t count = 0;
  ::eventfd_read(event_, &count);
}

bool Interrupt::is_raised() const noexcept {
  pollfd state{event_, POLLIN, 0};
  return ::poll(&state, 1, 0) > 0;
}

Result<void> Patience::wait_for(int descriptor, short events) const {
  constexpr int kNone = -1;  // poll() passes over it
  while (!is_over()) {
    pollfd states[] = {{descriptor, events, 0},
                       {cancel_.descriptor(), POLLIN, 0},
                       {interrupt_ == nullptr ? kNone : interrupt_->descriptor(), POLLIN, 0}};
    const int ready = ::poll(states, std::size(states), milliseconds_until(end_));
    if (ready < 0 && errno != EINTR) break;
    if (ready > 0 && states[0].revents != 0 && states[1].revents == 0 && states[2].revents == 0) return {};
  }
  return Error{ErrorCode::unavailable, why_over(), {}};
}

const char* Patience::why_over() const {
  if (cancel_.is_raised()) return "is not asked: the gate is closing";
  return is_interrupted() ? "is told something else first" : "does not finish its answer in time";
}

Patience Patience::at_most(milliseconds most) const {
  return Patience(std::min(end_, steady_clock::now() + most), cancel_, interrupt_);
}

}  // namespace gracegate::http
