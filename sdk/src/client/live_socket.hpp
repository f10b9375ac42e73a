// The socket that an exchange uses, in reach of other threads.
#ifndef GRACEGATE_CLIENT_LIVE_SOCKET_HPP
#define GRACEGATE_CLIENT_LIVE_SOCKET_HPP

#include <cstdint>
#include <mutex>

namespace gracegate {

// Holds the connection by a descriptor of its own: cpp-httplib may close its one at any time, and the number
// would then belong to somebody else. Threads: any.
class LiveSocket {
 public:
  LiveSocket() = default;
  ~LiveSocket() { replace(-1); }
  LiveSocket(const LiveSocket&) = delete;
  LiveSocket& operator=(const LiveSocket&) = delete;

  // A new exchange: on the connection that was kept, or on one that comes.
  void begin();
  // Called with each new socket before it connects.
  void watch(int socket);
  // Whether a new connection was made since the last call.
  bool take_has_connected();

  // Breaks the exchange off, also while its connection is being made; cpp-httplib's own stop() does not reach
  // that.
  void end() noexcept;
  // end() of this exchange and of each later one.
  void cancel() noexcept;
  bool is_cancelled();

  // Bytes of this exchange that were read from the connection, those of TLS too.
  std::uint64_t bytes_read();

 private:
  void replace(int next);

  std::mutex mutex_;
  int own_ = -1;
  std::uint64_t read_before_ = 0;  // by earlier exchanges on this connection
  bool is_ended_ = false;
  bool is_cancelled_ = false;
  bool has_connected_ = false;
};

}  // namespace gracegate

#endif
