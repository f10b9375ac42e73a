// Thanks and farewell, once a case is over.
#include <nlohmann/json.hpp>

#include "tests/banner/example.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using nlohmann::json;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::optional<Banner> shown(const Notice& notice, TimePoint at, Role role = Role::billing) {
  return banner_at(notice, at, example::viewer(role));
}

}  // namespace

TEST_CASE("Who has paid is thanked, in green, until it goes by itself") {
  const Notice notice = example::ended(Ending::settled);
  const auto banner = shown(notice, example::opened());
  REQUIRE(banner);
  CHECK(banner->title == "Thank you: your payment has arrived");
  CHECK(banner->text == "Everything works as usual.");
  CHECK(banner->mode == Mode::open);
  CHECK((banner->ways.empty() && banner->contact_text.empty() && banner->count_text.empty()));
  CHECK(has(banner_html(*banner), "class=\"gg-region gg-ended gg-settled\""));
  CHECK(has(banner_ansi(*banner), "\x1b[97;48;5;22m"));
  CHECK(shown(notice, example::opened() + 15 * kMinute - Seconds(1)));
  CHECK_FALSE(shown(notice, example::opened() + 15 * kMinute));
  CHECK_FALSE(shown(notice, example::opened() - Seconds(1)));
}

TEST_CASE("A member learns that a matter is settled, not that something was paid") {
  for (const std::string& locale : example::locales()) {
    const auto told = [&](Role role) {
      return banner_at(example::ended(Ending::settled), example::opened(), example::viewer(role, locale))
          ->title;
    };
    INFO(locale);
    CHECK(told(Role::member) != told(Role::billing));
  }
  CHECK(shown(example::ended(Ending::settled), example::opened(), Role::member)->title ==
        "Thank you: this is settled");
  CHECK(shown(example::ended(Ending::settled, Reason::seat_overuse), example::opened())->title ==
        "Thank you: this is settled");
  CHECK(shown(example::ended(Ending::waived), example::opened())->title ==
        "This is settled: there is nothing more to do");
}

TEST_CASE("Who is released is thanked and told until when data can be taken out, and the door stays open") {
  const Notice notice = example::ended(Ending::released);
  for (const Role role : {Role::member, Role::billing}) {
    const auto banner = shown(notice, example::opened() + 29 * kDay, role);
    REQUIRE(banner);
    CHECK(banner->title == "Thank you for your time with us");
    CHECK(has(banner->text, "until 22 December 2026, 16:18 CET"));
    CHECK(has(banner->text, "welcome back"));
    CHECK(has(banner->contact_text, "ada@example.com"));
    REQUIRE(banner->ways.size() == 1);
    CHECK(banner->ways[0].url == "https://app.example.com/export");
  }
  CHECK_FALSE(shown(notice, example::opened() + 30 * kDay));
}

TEST_CASE(
    "Of a case that ended nothing is said while another one is shown, nor once the notice has expired") {
  Notice notice = example::ended(Ending::released);
  CHECK_FALSE(shown(notice, notice.expires_at));
  notice.cases = example::notice().cases;
  CHECK_FALSE(shown(notice, example::opened())->ended);
  notice.cases[0].stages.insert(notice.cases[0].stages.begin(), {Mode::open, example::opened()});
  notice.cases[0].stages[1].from = example::opened() + kDay;  // a reminder until then: nothing is shown of it
  CHECK(shown(notice, example::opened())->ended == Ending::released);
}

TEST_CASE("Of several that ended, the last one is told") {
  Notice notice = example::ended(Ending::waived);
  EndedCase later = notice.ended[0];
  later.id = "c_2";
  later.how = Ending::settled;
  later.at += kMinute;
  later.until += kMinute;
  notice.ended.insert(notice.ended.begin(), later);
  CHECK(shown(notice, example::opened())->ended == Ending::waived);
  CHECK(shown(notice, example::opened() + kMinute)->ended == Ending::settled);
}

TEST_CASE("The live script is told when the word of thanks ends, and of no deadline") {
  const Notice notice = example::ended(Ending::settled);
  const json model = json::parse(banner_json(shown(notice, example::opened()), example::opened()))["banner"];
  CHECK(model["ended"] == "settled");
  CHECK(model["deadline"].is_null());
  CHECK(model["counts_to"] == (example::opened() + 15 * kMinute).time_since_epoch().count());
  CHECK(model["gone_text"] == "");
  const json open = json::parse(banner_json(shown(example::notice(), example::opened()), example::opened()));
  CHECK(open["banner"]["ended"].is_null());
}
