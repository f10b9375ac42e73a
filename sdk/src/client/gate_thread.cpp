#include "client/gate_thread.hpp"

#include <signal.h>

#include <utility>

namespace gracegate {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPatience{200};
constexpr milliseconds kCallbackCheck{10};

// While it lives, threads that start inherit a mask of all signals but those that report a crash of their
// own.
class AllSignalsBlocked {
 public:
  AllSignalsBlocked() {
    sigset_t most;
    sigfillset(&most);
    for (const int crash : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS})
      sigdelset(&most, crash);
    pthread_sigmask(SIG_SETMASK, &most, &before_);
  }
  ~AllSignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  AllSignalsBlocked(const AllSignalsBlocked&) = delete;
  AllSignalsBlocked& operator=(const AllSignalsBlocked&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace

GateThread::GateThread(std::shared_ptr<Engine> engine)
    : engine_(std::move(engine)), wake_(std::make_shared<Wake>()) {
  const AllSignalsBlocked blocked;
  thread_ = std::thread([engine = engine_, wake = wake_] { run(engine, wake); });
}

GateThread::~GateThread() {
  engine_->stop();
  wake();
  if (thread_.get_id() != std::this_thread::get_id() && finishes_in_time()) {
    thread_.join();
  } else {
    thread_.detach();
  }
}

void GateThread::wake() {
  const std::lock_guard<std::mutex> lock(wake_->mutex);
  wake_->changed.notify_all();
}

bool GateThread::finishes_in_time() {
  std::unique_lock<std::mutex> lock(wake_->mutex);
  const auto is_over = [this] { return wake_->has_finished; };
  while (engine_->is_in_callback() && !is_over()) wake_->changed.wait_for(lock, kCallbackCheck, is_over);
  return wake_->changed.wait_for(lock, kPatience, is_over);
}

void GateThread::run(const std::shared_ptr<Engine>& engine, const std::shared_ptr<Wake>& wake) noexcept {
  Pump pump(engine);
  while (!engine->is_stopping()) rest(*engine, *wake, pump.turn(Engine::kNoLimit));
  engine->close();
  const std::lock_guard<std::mutex> lock(wake->mutex);
  wake->has_finished = true;
  wake->changed.notify_all();
}

void GateThread::rest(const Engine& engine, Wake& wake, Engine::Wait longest) {
  std::unique_lock<std::mutex> lock(wake.mutex);
  if (!engine.is_stopping() && !engine.has_errand()) wake.changed.wait_for(lock, longest);
}

}  // namespace gracegate
