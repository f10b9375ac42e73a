// A listener on a free port of loopback, served by a thread of its own until the end of the scope.
#ifndef GRACEGATE_TESTS_SERVER_HTTP_RUNNING_LISTENER_HPP
#define GRACEGATE_TESTS_SERVER_HTTP_RUNNING_LISTENER_HPP

#include <future>
#include <memory>
#include <thread>

#include "server/http/listener.hpp"

namespace gracegate::tests {

// Answers "<method> <target>\n<body>".
server::http::Reply echo(const server::http::Request& request);

// Wants every body up to `at_most` bytes, and answers with `reply`.
server::http::Handler with_body(std::function<server::http::Reply(const server::http::Request&)> reply,
                                size_t at_most = size_t{1} << 20);

class RunningListener {
 public:
  explicit RunningListener(server::http::Options options = {},
                           server::http::Handler handler = with_body(echo));
  ~RunningListener();
  RunningListener(const RunningListener&) = delete;
  RunningListener& operator=(const RunningListener&) = delete;

  int port() const { return listener_->port(); }
  bool stop();  // what run() returned
  std::uint64_t refused(std::string_view slug) const;
  server::http::Stats stats() const { return listener_->stats(); }

  // Waits for something that another thread is about to bring about.
  template <class Condition>
  static void wait_until(Condition condition) {
    while (!condition()) std::this_thread::yield();
  }

 private:
  std::unique_ptr<server::http::Listener> listener_;
  std::future<bool> run_;
};

}  // namespace gracegate::tests

#endif
