// A product on loopback behind the adapter, with a gate that asks no server.
#ifndef GRACEGATE_TESTS_ADAPTER_PRODUCT_HPP
#define GRACEGATE_TESTS_ADAPTER_PRODUCT_HPP

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gracegate/httplib.hpp"
#include "gracegate/testing.hpp"

namespace adapter_test {

inline constexpr const char* kPage =
    "<!doctype html><html><head><title>t</title></head><body><p>hello</p></body></html>";
inline constexpr const char* kHtml = "text/html; charset=utf-8";
inline constexpr const char* kBrowser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

inline gracegate::TimePoint start() { return gracegate::TimePoint(gracegate::Seconds(1764000000)); }

// Accounts "acme" (mode as given) and "clear" (no notice). The header X-Account names the account of a
// request, X-Role: billing the role, X-Person who it is.
class Product {
 public:
  explicit Product(gracegate::Mode mode, gracegate::ProtectOptions options = {},
                   const std::function<void(gracegate::Notice&)>& change = nullptr,
                   gracegate::Enforcement enforcement = gracegate::Enforcement::enforce)
      : clock(std::make_shared<gracegate::testing::ManualClock>(start())),
        gate(gracegate::testing::fixed_gate({notice_of(mode, change)}, clock, enforcement)) {
    protect_with(std::move(options));
  }
  // Behind a gate that the test opened.
  Product(std::shared_ptr<gracegate::testing::ManualClock> its_clock, gracegate::Gate its_gate,
          gracegate::ProtectOptions options = {})
      : clock(std::move(its_clock)), gate(std::move(its_gate)) {
    protect_with(std::move(options));
  }
  Product(const Product&) = delete;
  Product& operator=(const Product&) = delete;
  ~Product() {
    if (!thread_.joinable()) return;
    server.stop();
    thread_.join();
  }

  // Every request after this one; routes are added before it.
  void serve() {
    port = server.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server.listen_after_bind(); });
    while (!server.is_running()) std::this_thread::yield();
  }

  httplib::Client client() const { return httplib::Client("127.0.0.1", port); }

  // Sends bytes as they are and reads until the product closes the connection. `then` is sent once the first
  // answer is complete, by its Content-Length.
  std::string raw(const std::string& bytes, const std::string& then = {}) const {
    const int fd = connected();
    std::string answers;
    if (!send_all(fd, bytes)) return answers;
    if (!then.empty()) {
      while (!is_complete(answers) && receive(fd, answers)) {
      }
      if (!send_all(fd, then)) return answers;
    }
    while (receive(fd, answers)) {
    }
    ::close(fd);
    return answers;
  }

  httplib::Server server;
  std::shared_ptr<gracegate::testing::ManualClock> clock;
  gracegate::Gate gate;
  int port = 0;

 private:
  void protect_with(gracegate::ProtectOptions options) {
    if (!options.viewer) {
      options.viewer = [](const httplib::Request& req) {
        gracegate::Viewer viewer;
        if (req.get_header_value("X-Role") == "billing") viewer.role = gracegate::Role::billing;
        viewer.person = req.get_header_value("X-Person");
        return viewer;
      };
    }
    gracegate::protect(
        server, gate, [](const httplib::Request& req) { return req.get_header_value("X-Account"); },
        std::move(options));
  }
  int connected() const {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 ? fd : -1;
  }
  static bool send_all(int fd, const std::string& bytes) {
    return ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
  }
  static bool receive(int fd, std::string& to) {
    char buffer[4096];
    const ssize_t n = ::recv(fd, buffer, sizeof buffer, 0);
    if (n > 0) to.append(buffer, static_cast<std::size_t>(n));
    return n > 0;
  }
  static bool is_complete(const std::string& answer) {
    const std::size_t end = answer.find("\r\n\r\n");
    const std::size_t length = answer.find("Content-Length: ");
    return end != std::string::npos && length < end &&
           answer.size() >= end + 4 + std::stoul(answer.substr(length + 16));
  }

  static gracegate::Notice notice_of(gracegate::Mode mode,
                                     const std::function<void(gracegate::Notice&)>& change) {
    gracegate::Notice notice = gracegate::testing::example_notice("acme", mode, start());
    notice.links.pay = "https://pay.example.com/acme";
    notice.links.help = "https://help.example.com/";
    if (change) change(notice);
    return notice;
  }

  std::thread thread_;
};

inline httplib::Headers visitor(const std::string& account, const std::string& accept = kBrowser) {
  return {{"X-Account", account}, {"Accept", accept}};
}

inline bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// Who looks where nothing is said of it.
inline gracegate::Viewer somebody() {
  gracegate::Viewer viewer;
  viewer.help_page = "/gracegate/help";
  return viewer;
}

// The banner of "acme" as the product's gate has it now.
inline std::string banner_of(const Product& product) {
  return gracegate::banner_html(product.gate.banner("acme", somebody()).value());
}
inline std::string assets() { return std::string(gracegate::banner_assets()); }

}  // namespace adapter_test

#endif
