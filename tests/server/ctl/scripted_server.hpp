// A server on loopback that says what a test has written down.
#ifndef GRACEGATE_TESTS_SERVER_CTL_SCRIPTED_SERVER_HPP
#define GRACEGATE_TESTS_SERVER_CTL_SCRIPTED_SERVER_HPP

#include <string>
#include <thread>
#include <vector>

namespace gracegate::ctl {

// Answers one connection after another with `answers`; an empty one reads the request and hangs up. After the
// last one nobody listens any more.
class ScriptedServer {
 public:
  explicit ScriptedServer(std::vector<std::string> answers);
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  // Head and body of each request, as they came. Waits until every answer was given.
  const std::vector<std::string>& requests();

 private:
  void serve();

  std::vector<std::string> answers_;
  std::vector<std::string> requests_;
  int listening_ = -1;
  int port_ = 0;
  std::thread thread_;
};

// An answer with a body.
std::string http(int status, const std::string& body, const std::string& type = "application/json");

}  // namespace gracegate::ctl

#endif
