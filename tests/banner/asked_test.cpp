// What people see of their own requests for help.
#include <nlohmann/json.hpp>

#include "tests/banner/example.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Viewer person(const std::string& id, Role role = Role::member) {
  Viewer viewer = example::viewer(role);
  viewer.person = id;
  return viewer;
}

constexpr Seconds kLater = 3 * kHour;  // after opened(): both have been asked

std::vector<Asked> asked(const Notice& notice, const Viewer& viewer,
                         TimePoint at = example::opened() + kLater) {
  return banner_at(notice, at, viewer)->asked;
}

}  // namespace

TEST_CASE("Who asked sees that it arrived, who answers and by when, and the answer itself, newest first") {
  const auto all = asked(example::conversing(), person("p-17"));
  REQUIRE(all.size() == 2);
  CHECK(all[0].text ==
        "Your message of 22 November 2026, 18:18 CET has arrived. Ada Example answers by "
        "23 November 2026, 17:18 CET.");
  CHECK(all[0].answer.empty());
  CHECK(all[1].text == "Answer from Maria Lindqvist, 22 November 2026, 18:18 CET:");
  CHECK(all[1].answer == "Please try again.\nIt is mended.");
}

TEST_CASE("Nobody else sees anything of it, whatever their role") {
  const Notice notice = example::conversing();
  const TimePoint at = example::opened() + kLater;
  for (const Role role : {Role::member, Role::billing}) {
    for (const char* id : {"", "p-18", "p-1"}) {
      const auto banner = banner_at(notice, at, person(id, role));
      CHECK(banner->asked.empty());
      for (const std::string& text :
           {banner_html(*banner), banner_json(banner, at), banner_text(*banner),
            denied_page(notice, example::denial(notice, at), at, person(id, role))}) {
        for (const char* part : {"mended", "Maria", "p-17", "h_1"}) CHECK_FALSE(has(text, part));
      }
    }
  }
  Notice unknown = notice;
  unknown.cases[0].help[0].person.clear();
  CHECK(asked(unknown, person("")).empty());
}

TEST_CASE("An answer that is late is owned up to; what was closed without one is not shown") {
  Notice notice = example::conversing();
  const TimePoint due = *notice.cases[0].help[1].answer_by;
  CHECK(has(asked(notice, person("p-17"), due - Seconds(1))[0].text, "answers by"));
  CHECK(has(asked(notice, person("p-17"), due)[0].text, "longer than we promised; we are sorry"));
  notice.cases[0].help[1].answer_by.reset();
  CHECK(asked(notice, person("p-17")).size() == 1);
}

TEST_CASE("It is shown on page, terminal, API model and the page of a refused request, of any open case") {
  Notice notice = example::conversing();
  NoticeCase other = example::notice(Reason::other).cases[0];
  other.id = "c_2";
  other.help = std::move(notice.cases[0].help);
  notice.cases[0].help.clear();
  notice.cases.push_back(other);
  const TimePoint at = example::read_only();
  const auto banner = banner_at(notice, at, person("p-17"));
  for (const std::string& text : {banner_html(*banner), banner_json(banner, at), banner_text(*banner, 1000),
                                  denied_page(notice, example::denial(notice, at), at, person("p-17"))})
    CHECK((has(text, "Please try again.") && has(text, "It is mended.") && has(text, "Maria Lindqvist")));
}

TEST_CASE("Three at most are shown, and an answer is text, whatever it holds") {
  Notice notice = example::conversing();
  HelpEntry answered = notice.cases[0].help[0];
  answered.answer->text = "<b>\r\n\x1b[2J & \"you\" \xE2\x80\xAE";
  answered.answer->by.clear();
  for (int i = 3; i < 7; ++i) {
    notice.cases[0].help.push_back(answered);
    notice.cases[0].help.back().at += i * kMinute;
  }
  const auto banner = banner_at(notice, example::opened() + kLater, person("p-17"));
  REQUIRE(banner->asked.size() == 3);
  CHECK(banner->asked[1].text == "Our answer of 22 November 2026, 18:18 CET:");
  CHECK(has(banner_html(*banner),
            "<p class=\"gg-answer\" dir=\"auto\">&lt;b&gt;\n[2J &amp; &quot;you&quot;</p>"));
}
