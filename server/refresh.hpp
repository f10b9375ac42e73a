// Keeps what is posted valid: new signing keys long before the old ones end, notices signed anew when the
// server has another address and long before they expire.
#ifndef GRACEGATE_SERVER_REFRESH_HPP
#define GRACEGATE_SERVER_REFRESH_HPP

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "server/api/app.hpp"

namespace gracegate::server {

// A resource with one thread, which looks every ten minutes. `app` and `keyring` outlive it.
class Refresh {
 public:
  Refresh(api::App& app, Keyring& keyring, const std::string& issuer);
  ~Refresh();
  Refresh(const Refresh&) = delete;
  Refresh& operator=(const Refresh&) = delete;

 private:
  void run();

  api::App& app_;
  Keyring& keyring_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_stopped_ = false;
  std::thread thread_;
};

}  // namespace gracegate::server

#endif
