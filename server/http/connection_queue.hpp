// A thread for each connection: kept for the next one for a while, and never more than a given number.
#ifndef GRACEGATE_SERVER_HTTP_CONNECTION_QUEUE_HPP
#define GRACEGATE_SERVER_HTTP_CONNECTION_QUEUE_HPP

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace gracegate::server::http {

// Threads: any. The threads live on their own, so that shutdown can end though one of them does not.
class ConnectionQueue {
 public:
  using Task = std::function<void()>;

  explicit ConnectionQueue(size_t max_threads);
  ~ConnectionQueue();

  // Runs the task at once, on a thread of its own that blocks all signals. False, and nothing run, when all
  // threads are busy or the system gives no more, or after shutdown.
  bool submit(Task task);

  // Waits for the running tasks; false when some still run at the deadline.
  bool shutdown(std::chrono::steady_clock::time_point deadline);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace gracegate::server::http

#endif
