#include <algorithm>

#include "tests/adapter/product.hpp"
#include "tests/support/catch.hpp"

using namespace adapter_test;
using gracegate::Mode;

namespace {

// Writes `page` in pieces of `step` bytes, each at the offset that it is asked for.
httplib::ContentProviderWithoutLength in_pieces(std::string page, std::size_t step) {
  return [page = std::move(page), step](std::size_t offset, httplib::DataSink& sink) {
    const std::size_t size = std::min(step, page.size() - offset);
    if (size > 0) sink.write(page.data() + offset, size);
    if (offset + size >= page.size()) sink.done();
    return true;
  };
}

std::string expected(const Product& product) { return gracegate::inject(kPage, banner_of(product)).value(); }

}  // namespace

TEST_CASE("A page that is streamed gets the banner however it is cut into pieces") {
  const std::size_t step = GENERATE(as<std::size_t>{}, 1, 2, 3, 7, 49, 50, 51, 55, 56, 57, 1000);
  CAPTURE(step);
  Product product(Mode::countdown);
  product.server.Get("/chunked", [&](const httplib::Request&, httplib::Response& res) {
    res.set_chunked_content_provider(kHtml, in_pieces(kPage, step));
  });
  product.server.Get("/sized", [&](const httplib::Request&, httplib::Response& res) {
    res.set_content_provider(std::string(kPage).size(), kHtml,
                             [&](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                               return sink.write(kPage + offset, std::min(step, length));
                             });
  });
  product.serve();
  const auto chunked = product.client().Get("/chunked", visitor("acme"));
  REQUIRE(chunked);
  CHECK(chunked->body == expected(product));
  const auto sized = product.client().Get("/sized", visitor("acme"));
  REQUIRE(sized);
  CHECK(sized->body == expected(product));
  CHECK_FALSE(sized->has_header("Content-Length"));
  CHECK(sized->get_header_value("Transfer-Encoding") == "chunked");
}

TEST_CASE("A stream of unknown length that ends with the connection gets the banner") {
  Product product(Mode::countdown);
  product.server.Get("/", [](const httplib::Request&, httplib::Response& res) {
    res.set_content_provider(kHtml, in_pieces(kPage, 5));
  });
  product.serve();
  const std::string answer =
      product.raw("GET / HTTP/1.1\r\nX-Account: acme\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
  CHECK(contains(answer, "\r\n\r\n" + expected(product)));
}

TEST_CASE("A sized stream that the product answers a program with is not compressed without saying so") {
  Product product(Mode::countdown);
  product.server.Get("/", [](const httplib::Request&, httplib::Response& res) {
    res.set_content_provider(std::string(kPage).size(), kHtml,
                             [](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                               return sink.write(kPage + offset, length);
                             });
  });
  product.serve();
  const std::string answer = product.raw(
      "GET / HTTP/1.1\r\nX-Account: acme\r\nAccept: */*\r\nAccept-Encoding: gzip\r\nConnection: "
      "close\r\n\r\n");
  CHECK(contains(answer, banner_of(product)));
  CHECK_FALSE(contains(answer, "Content-Encoding"));
}

TEST_CASE("An old client gets a sized stream as the product sent it") {
  Product product(Mode::countdown);
  product.server.Get("/", [](const httplib::Request&, httplib::Response& res) {
    res.set_content_provider(std::string(kPage).size(), kHtml,
                             [](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                               return sink.write(kPage + offset, length);
                             });
  });
  product.serve();
  const std::string answer = product.raw("GET / HTTP/1.0\r\nX-Account: acme\r\nAccept: text/html\r\n\r\n");
  CHECK(contains(answer, std::string("\r\n\r\n") + kPage));
  CHECK(contains(answer, "Content-Length: " + std::to_string(std::string(kPage).size())));
}

TEST_CASE("A stream that is no page, or has no body, passes unchanged") {
  Product product(Mode::countdown);
  const std::string part = "<p>" + std::string(300 * 1024, 'x') + "</p><body>";
  product.server.Get("/events", [](const httplib::Request&, httplib::Response& res) {
    res.set_chunked_content_provider("text/event-stream", in_pieces("data: <body>\n\n", 4));
  });
  product.server.Get("/part", [&](const httplib::Request&, httplib::Response& res) {
    res.set_chunked_content_provider(kHtml, in_pieces(part, 4096));
  });
  product.serve();
  CHECK(product.client().Get("/events", visitor("acme"))->body == "data: <body>\n\n");
  CHECK(product.client().Get("/part", visitor("acme"))->body == part);
}

TEST_CASE("A provider that fails still ends the connection") {
  Product product(Mode::countdown);
  product.server.Get("/", [](const httplib::Request&, httplib::Response& res) {
    res.set_chunked_content_provider(kHtml, [](std::size_t, httplib::DataSink& sink) {
      sink.write("<html><body>", 12);
      return false;
    });
  });
  product.serve();
  CHECK_FALSE(product.client().Get("/", visitor("acme")));
}
