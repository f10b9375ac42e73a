// The socket that clients connect to, and the sockets that come out of it.
#ifndef GRACEGATE_SERVER_HTTP_LISTENING_SOCKET_HPP
#define GRACEGATE_SERVER_HTTP_LISTENING_SOCKET_HPP

#include <optional>

#include "gracegate/result.hpp"
#include "server/files/descriptor.hpp"
#include "server/http/address.hpp"
#include "server/http/listener.hpp"

namespace gracegate::server::http {

struct Accepted {
  Descriptor socket;  // blocking, with the timeouts of the options, TCP_NODELAY set
  Address peer;
};

// Threads: any, for close and port; one for accept.
class ListeningSocket {
 public:
  // Errors as those of Listener::open.
  static Result<ListeningSocket> open(const Options& options);

  int port() const;
  int descriptor() const { return socket_.get(); }

  enum class Pause {
    until_ready,  // nobody is waiting: poll the descriptor
    for_a_while,  // the process is out of descriptors or memory
    none,         // that one is gone: try the next
  };

  // The next client, or when to ask again. Never blocks.
  std::optional<Accepted> accept(Pause& pause);

  void close() { socket_ = Descriptor(); }

 private:
  ListeningSocket(Descriptor socket, const Options& options);

  Descriptor socket_;
  std::chrono::milliseconds idle_timeout_, write_timeout_;
};

}  // namespace gracegate::server::http

#endif
