// /gracegate/stream: open tabs hear of changes at once.
#include "tests/adapter/product.hpp"
#include "tests/support/catch.hpp"

using namespace adapter_test;
using gracegate::kDay;
using gracegate::Mode;

namespace {

constexpr const char* kStream = "/gracegate/stream";

gracegate::ProtectOptions with_streams(std::size_t most) {
  gracegate::ProtectOptions options;
  options.most_streams = most;
  return options;
}

httplib::Headers tab(const std::string& account = "acme") { return visitor(account, "text/event-stream"); }

std::string tag_now(const Product& product, const std::string& account = "acme") {
  return product.client().Get("/gracegate/standing", visitor(account, "*/*"))->get_header_value("ETag");
}

}  // namespace

TEST_CASE("A tab is told the tag of its standing, and each other one as soon as it changes") {
  Product product(Mode::countdown, with_streams(2));
  product.serve();
  CHECK(product.client()
            .Get("/gracegate/standing", visitor("acme", "*/*"))
            ->get_header_value("Gracegate-Stream") == kStream);
  std::string told, expected;
  std::string type, kept;
  product.client().Get(
      kStream, tab(),
      [&](const httplib::Response& res) {
        type = res.get_header_value("Content-Type");
        kept = res.get_header_value("Cache-Control");
        return res.status == 200;
      },
      [&](const char* data, std::size_t size) {
        told.append(data, size);
        expected += "data: " + tag_now(product) + "\n\n";
        product.clock->advance(kDay);  // the banner counts a day less
        return expected.size() < 200;
      });
  CHECK(type == "text/event-stream");
  CHECK(contains(kept, "no-store"));
  CHECK(told == expected);
  CHECK(contains(told.substr(0, told.find('\n')), "data: \""));
}

TEST_CASE("An account with nothing to say is told of the first banner too") {
  Product product(Mode::countdown, with_streams(2));
  product.serve();
  std::string told;
  product.client().Get(kStream, tab("clear"), [&](const char* data, std::size_t size) {
    told.append(data, size);
    return false;
  });
  CHECK(told == "data: " + tag_now(product, "clear") + "\n\n");
}

TEST_CASE("Who finds no place goes on asking, until one is free") {
  Product product(Mode::countdown, with_streams(1));
  product.serve();
  product.client().Get(kStream, tab(), [&](const char*, std::size_t) {
    CHECK(product.client().Get(kStream, tab("clear"))->status == 204);
    return false;
  });
  int status = 204;
  while (status == 204) {  // whoever hung up is noticed with the next change
    product.clock->advance(kDay);
    product.client().Get(
        kStream, tab(), [&](const httplib::Response& res) { return (status = res.status) == 0; },
        [](const char*, std::size_t) { return false; });
  }
  CHECK(status == 200);
}

TEST_CASE("A server that stops waits for no tab") {
  Product product(Mode::countdown, with_streams(4));
  product.serve();
  int heard = 0;
  product.client().Get(kStream, tab(), [&](const char*, std::size_t) {
    product.server.stop();
    return ++heard > 0;
  });
  CHECK(heard == 1);  // and the stream has ended
}

TEST_CASE("Nobody has a stream, and without the option there is none") {
  Product product(Mode::countdown, with_streams(1));
  product.serve();
  CHECK(product.client().Get(kStream, tab(""))->status == 204);
  Product plain(Mode::countdown);
  plain.serve();
  CHECK(plain.client().Get(kStream, tab())->status == 404);
  CHECK_FALSE(
      plain.client().Get("/gracegate/standing", visitor("acme", "*/*"))->has_header("Gracegate-Stream"));
}
