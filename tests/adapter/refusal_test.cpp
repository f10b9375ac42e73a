#include <atomic>
#include <cstdio>
#include <future>
#include <nlohmann/json.hpp>

#include "tests/adapter/product.hpp"
#include "tests/support/catch.hpp"

using namespace adapter_test;
using gracegate::Mode;

namespace {

// Counts what reaches the product.
struct Notes {
  explicit Notes(Product& product) {
    product.server.Get("/notes", [](const httplib::Request&, httplib::Response& res) {
      res.set_content("[]", "application/json");
    });
    const auto write = [this](const httplib::Request&, httplib::Response& res) {
      ++written;
      res.set_content("ok", "text/plain");
    };
    product.server.Post("/notes", write).Put("/notes", write).Patch("/notes", write).Delete("/notes", write);
    for (const char* path : {"/login", "/logout", "/sso/callback", "/billing/pay", "/support", "/export"}) {
      product.server.Post(path, write);
    }
    product.serve();
  }
  std::atomic<int> written{0};
};

// A request whose body holds another one, which starts where cpp-httplib's first read from the socket ends.
std::string smuggling(bool is_chunked) {
  constexpr std::size_t kFirstRead = 4096;
  const std::string inner = "POST /billing/pay HTTP/1.1\r\nContent-Length: 0\r\n\r\n";
  const std::string start = "POST /notes HTTP/1.1\r\nX-Account: acme\r\n";
  const auto head = [&](std::size_t size) {
    char framing[64];
    std::snprintf(
        framing, sizeof framing,
        is_chunked ? "Transfer-Encoding: chunked\r\n\r\n%08zx\r\n" : "Content-Length: %08zu\r\n\r\n", size);
    return start + framing;
  };
  const std::size_t padding = kFirstRead - head(0).size();
  return head(padding + inner.size()) + std::string(padding, 'x') + inner +
         (is_chunked ? "\r\n0\r\n\r\n" : "");
}

}  // namespace

TEST_CASE("In read-only a person who writes gets a page and a program a problem") {
  Product product(Mode::read_only);
  Notes notes(product);
  const auto page =
      product.client().Post("/notes", visitor("acme"), "text=a", "application/x-www-form-urlencoded");
  REQUIRE(page);
  CHECK(page->status == 402);
  CHECK(page->get_header_value("Content-Type") == "text/html; charset=utf-8");
  CHECK(page->get_header_value("Cache-Control") == "no-store");
  CHECK(contains(page->body, "<html"));
  CHECK(page->get_header_value("Content-Length") == std::to_string(page->body.size()));

  const auto problem = product.client().Post("/notes", visitor("acme", "*/*"), "{}", "application/json");
  REQUIRE(problem);
  CHECK(problem->status == 402);
  CHECK(problem->get_header_value("Content-Type") == "application/problem+json");
  const auto json = nlohmann::json::parse(problem->body);
  CHECK(json.at("mode") == "read_only");
  CHECK_FALSE(json.contains("pay"));
  const auto rather = product.client().Post("/notes", visitor("acme", "application/json, text/html;q=0.1"),
                                            "{}", "application/json");
  CHECK(rather->get_header_value("Content-Type") == "application/problem+json");
  CHECK(notes.written == 0);
}

TEST_CASE("In read-only every unsafe method is refused and reading goes on") {
  Product product(Mode::read_only);
  Notes notes(product);
  auto client = product.client();
  CHECK(client.Post("/notes", visitor("acme"), "a", "text/plain")->status == 402);
  CHECK(client.Put("/notes", visitor("acme"), "a", "text/plain")->status == 402);
  CHECK(client.Patch("/notes", visitor("acme"), "a", "text/plain")->status == 402);
  CHECK(client.Delete("/notes", visitor("acme"))->status == 402);
  CHECK(notes.written == 0);
  CHECK(client.Get("/notes", visitor("acme"))->status == 200);
  CHECK(client.Post("/notes", visitor("clear"), "a", "text/plain")->status == 200);
}

TEST_CASE("Read-only never locks out the cure") {
  const Mode mode = GENERATE(Mode::countdown, Mode::read_only, Mode::shutdown);
  Product product(mode);
  Notes notes(product);
  for (const char* path : {"/login", "/logout", "/sso/callback", "/billing/pay", "/support", "/export"}) {
    CAPTURE(path);
    CHECK(product.client().Post(path, visitor("acme"), "a=b", "application/x-www-form-urlencoded")->status ==
          200);
  }
}

TEST_CASE("In shutdown reading is refused too, by HEAD without a body") {
  Product product(Mode::shutdown);
  Notes notes(product);
  const auto get = product.client().Get("/notes", visitor("acme"));
  CHECK(get->status == 402);
  const auto head = product.client().Head("/notes", visitor("acme"));
  CHECK(head->status == 402);
  CHECK(head->body.empty());
  CHECK(head->get_header_value("Content-Length") == get->get_header_value("Content-Length"));
}

TEST_CASE("Reasons other than nonpayment are answered with 403") {
  Product product(Mode::read_only, {}, [](gracegate::Notice& notice) {
    notice.cases.front().reason = gracegate::Reason::seat_overuse;
  });
  Notes notes(product);
  CHECK(product.client().Post("/notes", visitor("acme"), "a", "text/plain")->status == 403);
}

TEST_CASE("Only who looks after billing is told where to pay") {
  Product product(Mode::read_only);
  Notes notes(product);
  auto headers = visitor("acme", "application/json");
  headers.emplace("X-Role", "billing");
  const auto told = product.client().Post("/notes", headers, "{}", "application/json");
  CHECK(nlohmann::json::parse(told->body).at("pay") == "https://pay.example.com/acme");
  const auto member =
      product.client().Post("/notes", visitor("acme", "application/json"), "{}", "application/json");
  CHECK_FALSE(contains(member->body, "pay.example.com"));
  CHECK_FALSE(contains(product.client().Post("/notes", visitor("acme"), "{}", "text/plain")->body,
                       "pay.example.com"));
}

TEST_CASE("What a client sends as Gracegate headers means nothing") {
  Product product(Mode::read_only);
  Notes notes(product);
  auto headers = visitor("acme");
  headers.emplace("Gracegate-Mode", "open");
  headers.emplace("Gracegate-Deadline", "2099-01-01T00:00:00Z");
  const auto answer = product.client().Post("/notes", headers, "a", "text/plain");
  CHECK(answer->status == 402);
  CHECK(answer->get_header_value("Gracegate-Mode") == "read_only");
}

TEST_CASE("The body of a refused request is never taken for the next request") {
  const bool is_chunked = GENERATE(false, true);
  CAPTURE(is_chunked);
  Product product(Mode::read_only);
  Notes notes(product);
  const std::string answers = product.raw(
      smuggling(is_chunked), "GET /notes HTTP/1.1\r\nConnection: close\r\nX-Account: acme\r\n\r\n");
  CHECK(notes.written == 0);
  CHECK(answers.compare(0, 12, "HTTP/1.1 402") == 0);
  CHECK(answers.find("HTTP/1.1 ", 1) == answers.find("HTTP/1.1 200"));
  CHECK(answers.compare(answers.size() - 2, 2, "[]") == 0);
}

TEST_CASE("The product's own error page does not replace the refusal") {
  Product product(Mode::read_only);
  std::promise<std::string> logged;
  product.server.set_error_handler([](const httplib::Request&, httplib::Response& res) {
    res.set_content("<p>the product's error page</p>", "text/html");
  });
  product.server.set_logger([&](const httplib::Request& req, const httplib::Response& res) {
    logged.set_value(req.method + " " + req.path + " " + std::to_string(res.status));
  });
  Notes notes(product);
  const auto answer = product.client().Post("/notes", visitor("acme", "*/*"), "{}", "application/json");
  CHECK(answer->status == 402);
  CHECK(answer->get_header_value("Content-Type") == "application/problem+json");
  CHECK(answer->get_header_value_count("Content-Type") == 1);
  CHECK(nlohmann::json::parse(answer->body).at("mode") == "read_only");
  CHECK(logged.get_future().get() == "POST /notes 402");
}

TEST_CASE("The product's own hooks run, the first one after the gate's decision") {
  std::atomic<int> before{0}, after{0};
  gracegate::ProtectOptions options;
  options.pre_routing = [&](const httplib::Request& req, httplib::Response& res) {
    ++before;
    if (req.path != "/teapot") return httplib::Server::HandlerResponse::Unhandled;
    res.status = 418;
    return httplib::Server::HandlerResponse::Handled;
  };
  options.post_routing = [&](const httplib::Request&, httplib::Response& res) {
    ++after;
    res.set_header("X-Product", "notes");
  };
  Product product(Mode::read_only, std::move(options));
  Notes notes(product);
  CHECK(product.client().Get("/teapot", visitor("acme"))->status == 418);
  CHECK(before == 1);
  const auto refused = product.client().Post("/notes", visitor("acme"), "a", "text/plain");
  CHECK(before == 1);
  CHECK(refused->get_header_value("X-Product") == "notes");
  CHECK(after == 2);
}

TEST_CASE("A process that runs across the deadline starts to refuse on the second") {
  Product product(Mode::countdown);
  Notes notes(product);
  const auto limit = product.gate.standing("acme").next_change.value();
  const auto status = [&] {
    return product.client().Post("/notes", visitor("acme"), "a", "text/plain")->status;
  };
  product.clock->advance(limit - start() - gracegate::Seconds(1));
  CHECK(status() == 200);
  product.clock->advance(gracegate::Seconds(1));
  CHECK(status() == 402);
  product.clock->advance(gracegate::Seconds(1));
  CHECK(status() == 402);
}
