#include <nlohmann/json.hpp>

#include "tests/banner/example.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using nlohmann::json;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

json problem(const Notice& notice, TimePoint now, Role role) {
  return json::parse(denied_problem(notice, example::denial(notice, now), now, example::viewer(role)));
}

}  // namespace

TEST_CASE("A denial is 402 for nonpayment and 403 for every other reason") {
  CHECK(denied_status(Reason::nonpayment) == 402);
  for (const Reason reason : {Reason::seat_overuse, Reason::edition_mismatch, Reason::contract_ended,
                              Reason::terms_violation, Reason::released, Reason::other}) {
    CHECK(denied_status(reason) == 403);
  }
}

TEST_CASE("A program learns type, mode, deadline, case and where help is; the pay link only for billing") {
  const Notice notice = example::notice();
  const json billing = problem(notice, example::read_only(), Role::billing);
  CHECK(billing["type"] == "urn:gracegate:problem:read-only");
  CHECK(billing["status"] == 402);
  CHECK(billing["mode"] == "read_only");
  CHECK(billing["reason"] == "nonpayment");
  CHECK(billing["deadline"] == "2026-12-06T15:18:00Z");
  CHECK(billing["case"] == "c_8f3k2m9q4t7w1x5z");
  CHECK(billing["pay"] == "https://pay.example.com/acme");
  CHECK(contains(billing["help"], "case=c_8f3k2m9q4t7w1x5z&topic=stuck"));
  CHECK_FALSE(billing["title"].get<std::string>().empty());
  CHECK_FALSE(problem(notice, example::read_only(), Role::member).contains("pay"));
  CHECK(problem(notice, example::shutdown(), Role::member)["type"] == "urn:gracegate:problem:shutdown");
}

TEST_CASE("A problem body never has an amount, for no role and whatever support typed") {
  Notice notice = example::notice();
  notice.cases[0].message["en"] = "You owe 30,000.00 for INV-1";
  for (const Role role : {Role::member, Role::billing}) {
    const std::string body = problem(notice, example::read_only(), role).dump();
    CHECK_FALSE(contains(body, "30,000"));
    CHECK_FALSE(contains(body, "INV-"));
  }
}

TEST_CASE("The page of a denial is complete, has nothing inline, and says what works") {
  const Notice notice = example::notice();
  for (const TimePoint at : {example::read_only(), example::shutdown()}) {
    for (const char* locale : {"en", "de", "ar"}) {
      const std::string page =
          denied_page(notice, example::denial(notice, at), at, example::viewer(Role::billing, locale));
      CHECK(page.substr(0, 15) == "<!doctype html>");
      CHECK(contains(page, "</html>"));
      CHECK(contains(page, std::string("<html lang=\"") + locale + "\""));
      CHECK(contains(page, "<link rel=\"stylesheet\" href=\"/gracegate/banner.css\">"));
      for (const char* inline_code : {"<style", "style=", "<script", " on", "javascript:", "{"}) {
        if (std::string(inline_code) == " on" && std::string(locale) == "en") continue;  // an English word
        CHECK_FALSE(contains(page, inline_code));
      }
      CHECK(contains(page, "https://app.example.com/export"));
      CHECK(contains(page, "https://pay.example.com/acme"));
    }
  }
  const auto works = [&](TimePoint at) {
    return contains(denied_page(notice, example::denial(notice, at), at, Viewer{}), "Reading everything");
  };
  CHECK(works(example::read_only()));
  CHECK_FALSE(works(example::shutdown()));
}

TEST_CASE("A denial whose case has gone from the notice still answers") {
  Notice notice = example::notice();
  const Decision denial = example::denial(notice, example::read_only());
  notice.cases.clear();
  const json body = json::parse(denied_problem(notice, denial, example::read_only(), Viewer{}));
  CHECK(body["status"] == 402);
  CHECK_FALSE(body["detail"].get<std::string>().empty());
  CHECK(contains(denied_page(notice, denial, example::read_only(), Viewer{}), "</html>"));
}
