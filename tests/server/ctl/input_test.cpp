#include "server/ctl/input.hpp"

#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"

namespace gracegate::ctl {
namespace {

template <class T>
std::string fault(const Result<T>& result) {
  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::invalid_argument);
  CHECK(result.error().message.find('\n') == std::string::npos);
  return result.error().message;
}

TEST_CASE("An amount is read to the last digit of its currency") {
  CHECK(amount("--owed", "30000.00", "USD")->at("minor") == 3000000);
  CHECK(amount("--owed", "30000", "USD")->at("minor") == 3000000);
  CHECK(amount("--owed", "0.01", "EUR")->at("minor") == 1);
  CHECK(amount("--owed", "500", "JPY")->at("minor") == 500);
  CHECK(amount("--owed", "1.234", "KWD")->at("minor") == 1234);
  CHECK(amount("--owed", "10000000000000.00", "USD")->at("minor") == 1'000'000'000'000'000);
  CHECK(amount("--owed", "", "")->is_null());
}

TEST_CASE("What is no amount is refused before anything is sent") {
  for (const char* text : {"-5", "+5", "0", "0.00", "1e9", "1,000", "1.234", ".5", "5.", " 5", "5 ", "five",
                           "0x10", "10000000000000.01", "99999999999999999999999999", "٣"}) {
    INFO(text);
    CHECK(fault(amount("--owed", text, "USD")).rfind("--owed: ", 0) == 0);
  }
  CHECK(fault(amount("--owed", "1.5", "JPY")).rfind("--owed: ", 0) == 0);
  for (const char* currency : {"USX", "usd", "US", "USDD", "$"})
    CHECK(fault(amount("--owed", "5", currency)).rfind("--currency: ", 0) == 0);
  CHECK(fault(amount("--owed", "5", "")).find("--currency") != std::string::npos);
  CHECK(fault(amount("--owed", "", "USD")).find("--owed") != std::string::npos);
}

TEST_CASE("An instant needs an offset, and is sent in UTC") {
  CHECK(*instant("--until", "2026-12-06T17:00:00+01:00") == "2026-12-06T16:00:00Z");
  CHECK(*instant("--until", "2026-12-06t17:00:00z") == "2026-12-06T17:00:00Z");
  CHECK(instant("--until", "")->empty());
}

TEST_CASE("A bare date is refused, and the message says why") {
  CHECK(fault(instant("--until", "2026-12-06")).find("a date alone is no instant") != std::string::npos);
}

TEST_CASE("What names no instant is refused") {
  for (const char* text : {"2026-12-06T17:00:00", "2026-12-06 17:00:00", "2026-13-06T17:00:00Z",
                           "2026-02-30T00:00:00Z", "2026-12-06T25:00:00Z", "2026-12-06T23:59:60Z", "tomorrow",
                           "1765000000", "2026-12-06T17:00:00+01:00 ", "2026-12-06T17:00:00 01:00", " "}) {
    INFO(text);
    CHECK(fault(instant("--at", text)).rfind("--at: ", 0) == 0);
  }
}

TEST_CASE("An account's id goes into a path whatever it holds") {
  CHECK(*account_segment("acme") == "acme");
  CHECK(*account_segment("a/b?c#d e%20'\"") == "a%2Fb%3Fc%23d%20e%2520%27%22");
  CHECK(*account_segment("株") == "%E6%A0%AA");
  CHECK(*account_segment("\u200Fx") == "%E2%80%8Fx");
  CHECK(account_segment(std::string(128, 'x')));
  fault(account_segment(""));
  fault(account_segment(std::string(129, 'x')));
  fault(account_segment("a\nb"));
  fault(account_segment("a\x1b[0m"));
  fault(account_segment("\xff"));
}

TEST_CASE("The server's ids are plain") {
  CHECK(*plain_segment("CASE", "c_8f3k-X") == "c_8f3k-X");
  for (const char* id : {"", "a/b", "a b", "é", "..", "a.b", "a%2f"}) {
    INFO(id);
    CHECK(fault(plain_segment("CASE", id)).rfind("CASE: ", 0) == 0);
  }
  fault(plain_segment("CASE", std::string(41, 'x')));
}

TEST_CASE("A sentence says something, within its size, without control characters but line breaks") {
  CHECK(*sentence("--why", "paid\nby\tcheque") == "paid\nby\tcheque");
  CHECK(sentence("--why", std::string(2000, 'x')));
  for (const std::string& text : {std::string(), std::string(" \t\n"), std::string(2001, 'x'),
                                  std::string("\x07"), std::string("\xc3")})
    fault(sentence("--why", text));
}

TEST_CASE("An invoice may say how much of it is open") {
  const auto list = invoices({"INV-1=20000.00", "INV-2", "A=B=1"}, "USD");
  REQUIRE(list);
  CHECK(*list ==
        Json{{{"number", "INV-1"}, {"minor", 2000000}}, "INV-2", {{"number", "A=B"}, {"minor", 100}}});
  fault(invoices({"INV-1", "INV-1=3"}, "USD"));
  fault(invoices({"INV-1=x"}, "USD"));
  fault(invoices({"INV-1="}, "USD"));
  fault(invoices({"INV-1=3"}, ""));
  fault(invoices({"=3"}, "USD"));
  fault(invoices({std::string(101, 'x')}, "USD"));
}

TEST_CASE("A contact is its kind, name and mail, and perhaps a telephone number") {
  const auto list = contacts({"billing:Ada Byron:ada@example.com", "sponsor:Bo:bo@example.com:+49 30 1"});
  REQUIRE(list);
  CHECK(list->at(0) == Json{{"kind", "billing"}, {"name", "Ada Byron"}, {"email", "ada@example.com"}});
  CHECK(list->at(1).at("phone") == "+49 30 1");
  for (const char* text : {"", "billing", "billing:Ada", "boss:Ada:a@b", "billing::a@b", "billing:a:b:c:d"})
    fault(contacts({text}));
}

TEST_CASE("A message has one text for each locale") {
  const auto texts = messages({"en=a=b", "de=Guten Tag"});
  REQUIRE(texts);
  CHECK(*texts == Json{{"en", "a=b"}, {"de", "Guten Tag"}});
  for (const auto& wrong : std::vector<std::vector<std::string>>{
           {"Hello"}, {"=Hello"}, {"en="}, {"en= "}, {"en=a", "en=b"}, {"en=" + std::string(2001, 'x')}})
    fault(messages(wrong));
}

}  // namespace
}  // namespace gracegate::ctl
