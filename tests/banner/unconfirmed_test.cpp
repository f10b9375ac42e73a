// What is shown where a product on the customer's machine could not confirm that it may be used.
#include <nlohmann/json.hpp>

#include "tests/banner/example.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using nlohmann::json;

namespace {

// As a gate makes it: nothing is owed and nothing shuts down.
Notice unconfirmed() {
  Notice notice = example::notice(Reason::unconfirmed);
  NoticeCase& one = notice.cases[0];
  one.id = "unconfirmed";
  one.stages.pop_back();
  one.owed.reset();
  one.reference.clear();
  return notice;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::vector<Role> kRoles = {Role::member, Role::billing};

}  // namespace

TEST_CASE(
    "Everybody is told that it could not be confirmed, that this is not about money, and how to end it") {
  const Notice notice = unconfirmed();
  for (const Role role : kRoles) {
    for (const TimePoint at : {example::opened(), example::read_only()}) {
      const auto banner = banner_at(notice, at, example::viewer(role));
      REQUIRE(banner);
      const bool is_limited = at == example::read_only();
      CHECK(banner->title == (is_limited ? "Read-only until this installation is confirmed"
                                         : "14 days left to confirm this installation"));
      for (const std::string& text : {banner_html(*banner), banner_text(*banner, 1000),
                                      banner_ansi(*banner, 1000), banner_json(banner, at)}) {
        CHECK(has(text, "could not confirm that it may be used"));
        CHECK(has(text, "does not mean that anything is unpaid"));
        CHECK(has(text, "ask us for a signed notice for account acme"));
        CHECK(has(text, "ada@example.com"));
        for (const char* money : {"invoice", "Pay", "settled", "look after the contract"})
          CHECK_FALSE(has(text, money));
      }
    }
  }
}

TEST_CASE("Who is denied because of it is told the same, with 403") {
  const Notice notice = unconfirmed();
  const TimePoint at = example::read_only();
  for (const Role role : kRoles) {
    const Decision denial = example::denial(notice, at);
    const std::string page = denied_page(notice, denial, at, example::viewer(role));
    const json problem = json::parse(denied_problem(notice, denial, at, example::viewer(role)));
    CHECK(has(page, "could not confirm that it may be used"));
    CHECK(has(page, "ask us for a signed notice"));
    CHECK_FALSE(has(page, "https://pay.example.com"));
    CHECK(problem["status"] == 403);
    CHECK(problem["mode"] == "read_only");
    CHECK(problem["reason"] == "unconfirmed");
    CHECK(has(problem["detail"], "could not confirm that it may be used"));
    CHECK_FALSE(problem.contains("pay"));
  }
}

TEST_CASE("Every language has words of its own for it") {
  const Notice notice = unconfirmed();
  for (const std::string& locale : example::locales()) {
    INFO(locale);
    for (const Role role : kRoles) {
      for (const TimePoint at : {example::opened(), example::read_only()}) {
        const auto own = banner_at(notice, at, example::viewer(role, locale));
        const auto other = banner_at(example::notice(Reason::other), at, example::viewer(role, locale));
        CHECK(own->title != other->title);
        CHECK(own->text != other->text);
        if (locale != "en") CHECK(own->text != banner_at(notice, at, example::viewer(role))->text);
      }
    }
  }
}

TEST_CASE("It has no way that asks for money or for more time, and keeps the others") {
  const auto banner = banner_at(unconfirmed(), example::opened(), example::viewer(Role::billing));
  std::vector<Way::Kind> kinds;
  for (const Way& way : banner->ways) kinds.push_back(way.kind);
  CHECK(kinds == std::vector<Way::Kind>{Way::Kind::stuck, Way::Kind::question, Way::Kind::export_data});
}

TEST_CASE("No case can have it as its reason") {
  CHECK(to_string(Reason::unconfirmed) == "unconfirmed");
  CHECK_FALSE(reason_from("unconfirmed"));
}
