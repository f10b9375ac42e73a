// The banner as a thin line, for who asked for that and while the case allows it.
#include <nlohmann/json.hpp>

#include "tests/banner/example.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;

namespace {

constexpr const char* kCase = "c_8f3k2m9q4t7w1x5z";

Notice snoozable(Seconds before_deadline) {
  Notice notice = example::notice();
  notice.cases[0].snooze_until = example::deadline() - before_deadline;
  return notice;
}

Banner seen(const Notice& notice, TimePoint at, const std::string& snoozed = kCase) {
  Viewer viewer = example::viewer(Role::member);
  viewer.snoozed_case = snoozed;
  return *banner_at(notice, at, viewer);
}

}  // namespace

TEST_CASE("The banner is a thin line for who wants it so, until the day that the case says") {
  const Notice notice = snoozable(7 * kDay);
  const TimePoint end = example::deadline() - 7 * kDay;
  CHECK(seen(notice, end - Seconds(1)).is_snoozed);
  CHECK(seen(notice, end - Seconds(1)).snooze_until == end);
  CHECK_FALSE(seen(notice, end).snooze_until);
  CHECK_FALSE(seen(notice, end).is_snoozed);
  const Banner unasked = seen(notice, example::opened(), "");
  CHECK((unasked.snooze_until == end && !unasked.is_snoozed));
  CHECK_FALSE(seen(notice, example::opened(), "c_2").is_snoozed);
  CHECK_FALSE(seen(example::notice(), example::opened()).snooze_until);
}

TEST_CASE(
    "In the last three days before the deadline or a limit nothing is snoozed, whatever the case says") {
  const TimePoint end = example::deadline() - 3 * kDay;
  CHECK(seen(snoozable(Seconds(0)), example::opened()).snooze_until == end);
  CHECK_FALSE(seen(snoozable(Seconds(0)), end).snooze_until);
  for (const TimePoint at : {example::deadline() - kHour, example::deadline(), example::read_only()})
    CHECK_FALSE(seen(snoozable(-60 * kDay), at).snooze_until);
  Notice held = snoozable(Seconds(0));
  held.cases[0].hold = Hold{example::opened() + kHour, example::opened() + kDay, ""};
  CHECK_FALSE(seen(held, example::opened() + kHour).snooze_until);
}

TEST_CASE("A button is offered while there is something to fold, and says which way") {
  const auto page = [](const std::string& snoozed, TimePoint at = example::opened()) {
    return banner_html(seen(snoozable(7 * kDay), at, snoozed));
  };
  const auto has = [](const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
  };
  CHECK(has(page(""), "type=\"button\">Keep this small for now</button>"));
  CHECK_FALSE(has(page(""), "data-thin"));
  CHECK(has(page(kCase), "type=\"button\">Show everything</button>"));
  CHECK(has(page(kCase), " data-thin=\"\">"));
  CHECK_FALSE(has(page(kCase, example::deadline()), "<button"));
}
