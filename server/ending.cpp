#include "server/ending.hpp"

#include <csignal>
#include <utility>

namespace gracegate::server {
namespace {

constexpr int kNoMore = SIGUSR1;  // from ourselves: the watch is over

sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, kNoMore}) sigaddset(&signals, signal);
  return signals;
}

}  // namespace

void block_ending_signals() {
  const sigset_t signals = ending_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

SignalWatch::SignalWatch(std::function<void()> stop)
    : thread_([stop = std::move(stop), signals = ending_signals()] {
        int signal = 0;
        sigwait(&signals, &signal);
        stop();
      }) {}

SignalWatch::~SignalWatch() {
  pthread_kill(thread_.native_handle(), kNoMore);
  thread_.join();
}

}  // namespace gracegate::server
