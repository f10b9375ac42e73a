// The gate's one thread.
#ifndef GRACEGATE_CLIENT_GATE_THREAD_HPP
#define GRACEGATE_CLIENT_GATE_THREAD_HPP

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "client/pump.hpp"

namespace gracegate {

// Runs an engine until destroyed. It takes no signals of the product's, and SIGPIPE cannot come of it.
// The destructor waits for a callback of the configuration to end, and 200 ms for anything else; what hangs
// longer (a name look-up cannot be interrupted) is left to end alone: it keeps the engine alive and calls
// nobody any more. Destroyed on the thread itself (in a callback), it does not wait. Throws std::system_error
// where no thread can be had. Threads: one, apart from wake().
class GateThread {
 public:
  explicit GateThread(std::shared_ptr<Engine> engine);
  ~GateThread();
  GateThread(const GateThread&) = delete;
  GateThread& operator=(const GateThread&) = delete;

  // There is something to do now. Any thread.
  void wake();

 private:
  struct Wake {
    std::mutex mutex;
    std::condition_variable changed;
    bool has_finished = false;  // under the mutex
  };

  static void run(const std::shared_ptr<Engine>& engine, const std::shared_ptr<Wake>& wake) noexcept;
  static void rest(const Engine& engine, Wake& wake, Engine::Wait longest);
  bool finishes_in_time();

  std::shared_ptr<Engine> engine_;
  std::shared_ptr<Wake> wake_;  // shared with the thread, which may outlive this
  std::thread thread_;
};

}  // namespace gracegate

#endif
