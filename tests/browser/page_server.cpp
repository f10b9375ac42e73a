// A product to be looked at with a browser: a few pages behind the adapter, whose notices and time are set
// over /control/. Prints {"port":…} once it listens, and ends when its standard input does.
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "gracegate/httplib.hpp"
#include "tests/browser/notary.hpp"

using namespace gracegate;
using browser_test::Notary;

namespace {

constexpr const char* kStrict =
    "default-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; "
    "trusted-types "
    "'none'";

// The part of a session, "account.role.locale" or "account.role.locale.person", of a request's cookie; empty:
// none.
std::string session_part(const httplib::Request& req, int index) {
  const std::string cookie = req.get_header_value("Cookie");
  const auto at = cookie.find("session=");
  if (at == std::string::npos) return {};
  std::string rest = cookie.substr(at + 8, cookie.find(';', at) - at - 8);
  for (; index > 0; --index) rest.erase(0, std::min(rest.find('.'), rest.size() - 1) + 1);
  return rest.substr(0, rest.find('.'));
}

Viewer viewer_of(const httplib::Request& req) {
  Viewer viewer{session_part(req, 1) == "billing" ? Role::billing : Role::member, session_part(req, 2), {}};
  const std::string person = session_part(req, 3);
  viewer.person = person.empty() ? "p-17" : person;  // of every account
  return viewer;
}

void add_pages(httplib::Server& server, const std::string& site) {
  server.set_mount_point("/", site);
  server.Get("/favicon.ico", [](const httplib::Request&, httplib::Response& res) { res.status = 204; });
  server.Post("/save", [](const httplib::Request&, httplib::Response& res) {
    res.set_content("saved", "text/plain");
  });
}

void add_control(httplib::Server& server, Notary& notary, const Gate& gate, testing::ManualClock& clock) {
  server.Post("/control/notice", [&](const httplib::Request& req, httplib::Response& res) {
    notary.publish(req.body);
    res.set_content("", "text/plain");
  });
  server.Post("/control/advance", [&](const httplib::Request& req, httplib::Response& res) {
    clock.advance(Seconds{std::stoll(req.body)});
    res.set_content("", "text/plain");
  });
  server.Get("/control/help", [&](const httplib::Request&, httplib::Response& res) {
    res.set_content(nlohmann::json(notary.help()).dump(), "application/json");
  });
  server.Get("/control/asked", [&](const httplib::Request&, httplib::Response& res) {
    res.set_content(std::to_string(notary.asked()), "text/plain");
  });
  // What a terminal product of the same account shows.
  server.Get("/control/terminal", [&](const httplib::Request& req, httplib::Response& res) {
    const auto banner = gate.banner(session_part(req, 0), viewer_of(req));
    res.set_content(banner ? banner_text(*banner) : std::string(), "text/plain; charset=utf-8");
  });
}

Result<Gate> open_gate(Notary& notary, const std::shared_ptr<testing::ManualClock>& clock) {
  Config config;
  config.server = "https://grace.example.com";
  config.product = "notes";
  config.sdk_key = "gg_product_1";
  config.root_keys = {notary.root_key()};
  config.clock = clock;
  config.transport = notary.transport();
  config.log = [](LogLevel, std::string_view message) {
    std::fprintf(stderr, "%.*s\n", static_cast<int>(message.size()), message.data());
  };
  return Gate::open(std::move(config));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: page_server SITE SECONDS_SINCE_1970 STREAMS\n", stderr);
    return 2;
  }
  const auto clock = std::make_shared<testing::ManualClock>(TimePoint(Seconds(std::stoll(argv[2]))));
  Notary notary(clock);
  const auto gate = open_gate(notary, clock);
  if (!gate) {
    std::fprintf(stderr, "%s\n", gate.error().message.c_str());
    return 1;
  }
  httplib::Server server;
  ProtectOptions options;
  options.viewer = viewer_of;
  options.most_streams = std::stoul(argv[3]);
  options.post_routing = [](const httplib::Request&, httplib::Response& res) {
    res.set_header("Content-Security-Policy", kStrict);
  };
  const auto account_of = [](const httplib::Request& req) {
    return req.path.rfind("/control/", 0) == 0 ? std::string() : session_part(req, 0);
  };
  protect(server, *gate, account_of, options);
  add_pages(server, argv[1]);
  add_control(server, notary, *gate, *clock);
  const int port = server.bind_to_any_port("127.0.0.1");
  std::thread ends_with_input([&] {
    while (std::getchar() != EOF) {
    }
    server.stop();
  });
  std::printf("{\"port\":%d}\n", port);
  std::fflush(stdout);
  server.listen_after_bind();
  ends_with_input.join();
  return 0;
}
