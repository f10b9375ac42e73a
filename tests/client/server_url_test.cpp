#include "client/server_url.hpp"

#include "tests/support/catch.hpp"

using gracegate::parse_server_url;

TEST_CASE("The server's address has host, port and a path in front") {
  const auto url = parse_server_url("https://grace.example.com:8443/grace/");
  REQUIRE(url);
  CHECK(url->tls);
  CHECK(url->host == "grace.example.com");
  CHECK(url->port == 8443);
  CHECK(url->prefix == "/grace");
  CHECK(parse_server_url("https://grace.example.com/")->prefix.empty());
  CHECK(parse_server_url("https://grace.example.com")->port == 443);
  CHECK(parse_server_url("https://[2001:db8::1]:8443")->host == "2001:db8::1");
}

TEST_CASE("Without TLS the server is on this machine, or the address is refused") {
  for (const char* text :
       {"http://localhost:8080", "http://127.0.0.1:8080", "http://127.9.8.7", "http://[::1]:8080"}) {
    CAPTURE(text);
    REQUIRE(parse_server_url(text));
    CHECK_FALSE(parse_server_url(text)->tls);
  }
  for (const char* text :
       {"http://grace.example.com", "http://127.0.0.1.example.com", "http://localhost.example.com",
        "http://0.0.0.0", "http://10.0.0.1", "http://127.1", "http://127.0.0.1@example.com", "http://[::2]",
        "http://127..0.1"}) {
    CAPTURE(text);
    REQUIRE_FALSE(parse_server_url(text));
    CHECK(parse_server_url(text).error().message.substr(0, 7) == "server:");
  }
}

TEST_CASE("A mistyped address of the server is refused and the message shows how it is written") {
  for (const char* text :
       {"", "grace.example.com", "htps://grace.example.com", "https:/grace.example.com", "https://",
        "https://grace.example.com:", "https://grace.example.com:port", "https://grace.example.com:0",
        "https://grace.example.com:65536", "https://grace example.com", "https://user@grace.example.com",
        "https://grace.example.com/?a=b", "https://grace.example.com/%2e", "https://[2001:db8::1",
        "https://[host]", "https://grace.example.com\r\nX: y"}) {
    CAPTURE(text);
    const auto url = parse_server_url(text);
    REQUIRE_FALSE(url);
    CHECK(url.error().code == gracegate::ErrorCode::invalid_argument);
    CHECK(url.error().message.find("https://grace.example.com") != std::string::npos);
  }
}
