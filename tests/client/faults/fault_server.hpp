// A server on loopback with faults: what the network, or somebody on the way, can do to a gate.
#ifndef GRACEGATE_TESTS_CLIENT_FAULTS_FAULT_SERVER_HPP
#define GRACEGATE_TESTS_CLIENT_FAULTS_FAULT_SERVER_HPP

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "gracegate/transport.hpp"
#include "tests/client/faults/fault.hpp"
#include "tests/client/faults/line.hpp"

namespace gracegate::test {

// What the server says when nothing is the matter. Called on the server's thread.
using Healthy = std::function<TransportResponse(const TransportRequest&)>;

// Serves one connection after the other. Healthy at first. Threads: any.
class FaultServer {
 public:
  // With `identities` it speaks TLS. They outlive it.
  explicit FaultServer(Healthy healthy, const Identities* identities = nullptr);
  ~FaultServer();
  FaultServer(const FaultServer&) = delete;
  FaultServer& operator=(const FaultServer&) = delete;

  std::string url() const;
  // Ends the connections there are; from its return on whoever asks meets this fault.
  void become(Fault fault);
  // Waits until somebody has met the present fault. Not with `refuses`, of which the server learns nothing.
  void wait_until_met();

  // Of the longest answer, what the network took.
  std::uint64_t most_sent() const;
  // Requests that were not to /v1/: followed redirects.
  int strays() const;

 private:
  void run();
  bool open_port();
  void take_connections();
  void serve(Line& line, Fault fault);
  bool play(Line& line, Fault fault, const TransportRequest& request);
  static void send_gigabyte(Line& line, bool is_announced);
  void met();

  const Healthy healthy_;
  const Identities* const identities_;
  const int reserved_;  // keeps the port ours while nobody listens on it
  const int port_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  Fault wanted_ = Fault::none;
  Fault fault_ = Fault::none;
  bool is_ready_ = false;
  bool is_over_ = false;
  bool is_met_ = false;
  int listener_ = -1;
  int connection_ = -1;
  int strays_ = 0;
  std::uint64_t most_sent_ = 0;
  std::thread thread_;  // last: it uses the others
};

}  // namespace gracegate::test

#endif
