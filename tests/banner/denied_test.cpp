#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/banner/example.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using nlohmann::json;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

constexpr const char* kScript = "<script type=\"module\" src=\"/gracegate/banner.js\"></script>";

std::string page(const Notice& notice, TimePoint now, Role role, const char* locale = "en") {
  return denied_page(notice, example::denial(notice, now), now, example::viewer(role, locale));
}

// A second case of the same schedule, about something else.
Notice with_another(Notice notice) {
  notice.cases.push_back(notice.cases[0]);
  notice.cases.back().id = "c_2";
  return notice;
}

json problem(const Notice& notice, TimePoint now, Role role) {
  return json::parse(denied_problem(notice, example::denial(notice, now), now, example::viewer(role)));
}

}  // namespace

TEST_CASE("A denial is 402 for nonpayment and 403 for every other reason") {
  CHECK(denied_status(Reason::nonpayment) == 402);
  for (const Reason reason :
       {Reason::seat_overuse, Reason::edition_mismatch, Reason::contract_ended, Reason::terms_violation,
        Reason::released, Reason::other, Reason::unconfirmed}) {
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

TEST_CASE(
    "A page that shows the problem finds its words in it, in the viewer's language, and a label for each "
    "link") {
  const Notice notice = example::notice();
  for (const TimePoint at : {example::read_only(), example::shutdown()}) {
    for (const std::string& locale : example::locales()) {
      INFO(locale);
      const json body = json::parse(
          denied_problem(notice, example::denial(notice, at), at, example::viewer(Role::billing, locale)));
      CHECK(body["locale"] == locale);
      CHECK(body["right_to_left"] == (locale == "ar" || locale == "he"));
      CHECK(contains(page(notice, at, Role::billing, locale.c_str()), body["lead"]));
      const auto banner = banner_at(notice, at, example::viewer(Role::billing, locale)).value();
      CHECK(body["deadline_text"] == banner.deadline_text);
      const auto is_labelled = [&](const char* name, Way::Kind kind) {
        return std::any_of(banner.ways.begin(), banner.ways.end(), [&](const Way& way) {
          return way.kind == kind && way.url == body[name] && way.label == body["labels"][name];
        });
      };
      CHECK(is_labelled("pay", Way::Kind::pay));
      CHECK(is_labelled("help", Way::Kind::stuck));
      CHECK(is_labelled("export", Way::Kind::export_data));
      for (const char* name : {"close", "deadline"})
        CHECK_FALSE(body["labels"][name].get<std::string>().empty());
    }
  }
  CHECK_FALSE(problem(notice, example::read_only(), Role::member)["labels"].contains("pay"));
}

TEST_CASE("A problem whose case the notice no longer has still labels what it links to") {
  Notice notice = example::notice();
  const Decision decision = example::denial(notice, example::read_only());
  notice.cases.clear();
  const json body =
      json::parse(denied_problem(notice, decision, example::read_only(), example::viewer(Role::billing)));
  CHECK(body["labels"]["pay"] == "Pay now");
  CHECK(body["labels"]["export"] == "Export our data");
  for (const char* name : {"help", "deadline"}) CHECK_FALSE(body["labels"].contains(name));
  CHECK_FALSE(body.contains("deadline_text"));
}

TEST_CASE("A program learns what comes next and when, as long as something does") {
  const Notice notice = example::notice();
  const json limited = problem(notice, example::read_only(), Role::member);
  CHECK(limited["next_mode"] == "shutdown");
  CHECK(limited["next_change"] == format_rfc3339(example::shutdown()));
  const json last = problem(notice, example::shutdown(), Role::member);
  for (const char* name : {"next_mode", "next_change"}) CHECK_FALSE(last.contains(name));
}

TEST_CASE("A program learns of a hold while it lasts, and what comes after it") {
  Notice notice = example::notice();
  const TimePoint until = example::shutdown() + kDay;
  notice.cases[0].hold = Hold{example::read_only() + kHour, until, "dispute"};
  const json held = problem(notice, until - Seconds{1}, Role::member);
  CHECK(held["mode"] == "read_only");
  CHECK(held["hold_until"] == format_rfc3339(until));
  CHECK(held["next_change"] == format_rfc3339(until));
  CHECK_FALSE(problem(notice, until, Role::member).contains("hold_until"));
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
    for (const std::string& locale : example::locales()) {
      std::string html =
          denied_page(notice, example::denial(notice, at), at, example::viewer(Role::billing, locale));
      CHECK(html.substr(0, 15) == "<!doctype html>");
      CHECK(contains(html, "</html>"));
      CHECK(contains(html, "<html lang=\"" + locale + "\""));
      CHECK(contains(html, "<link rel=\"stylesheet\" href=\"/gracegate/banner.css\">"));
      const auto at_script = html.find(kScript);
      REQUIRE(at_script != std::string::npos);
      html.erase(at_script, std::string(kScript).size());
      for (const char* inline_code : {"<style", "style=", "<script", "javascript:", "{"}) {
        CHECK_FALSE(contains(html, inline_code));
      }
      CHECK_FALSE(std::regex_search(html, std::regex("<[^>]* on[a-z]+=")));
      CHECK(contains(html, "https://app.example.com/export"));
      CHECK(contains(html, "https://pay.example.com/acme"));
    }
  }
  const auto works = [&](TimePoint at) {
    return contains(denied_page(notice, example::denial(notice, at), at, Viewer{}), "Reading everything");
  };
  CHECK(works(example::read_only()));
  CHECK_FALSE(works(example::shutdown()));
}

TEST_CASE(
    "Where other cases are open too, page and problem say so and promise nothing before all are settled") {
  const Notice one = example::notice();
  const Notice two = with_another(one);
  for (const TimePoint at : {example::read_only(), example::shutdown()}) {
    for (const Role role : {Role::member, Role::billing}) {
      CHECK_FALSE(contains(page(one, at, role), "more open matter"));
      const std::string several = page(two, at, role);
      CHECK(contains(several, "<p class=\"gg-paragraph\">and 1 more open matter</p>"));
      CHECK(contains(several, "once all open matters are settled"));
      for (const char* promise :
           {"as soon as this is settled", "once this is settled", "Once they have settled it"}) {
        CHECK_FALSE(contains(several, promise));
      }
      CHECK(std::regex_search(problem(two, at, role)["detail"].get<std::string>(),
                              std::regex("[a-z]\\. 1 more matter is open\\.$")));
      CHECK_FALSE(contains(problem(two, at, role)["detail"], "as soon as this is settled"));
      CHECK_FALSE(contains(problem(one, at, role)["detail"], "more matter"));
    }
    CHECK(contains(page(two, at, Role::billing, "de"), "und 1 weitere offene Sache"));
    CHECK(contains(page(two, at, Role::billing, "de"), "obald alles Offene geklärt ist"));
    CHECK(contains(page(two, at, Role::member, "ar"), "بعد تسوية جميع المسائل المفتوحة"));
  }
}

TEST_CASE("Where terms are violated or we part, nobody is asked to pay, to wait or to be quick") {
  for (const Reason reason : {Reason::terms_violation, Reason::released}) {
    const Notice notice = example::notice(reason);
    for (const TimePoint at : {example::read_only(), example::shutdown()}) {
      for (const Role role : {Role::member, Role::billing}) {
        for (const Notice& one : {notice, with_another(notice)}) {
          const std::string html = page(one, at, role);
          for (const char* wrong :
               {"Settle", "gg-way-pay", "gg-way-time", "pay.example.com", "need to call", "within seconds"}) {
            INFO(wrong << " in " << html);
            CHECK_FALSE(contains(html, wrong));
          }
          CHECK(contains(html, "gg-way-question"));
          CHECK_FALSE(problem(one, at, role).contains("pay"));
        }
      }
    }
  }
  const auto heading = [](Reason reason, const char* locale) {
    const std::string html = page(example::notice(reason), example::shutdown(), Role::member, locale);
    const auto from = html.find("<h1 class=\"gg-heading\">") + 23;
    return html.substr(from, html.find("</h1>") - from);
  };
  CHECK(heading(Reason::released, "en") == "Access has ended");
  CHECK(heading(Reason::released, "de") == "Der Zugang ist beendet");
  CHECK(heading(Reason::released, "ar") == "انتهت صلاحية الوصول");
  CHECK(heading(Reason::nonpayment, "en") == "This service is paused right now");
  for (const TimePoint at :
       {example::opened(), example::deadline(), example::read_only(), example::shutdown()}) {
    const Notice notice = example::notice(Reason::released);
    CHECK_FALSE(contains(banner_html(*banner_at(notice, at, Viewer{})), "pause"));
    CHECK_FALSE(contains(problem(notice, std::max(at, example::read_only()), Role::member).dump(), "pause"));
    CHECK_FALSE(contains(page(notice, std::max(at, example::read_only()), Role::billing), "settled"));
  }
}

TEST_CASE("Paying and help come right after the headline of the page, and paying is among what still works") {
  const Notice notice = example::notice();
  for (const TimePoint at : {example::read_only(), example::shutdown()}) {
    const std::string billing = page(notice, at, Role::billing);
    CHECK(contains(billing,
                   "</h1>\n<ul class=\"gg-ways\"><li class=\"gg-item\"><a class=\"gg-way gg-way-pay\""));
    CHECK(billing.find("gg-way-stuck") < billing.find("gg-lead"));
    CHECK(contains(billing, "<li class=\"gg-item-plain\">Paying</li>"));
    const std::string member = page(notice, at, Role::member);
    CHECK(contains(member,
                   "</h1>\n<ul class=\"gg-ways\"><li class=\"gg-item\"><a class=\"gg-way gg-way-stuck\""));
    CHECK_FALSE(contains(member, "Paying"));
  }
  CHECK(
      contains(page(notice, example::shutdown(), Role::billing), "Signing in, paying, exporting your data"));
  const std::string parted = page(example::notice(Reason::released), example::shutdown(), Role::billing);
  CHECK(contains(parted, "Signing in, exporting your data"));
  CHECK_FALSE(contains(parted, "Paying"));
}

TEST_CASE(
    "The page of a denial says how to do it again, leads on without a form, and knows which modes deny it") {
  const Notice notice = example::notice();
  const auto denying = [&](Operation operation) {
    Decision decision = example::denial(notice, example::shutdown());
    decision.operation = operation;
    return denied_page(notice, decision, example::shutdown(), Viewer{});
  };
  CHECK(contains(denying(Operation::write), "data-denying=\"read_only shutdown\""));
  CHECK(contains(denying(Operation::read), "data-denying=\"shutdown\""));
  CHECK(contains(denying(Operation::write), "<a class=\"gg-again\" href=\"/\">Go to the start page</a>"));
  CHECK(contains(denying(Operation::write), "works again now. Go back and save once more: what you typed"));
  CHECK(contains(denying(Operation::read), "works again now. Load the page once more."));
  CHECK_FALSE(contains(denying(Operation::write), "<form"));
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
