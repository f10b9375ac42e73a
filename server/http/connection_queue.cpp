#include "server/http/connection_queue.hpp"

#include <pthread.h>

#include <condition_variable>
#include <csignal>
#include <deque>
#include <mutex>
#include <utility>

namespace gracegate::server::http {
namespace {

// Enough for handlers that bound their recursion; thousands of these must fit. Sanitizers need more room.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr size_t kStackSize = 4 * 1024 * 1024;
#else
constexpr size_t kStackSize = 512 * 1024;
#endif

constexpr std::chrono::seconds kLinger{10};  // of a thread without a task

// New threads inherit the mask: a signal meant for the process is handled by the thread that expects it,
// and a client that is gone does not end the process by SIGPIPE.
class BlockedSignals {
 public:
  BlockedSignals() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~BlockedSignals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  BlockedSignals(const BlockedSignals&) = delete;
  BlockedSignals& operator=(const BlockedSignals&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace

struct ConnectionQueue::State {
  explicit State(size_t max) : max_threads(max) {}

  const size_t max_threads;
  std::mutex mutex;
  std::condition_variable wake;
  std::condition_variable ended;
  std::deque<Task> tasks;  // taken by a thread that is idle, or was started for it
  size_t threads = 0;
  size_t idle = 0;
  bool is_closed = false;

  void work() {
    std::unique_lock<std::mutex> lock(mutex);
    while (true) {
      ++idle;
      const bool called = wake.wait_for(lock, kLinger, [&] { return !tasks.empty() || is_closed; });
      --idle;
      if (!called || tasks.empty()) break;
      const Task task = std::exchange(tasks.front(), nullptr);
      tasks.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
    --threads;
    ended.notify_all();
  }

  static void* run(void* argument) {
    const std::unique_ptr<std::shared_ptr<State>> state(static_cast<std::shared_ptr<State>*>(argument));
    (*state)->work();
    return nullptr;
  }
};

namespace {

template <class State>
bool start_thread(const std::shared_ptr<State>& state) {
  pthread_attr_t attributes;
  if (::pthread_attr_init(&attributes) != 0) return false;
  ::pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  ::pthread_attr_setstacksize(&attributes, kStackSize);
  auto argument = std::make_unique<std::shared_ptr<State>>(state);
  const BlockedSignals blocked;
  pthread_t thread{};
  const bool started = ::pthread_create(&thread, &attributes, State::run, argument.get()) == 0;
  ::pthread_attr_destroy(&attributes);
  if (started) static_cast<void>(argument.release());  // the thread owns it now
  return started;
}

}  // namespace

ConnectionQueue::ConnectionQueue(size_t max_threads) : state_(std::make_shared<State>(max_threads)) {}

ConnectionQueue::~ConnectionQueue() { static_cast<void>(shutdown(std::chrono::steady_clock::now())); }

bool ConnectionQueue::submit(Task task) {
  const std::lock_guard<std::mutex> lock(state_->mutex);
  if (state_->is_closed) return false;
  if (state_->idle <= state_->tasks.size()) {
    if (state_->threads == state_->max_threads || !start_thread(state_)) return false;
    ++state_->threads;
  }
  state_->tasks.push_back(std::move(task));
  state_->wake.notify_one();
  return true;
}

bool ConnectionQueue::shutdown(std::chrono::steady_clock::time_point deadline) {
  std::unique_lock<std::mutex> lock(state_->mutex);
  state_->is_closed = true;
  state_->wake.notify_all();
  return state_->ended.wait_until(lock, deadline, [&] { return state_->threads == 0; });
}

}  // namespace gracegate::server::http
