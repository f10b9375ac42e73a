#include <thread>

#include "core/receipt.hpp"
#include "gracegate/feed.hpp"
#include "office.hpp"

using namespace gracegate;

TEST_CASE("A notice is answered with its tag, and with 304 to who has it") {
  Office office;
  office.account();
  office.open_case("acme");
  const Answer first = office.ask("product", "GET", "/v1/notices/acme");
  const std::string tag = first.header("ETag");
  REQUIRE_FALSE(tag.empty());
  CHECK(office.ask("product", "GET", "/v1/notices/acme", nullptr, {{"If-None-Match", tag}}).status == 304);
  CHECK(office.ask("product", "GET", "/v1/notices/acme", nullptr, {{"If-None-Match", "W/" + tag}}).status ==
        304);
  CHECK(office.ask("product", "GET", "/v1/notices/acme", nullptr, {{"If-None-Match", "\"other\", " + tag}})
            .status == 304);
  CHECK(office.ask("product", "GET", "/v1/notices/acme", nullptr, {{"If-None-Match", "\"other\""}}).status ==
        200);
}

TEST_CASE("A quiet account keeps its tag, known or not") {
  Office office;
  office.account("known");
  for (const char* id : {"known", "unknown"}) {
    const std::string target = std::string("/v1/notices/") + id;
    const std::string tag = office.ask("product", "GET", target).header("ETag");
    office.now += kHour;
    CHECK(office.ask("product", "GET", target).header("ETag") == tag);
  }
}

TEST_CASE("Who waits for a notice gets it when it changes") {
  Office office;
  office.account();
  const std::string tag = office.ask("product", "GET", "/v1/notices/acme").header("ETag");
  Answer answer;
  std::thread waiting([&] {
    answer = office.ask("product", "GET", "/v1/notices/acme?wait=60", nullptr, {{"If-None-Match", tag}});
  });
  office.open_case("acme");
  waiting.join();
  CHECK(answer.status == 200);
  CHECK(answer.header("ETag") != tag);
}

TEST_CASE("Following the feed shows every change, and an account that became clear without cases") {
  Office office;
  office.account();
  const Answer start = office.ask("product", "GET", "/v1/feed?after=0");
  CHECK(start.body["complete"] == true);
  const std::string id = office.open_case("acme");
  const Answer opened = office.ask("product", "GET", "/v1/feed?after=" + start.body["revision"].dump());
  CHECK(opened.body["notices"].size() == 1);
  office.post("/v1/cases/" + id + "/settle", {{"why", "w"}});
  const Answer clear = office.ask("product", "GET", "/v1/feed?after=" + opened.body["revision"].dump());
  REQUIRE(clear.body["notices"].size() == 1);
  const auto notice = decode_notice(clear.body["notices"][0].get<std::string>(), {"", "notes", "acme"});
  REQUIRE(notice);
  CHECK(notice->cases.empty());
  CHECK(office.ask("product", "GET", "/v1/feed?after=0").body["notices"].empty());
}

TEST_CASE("Who asks with a nonce gets the receipt that the answer is current, with 304 too") {
  Office office;
  office.account();
  office.open_case("acme");
  const KeySet keys = office.keys();
  const std::string nonce = "fO3rB1nq0bS4oNf5yZ9u2w";
  for (const char* target : {"/v1/keys", "/v1/notices/acme", "/v1/notices/unknown", "/v1/feed"}) {
    INFO(target);
    const Answer first = office.ask("product", "GET", target, nullptr, {{"Gracegate-Nonce", nonce}});
    REQUIRE(first.status == 200);
    const ExpectedReceipt expected{"notes", nonce, body_digest(first.text)};
    const auto receipt = verify_receipt(first.header("Gracegate-Receipt"), keys, expected);
    REQUIRE(receipt);
    CHECK(receipt->issued_at == office.now);
    const std::string tag = first.header("ETag");
    if (tag.empty()) continue;
    office.now += kHour;
    const Answer again =
        office.ask("product", "GET", target, nullptr, {{"Gracegate-Nonce", nonce}, {"If-None-Match", tag}});
    REQUIRE(again.status == 304);
    const auto later = verify_receipt(again.header("Gracegate-Receipt"), keys, expected);
    REQUIRE(later);
    CHECK(later->issued_at == office.now);
  }
}

TEST_CASE("A receipt is given to who asks, and a nonce that is none is refused") {
  Office office;
  for (const char* target : {"/v1/keys", "/v1/notices/acme", "/v1/feed"}) {
    INFO(target);
    CHECK(office.ask("product", "GET", target).header("Gracegate-Receipt").empty());
    for (const std::string& nonce :
         {std::string(), std::string(21, 'A'), std::string(65, 'A'), std::string("AAAAAAAAAAAAAAAAAAAAA=")}) {
      INFO(nonce);
      CHECK(office.ask("product", "GET", target, nullptr, {{"Gracegate-Nonce", nonce}}).status == 400);
    }
  }
}

TEST_CASE("The metrics say when the last signing key ends") {
  Office office;
  const std::string text = office.get("/metrics").text;
  const std::string name = "\ngracegate_signing_key_ends_seconds ";
  const std::size_t at = text.find(name);
  REQUIRE(at != std::string::npos);
  const TimePoint ends_at{Seconds{std::stoll(text.substr(at + name.size()))}};
  CHECK(ends_at > office.now);
  CHECK(ends_at < office.now + 10 * 365 * kDay);
}
