#include "server/http/address.hpp"

#include "tests/support/catch.hpp"

using namespace gracegate::server::http;

namespace {

bool contains(const std::string& network, const std::string& address) {
  const auto networks = Networks::parse({network});
  REQUIRE(networks);
  return networks->contains(*parse_address(address));
}

Request forwarded(const std::vector<std::string>& hops, const std::string& scheme = "") {
  Request request;
  request.remote_addr = "10.0.0.1";
  for (const auto& value : hops) request.headers.emplace_back("x-forwarded-for", value);
  if (!scheme.empty()) request.headers.emplace_back("X-Forwarded-Proto", scheme);
  apply_forwarding(*Networks::parse({"10.0.0.0/8", "fd00::/8"}), request);
  return request;
}

}  // namespace

TEST_CASE("A network contains its addresses and no neighbour") {
  CHECK(contains("10.0.0.0/8", "10.255.255.255"));
  CHECK_FALSE(contains("10.0.0.0/8", "11.0.0.0"));
  CHECK(contains("192.168.4.0/22", "192.168.7.255"));
  CHECK_FALSE(contains("192.168.4.0/22", "192.168.8.0"));
  CHECK(contains("192.168.7.1/22", "192.168.4.0"));
  CHECK(contains("127.0.0.1", "127.0.0.1"));
  CHECK_FALSE(contains("127.0.0.1", "127.0.0.2"));
  CHECK(contains("127.0.0.1", "::ffff:127.0.0.1"));
  CHECK(contains("0.0.0.0/0", "1.2.3.4"));
  CHECK_FALSE(contains("0.0.0.0/0", "2001:db8::1"));
  CHECK(contains("2001:db8::/33", "2001:db8:7fff::1"));
  CHECK_FALSE(contains("2001:db8::/33", "2001:db8:8000::1"));
  CHECK(contains("::/0", "1.2.3.4"));
}

TEST_CASE("What is not a network is refused") {
  for (const auto* text : {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8 ", "10.0.0/8", "::/129",
                           "host", "10.0.0.0/8/8", "10.0.0.0/+8"}) {
    CAPTURE(text);
    CHECK_FALSE(Networks::parse({text}));
  }
}

TEST_CASE("Connections are counted by IPv4 address and by IPv6 site") {
  const auto site = [](const char* text) { return site_of(*parse_address(text)); };
  CHECK(site("10.0.0.1") != site("10.0.0.2"));
  CHECK(site("2001:db8::1") == site("2001:db8::ffff:1"));
  CHECK(site("2001:db8::1") != site("2001:db8:0:1::1"));
  CHECK(to_string(*parse_address("::ffff:1.2.3.4")) == "1.2.3.4");
  CHECK(to_string(*parse_address("2001:DB8::0:1")) == "2001:db8::1");
}

TEST_CASE("The client is the last hop that is not a trusted proxy") {
  CHECK(forwarded({}).remote_addr == "10.0.0.1");
  CHECK(forwarded({"1.2.3.4"}).remote_addr == "1.2.3.4");
  CHECK(forwarded({"6.6.6.6, 1.2.3.4"}).remote_addr == "1.2.3.4");
  CHECK(forwarded({"6.6.6.6, 1.2.3.4 ,10.9.9.9"}).remote_addr == "1.2.3.4");
  CHECK(forwarded({"6.6.6.6", "1.2.3.4", "10.9.9.9"}).remote_addr == "1.2.3.4");
  CHECK(forwarded({"10.1.1.1, 10.2.2.2"}).remote_addr == "10.1.1.1");
  CHECK(forwarded({"2001:db8::1, fd00::1"}).remote_addr == "2001:db8::1");
  CHECK(forwarded({"1.2.3.4, nonsense"}).remote_addr == "10.0.0.1");
  CHECK(forwarded({"1.2.3.4,"}).remote_addr == "10.0.0.1");
  CHECK(forwarded({"1.2.3.4, nonsense, 10.2.2.2"}).remote_addr == "10.2.2.2");
}

TEST_CASE("A trusted proxy says whether the client's connection is encrypted") {
  CHECK(forwarded({}, "https").tls);
  CHECK(forwarded({}, "HTTPS").tls);
  CHECK_FALSE(forwarded({}, "http").tls);
  CHECK_FALSE(forwarded({}).tls);
}
