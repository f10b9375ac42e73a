// What is shown where the gate does not learn by itself that something was settled.
#include <nlohmann/json.hpp>

#include "tests/banner/example.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using nlohmann::json;

namespace {

Notice offline(Reason reason = Reason::nonpayment) {
  Notice notice = example::notice(reason);
  notice.is_offline = true;
  return notice;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string page(const Notice& notice, TimePoint at, Role role, const std::string& locale = "en") {
  return denied_page(notice, example::denial(notice, at), at, example::viewer(role, locale));
}

std::string banner(const Notice& notice, TimePoint at, Role role, const std::string& locale = "en") {
  return banner_text(banner_at(notice, at, example::viewer(role, locale)).value(), 10000);
}

std::string detail(const Notice& notice, TimePoint at, Role role) {
  return json::parse(
      denied_problem(notice, example::denial(notice, at), at, example::viewer(role)))["detail"];
}

const std::vector<Role> kRoles = {Role::member, Role::billing};
constexpr const char* kAsk = "ask us for a signed notice for account acme and enter it in this product";

}  // namespace

TEST_CASE("Offline nobody is promised that it goes on by itself, but told which notice to ask for") {
  Notice several = offline();
  several.cases.push_back(several.cases[0]);
  several.cases.back().id = "c_2";
  for (const Notice& notice : {offline(), several}) {
    for (const TimePoint at : {example::read_only(), example::shutdown()}) {
      for (const Role role : kRoles) {
        for (const std::string& text :
             {page(notice, at, role), banner(notice, at, role), detail(notice, at, role)}) {
          CHECK(has(text, kAsk));
          CHECK(has(text, "once this installation has learnt"));
          for (const char* promise : {"within seconds", "no need to call", "as soon as this is settled"})
            CHECK_FALSE(has(text, promise));
        }
      }
      CHECK(has(page(notice, at, Role::billing), "https://pay.example.com"));
      CHECK(has(page(notice, at, Role::member), "whoever looks after the contract"));
    }
  }
}

TEST_CASE("Offline it is told during the countdown too, and while all is well connected never") {
  CHECK(has(banner(offline(), example::opened(), Role::billing), kAsk));
  const Notice connected = example::notice();
  for (const Role role : kRoles) {
    CHECK_FALSE(has(banner(connected, example::opened(), role), "signed notice"));
    CHECK_FALSE(has(page(connected, example::read_only(), role), "signed notice"));
    CHECK(has(page(connected, example::read_only(), role), "within seconds"));
  }
}

TEST_CASE("Offline, what is ended by talking is talked about first, and where we part no notice helps") {
  const std::string terms = page(offline(Reason::terms_violation), example::read_only(), Role::billing);
  CHECK(has(terms, "Please talk to us, so that we can sort it out together. This installation"));
  CHECK(has(terms, kAsk));
  for (const Role role : kRoles) {
    for (const std::string& text : {page(offline(Reason::released), example::read_only(), role),
                                    banner(offline(Reason::released), example::read_only(), role)})
      CHECK_FALSE(has(text, "notice"));
  }
}

TEST_CASE(
    "Whoever is asked to enter a notice is led to the page for it, a path or a URL, and nobody else is") {
  for (const char* link : {"/settings/notice", "https://notes.example.com/notice"}) {
    for (const Reason reason : {Reason::nonpayment, Reason::unconfirmed}) {
      Notice notice = offline(reason);
      notice.notice_page = link;
      const TimePoint at = example::read_only();
      const Viewer viewer = example::viewer(Role::member);
      const Banner shown = banner_at(notice, at, viewer).value();
      REQUIRE(shown.ways[0].kind == Way::Kind::notice);
      CHECK(has(page(notice, at, Role::member), std::string("<a class=\"gg-way gg-way-notice\" href=\"") +
                                                    link + "\">Enter a signed notice</a>"));
      CHECK(has(banner_html(shown), std::string("href=\"") + link));
      CHECK(has(banner_text(shown, 1000), std::string("Enter a signed notice: ") + link));
      CHECK(json::parse(banner_json(shown, at))["banner"]["ways"][0]["url"] == link);
      const json problem = json::parse(denied_problem(notice, example::denial(notice, at), at, viewer));
      CHECK(problem["notice"] == link);
      CHECK(problem["labels"]["notice"] == "Enter a signed notice");
    }
    for (Notice connected : {example::notice(), offline(Reason::released)}) {
      connected.notice_page = link;
      CHECK_FALSE(has(page(connected, example::read_only(), Role::billing), link));
    }
  }
}

TEST_CASE("The page for a notice is a path or a web link, and no other host's") {
  for (const char* hostile :
       {"//evil.example", "/\\evil.example", "javascript:alert(1)", "notice", "/a b", "/\"x"}) {
    Notice notice = offline();
    notice.notice_page = hostile;
    const auto banner = banner_at(notice, example::opened(), example::viewer(Role::billing));
    REQUIRE(banner);
    for (const Way& way : banner->ways) CHECK(way.kind != Way::Kind::notice);
  }
  Banner given;
  given.ways = {{Way::Kind::notice, "x", "//evil.example"}};
  CHECK_FALSE(has(banner_html(given), "href"));
}

TEST_CASE("Every language has words of its own for an installation that is offline") {
  for (const std::string& locale : example::locales()) {
    INFO(locale);
    for (const Role role : kRoles) {
      for (const TimePoint at : {example::opened(), example::read_only(), example::shutdown()}) {
        const std::string own = banner(offline(), at, role, locale);
        CHECK(has(own, "acme"));
        CHECK(own != banner(example::notice(), at, role, locale));
        CHECK((locale == "en" || own != banner(offline(), at, role)));
      }
      CHECK(page(offline(), example::read_only(), role, locale) !=
            page(example::notice(), example::read_only(), role, locale));
    }
  }
}
