// Keeps what is posted valid: new signing keys long before the old ones end, notices signed anew when the
// server is started with another address, links or contact, and long before they expire.
#ifndef GRACEGATE_SERVER_REFRESH_HPP
#define GRACEGATE_SERVER_REFRESH_HPP

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "server/api/app.hpp"

namespace gracegate::server {

// A resource with one thread, which looks each time `between` has passed. `app` and `keyring` outlive it.
class Refresh {
 public:
  Refresh(api::App& app, Keyring& keyring, std::chrono::seconds between);
  ~Refresh();
  Refresh(const Refresh&) = delete;
  Refresh& operator=(const Refresh&) = delete;

 private:
  void run();

  api::App& app_;
  Keyring& keyring_;
  const std::chrono::seconds between_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_stopped_ = false;
  std::thread thread_;
};

}  // namespace gracegate::server

#endif
