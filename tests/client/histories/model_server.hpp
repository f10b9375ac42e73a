// A server as small as can be, and the network between it and a gate, which can be made to fail or to lie.
#ifndef GRACEGATE_TESTS_CLIENT_HISTORIES_MODEL_SERVER_HPP
#define GRACEGATE_TESTS_CLIENT_HISTORIES_MODEL_SERVER_HPP

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "gracegate/transport.hpp"
#include "tests/support/test_signer.hpp"

namespace gracegate::test {

// One case, and the notice that tells of it, in the words of the rules.
struct Terms {
  TimePoint opened;
  TimePoint limited;  // read-only from here; the deadline too
  TimePoint shut;     // shut down from here
  TimePoint expires;  // the notice says nothing from here
};

// Accounts with an open case, and their terms.
using Truth = std::map<std::string, Terms>;

class ModelServer {
 public:
  explicit ModelServer(TimePoint now) : now_(now) {}

  const Truth& truth() const { return truth_; }
  TimePoint now() const { return now_; }
  static std::string root_key() { return to_string(TestSigner(1).key()); }  // the first one

  void pass(Seconds by);  // renews what would expire soon
  void open(const std::string& account, Seconds countdown, Seconds read_only);
  void extend(const std::string& account, Seconds by);  // no effect without a case
  void settle(const std::string& account);
  void back_up();
  void rebuild();       // from the last backup, in a new epoch
  void rotate();        // signs with a new key; the old one is revoked
  void replace_root();  // up to as often as a key set can say

  // What it answers. `with` signs: its own key, or that of somebody who is not it.
  TransportResponse answer(const TransportRequest& request, const TestSigner& with) const;
  const TestSigner& signer() const { return signer_; }

 private:
  struct Published {
    Notice notice;
    std::int64_t revision = 0;
  };

  void publish(const std::string& account);
  void publish_all();
  std::string keys(const TestSigner& with) const;
  std::string feed(std::int64_t after, const TestSigner& with) const;
  std::string notice(const std::string& account, const TestSigner& with) const;
  std::string body(const TransportRequest& request, const TestSigner& with) const;

  TimePoint now_;
  TestSigner root_{1};
  std::vector<std::string> successions_;
  TestSigner signer_{2};
  std::uint8_t next_key_ = 3;
  std::int64_t keyset_version_ = 1;
  std::int64_t epoch_ = 1;
  std::int64_t revision_ = 0;
  Truth truth_;
  std::map<std::string, Published> published_;

  struct Backup {
    Truth truth;
    std::map<std::string, Published> published;
    std::int64_t revision = 0;
  };
  Backup backup_;
};

enum class Network {
  up,
  away,      // nothing gets through
  fails,     // 500
  lies,      // the page of somebody else
  forges,    // answers signed by a key that is not the server's
  replays,   // something that the server answered before, to the same question
  strips,    // takes the receipts away
  mixes_up,  // gives answers of now the receipts of then
};

// Threads: one.
class ModelNetwork {
 public:
  ModelNetwork(ModelServer& server, std::minstd_rand& random) : server_(server), random_(random) {}

  Network state = Network::up;
  std::unique_ptr<Transport> transport();

 private:
  class Line;
  Result<TransportResponse> send(const TransportRequest& request);
  const TransportResponse* recorded(const std::string& path);

  ModelServer& server_;
  std::minstd_rand& random_;
  std::map<std::string, std::vector<TransportResponse>> recorded_;  // by path
};

}  // namespace gracegate::test

#endif
