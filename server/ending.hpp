// The end of the server: the signals that ask for it.
#ifndef GRACEGATE_SERVER_ENDING_HPP
#define GRACEGATE_SERVER_ENDING_HPP

#include <functional>
#include <thread>

namespace gracegate::server {

// In all threads that are started from now on: no handler runs anywhere, the watch below takes the signals.
void block_ending_signals();

// Calls `stop`, on a thread of its own, at the first SIGTERM or SIGINT. A resource.
class SignalWatch {
 public:
  explicit SignalWatch(std::function<void()> stop);
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

 private:
  std::thread thread_;
};

}  // namespace gracegate::server

#endif
