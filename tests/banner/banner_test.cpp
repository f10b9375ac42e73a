#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/banner/example.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using nlohmann::json;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Banner shown(const Notice& notice, TimePoint now, const Viewer& viewer) {
  const auto banner = banner_at(notice, now, viewer);
  REQUIRE(banner);
  return *banner;
}

Banner for_billing(const Notice& notice, TimePoint now) {
  return shown(notice, now, example::viewer(Role::billing));
}

const Way* way(const Banner& banner, Way::Kind kind) {
  const auto at =
      std::find_if(banner.ways.begin(), banner.ways.end(), [&](const Way& one) { return one.kind == kind; });
  return at == banner.ways.end() ? nullptr : &*at;
}

// All bytes that are made for a viewer, whatever the product shows them in.
std::string all_bytes(const Notice& notice, TimePoint now, const Viewer& viewer) {
  const Banner banner = shown(notice, now, viewer);
  const Decision denial = example::denial(notice, now);
  return banner_html(banner) + banner_json(banner, now) + banner_text(banner) + banner_ansi(banner) +
         denied_page(notice, denial, now, viewer) + denied_problem(notice, denial, now, viewer);
}

}  // namespace

TEST_CASE("The first banner of a case counts 14 days to the promised deadline") {
  const Banner banner = for_billing(example::notice(), example::opened());
  CHECK(banner.title == "14 days left to settle an open invoice");
  CHECK(banner.count_text == "14 days");
  CHECK(banner.counts_to == example::deadline());
  CHECK(banner.deadline_text == "6 December 2026, 16:18 CET");
  CHECK(banner.mode == Mode::countdown);
}

TEST_CASE("The count in the banner is the one of count_down() at every boundary") {
  for (const Seconds left : {2 * kDay + Seconds{1}, 2 * kDay, kDay + Seconds{1}, kDay, kDay - Seconds{1},
                             kHour + Seconds{1}, kHour, kHour - Seconds{1}, kMinute, Seconds{1}}) {
    const Banner banner = for_billing(example::notice(), example::deadline() - left);
    CHECK(banner.count == count_down(left));
    CHECK(contains(banner.title, banner.count_text));
    CHECK(contains(banner.title, std::to_string(count_down(left).value)));
  }
}

TEST_CASE(
    "Between deadline and limit the banner says that the deadline has passed and when the limit starts") {
  const Notice notice = example::notice();
  CHECK(contains(for_billing(notice, example::deadline() - Seconds{1}).title, "1 minute left"));
  for (const Seconds after : {Seconds{0}, Seconds{1}}) {
    const Banner banner = for_billing(notice, example::deadline() + after);
    CHECK(banner.title == "The deadline has passed. The read-only limit starts in 17 hours.");
    CHECK(banner.counts_to == example::read_only());
    CHECK(contains(banner.text, "7 December 2026, 09:18 CET"));
    CHECK(contains(banner.text, "Everything still works"));
    CHECK(banner.mode == Mode::countdown);
  }
}

TEST_CASE("A banner knows what it says once its time is up: what the one of that instant says") {
  for (const TimePoint at :
       {example::opened(), example::deadline() - Seconds{1}, example::deadline(), example::read_only()}) {
    for (const Role role : {Role::member, Role::billing}) {
      const Viewer viewer = example::viewer(role);
      const Banner banner = shown(example::notice(), at, viewer);
      const Banner then = shown(example::notice(), banner.counts_to, viewer);
      REQUIRE(banner.then);
      CHECK(banner_html(*banner.then) == banner_html(then));
      CHECK_FALSE(banner.then->then);
      json expected = json::parse(banner_json(then, at))["banner"];
      json told = json::parse(banner_json(banner, at))["banner"];
      const json change = told["then"];
      CHECK_FALSE(change.contains("count_forms"));  // what stays the same is not said again
      told.update(change);
      told.erase("then");
      expected.erase("then");
      CHECK(told == expected);
    }
  }
  CHECK_FALSE(for_billing(example::notice(), example::shutdown()).then);
  Notice expiring = example::notice();
  expiring.expires_at = example::deadline();
  CHECK_FALSE(for_billing(expiring, example::opened()).then);
}

TEST_CASE("A limited banner says what still works and when it gets stricter") {
  const Banner read_only = for_billing(example::notice(), example::read_only());
  CHECK(read_only.title == "Read-only for now. The service pauses in 7 days.");
  CHECK(contains(read_only.text, "You can read and export everything."));
  CHECK(contains(read_only.text, "14 December 2026, 09:18 CET"));
  const Banner shutdown = for_billing(example::notice(), example::shutdown());
  CHECK(shutdown.title == "This service is paused for now");
  CHECK(shutdown.count_text.empty());
  CHECK(contains(shutdown.text, "exporting your data and getting help keep working"));
}

TEST_CASE(
    "A limited banner says what ends the limit, in every language, with a further stage ahead or without") {
  for (const TimePoint at : {example::read_only(), example::shutdown()}) {
    for (const bool has_further : {true, false}) {
      Notice one = example::notice();
      if (!has_further) one.cases[0].stages.back() = {Mode::read_only, example::read_only()};
      Notice two = one;
      two.cases.push_back(two.cases[0]);
      two.cases.back().id = "c_2";
      const auto says = [&](const Notice& notice, const char* locale, const char* text) {
        return contains(shown(notice, at, example::viewer(Role::billing, locale)).text, text);
      };
      CHECK(says(one, "en", "as soon as this is settled"));
      CHECK(says(one, "de", "sobald das geklärt ist"));
      CHECK(says(one, "ar", "فور تسوية الأمر"));
      CHECK_FALSE(says(two, "en", "as soon as this is settled"));  // whoever pays one of two
      CHECK(says(two, "en", "once all open matters are settled"));
      CHECK(says(two, "de", "sobald alles Offene geklärt ist"));
      CHECK(says(two, "ar", "بعد تسوية جميع المسائل المفتوحة"));
    }
  }
}

TEST_CASE("A date whose day is the number of days left is not taken for the count, in any language") {
  Notice notice = example::notice();
  for (const std::string& locale : example::locales()) {
    for (int days = 1; days <= 9; ++days) {
      // In the hold until 25 November there are 3 days left; in that until the 29th, 7, and so on.
      const TimePoint held = example::opened() + Seconds{1};
      notice.cases[0].hold = Hold{held, example::opened() + days * kDay, "dispute"};
      const Banner banner = shown(notice, held, example::viewer(Role::billing, locale));
      CAPTURE(locale, banner.title);
      CHECK(banner.count_text.empty());
      CHECK(banner_html(banner).find("class=\"gg-count\"") == std::string::npos);
    }
  }
}

TEST_CASE("A case on hold says until when it is paused, and nothing of a limit") {
  Notice notice = example::notice();
  const TimePoint held = example::opened() + Seconds{1};
  notice.cases[0].hold = Hold{held, example::opened() + 3 * kDay, "dispute, internal words"};
  const Banner banner = for_billing(notice, held);
  CHECK(banner.on_hold);
  CHECK(contains(banner.title, "paused until 25 November 2026, 16:18 CET"));
  CHECK(banner.counts_to == example::opened() + 3 * kDay);
  CHECK_FALSE(contains(banner.text, "internal words"));
  CHECK_FALSE(for_billing(notice, example::opened() + 3 * kDay).on_hold);
}

TEST_CASE("A case that has not reached its countdown shows no banner, held or not") {
  Notice notice = example::notice();
  const auto shows = [&](TimePoint at) { return banner_at(notice, at, Viewer{}).has_value(); };
  notice.cases[0].hold = Hold{example::opened() - kDay, example::opened() + 3 * kDay, "dispute"};
  CHECK_FALSE(shows(example::opened() - Seconds{1}));
  CHECK_FALSE(
      shows(example::opened() + 3 * kDay - Seconds{1}));  // the countdown waits for the end of the hold
  CHECK(shows(example::opened() + 3 * kDay));
  notice.cases[0].hold->from = example::opened() + Seconds{1};  // it begins in the countdown
  CHECK(shows(example::opened() + kDay));
}

TEST_CASE("No banner: no case, a reminder stage, an expired notice") {
  const Viewer viewer;
  Notice notice = example::notice();
  CHECK_FALSE(banner_at(notice, example::opened() - Seconds{1}, viewer));
  CHECK(banner_at(notice, example::opened(), viewer));
  CHECK_FALSE(banner_at(notice, notice.expires_at, viewer));
  notice.cases.clear();
  CHECK_FALSE(banner_at(notice, example::opened(), viewer));
}

TEST_CASE("Of several cases the governing one is told, and how many more there are") {
  Notice notice = example::notice();
  NoticeCase other = notice.cases[0];
  other.id = "c_later";
  other.reason = Reason::seat_overuse;
  other.deadline += kDay;
  for (Stage& stage : other.stages) stage.from += kDay;
  notice.cases.insert(notice.cases.begin(), other);
  NoticeCase reminder = other;
  reminder.id = "c_reminder";
  reminder.stages.erase(reminder.stages.begin());
  notice.cases.push_back(reminder);
  const Banner banner = for_billing(notice, example::opened() + kDay);
  CHECK(banner.reason == Reason::nonpayment);
  CHECK(banner.other_cases == 1);  // the one in its reminder stage is not told
  CHECK(contains(banner_html(banner), "and 1 more open matter<"));
  CHECK(contains(banner_text(banner), "and 1 more open matter\n"));
}

TEST_CASE("Members never get amount, invoices or pay link, in no bytes that are made for them") {
  for (const Reason reason : {Reason::nonpayment, Reason::seat_overuse, Reason::other}) {
    for (const std::string message :
         {"", "Please pay 30,000.00 USD", "It is about 30 000 dollars", "See INV-2",
          "Pay at https://pay.example.com/acme now", "USD 30.000", "30'000"}) {
      Notice notice = example::notice(reason);
      if (!message.empty()) notice.cases[0].message["en"] = message;
      for (const TimePoint at :
           {example::opened(), example::deadline(), example::read_only(), example::shutdown()}) {
        for (const std::string& locale : example::locales()) {
          const std::string bytes = all_bytes(notice, at, example::viewer(Role::member, locale));
          for (const char* secret :
               {"30,000", "30.000", "30000", "30 000", "30'000", "INV-1", "INV-2", "pay.example.com"}) {
            INFO(secret << " in " << bytes);
            CHECK_FALSE(contains(bytes, secret));
          }
        }
      }
    }
  }
}

TEST_CASE("Of a message that support typed, no byte is made for a member, in whatever words") {
  const std::string typed[] = {
      "thirty thousand dollars", "$30k",     "３０，０００ USD",    "٣٠٬٠٠٠", "zzz", "INV 1", "I N V - 1",
      "<b>{title}</b>",          "\x1b[31m", std::string(5000, 'z')};
  std::vector<std::string> locales = example::locales();
  locales.emplace_back("tlh");  // one that there are no texts in
  for (const TimePoint at :
       {example::opened(), example::deadline(), example::read_only(), example::shutdown()}) {
    for (const std::string& locale : locales) {
      const Viewer member = example::viewer(Role::member, locale);
      const std::string untouched = all_bytes(example::notice(), at, member);
      for (const std::string& message : typed) {
        Notice notice = example::notice();
        for (const std::string& typed_in : locales) notice.cases[0].message[typed_in] = message;
        INFO(message);
        CHECK(all_bytes(notice, at, member) == untouched);
      }
    }
  }
}

TEST_CASE("The billing role gets amount, invoices and pay link") {
  const Banner banner = for_billing(example::notice(), example::opened());
  CHECK(banner.owed_text == "USD\u00a030,000.00 (INV-1, INV-2)");
  REQUIRE(way(banner, Way::Kind::pay));
  CHECK(way(banner, Way::Kind::pay)->url == "https://pay.example.com/acme");
  CHECK(contains(banner.text, "§ 7.2"));
}

TEST_CASE(
    "Whoever may pay is offered it while something is owed, though another case governs that is talked "
    "about") {
  struct Row {
    Reason governing, other;
    bool is_owed;         // on the other case
    TimePoint at;         // `other` is shown from the opening on
    const char* offered;  // nullptr: nothing
  };
  const char* const invoice = "Also open: pay the invoice";
  const Row rows[] = {
      {Reason::terms_violation, Reason::nonpayment, true, example::opened(), invoice},
      {Reason::terms_violation, Reason::nonpayment, true, example::shutdown(), invoice},
      {Reason::terms_violation, Reason::other, true, example::opened(), "Settle the other open matter"},
      {Reason::other, Reason::seat_overuse, true, example::opened(), "Also open: add seats"},
      {Reason::seat_overuse, Reason::edition_mismatch, true, example::opened(), "Also open: change edition"},
      {Reason::released, Reason::contract_ended, true, example::opened(), "Also open: renew the contract"},
      {Reason::other, Reason::nonpayment, false, example::opened(), nullptr},
      {Reason::terms_violation, Reason::nonpayment, false, example::opened(), nullptr},
      {Reason::terms_violation, Reason::nonpayment, true, example::opened() - kDay, nullptr}};
  for (const Row& row : rows) {
    Notice notice = example::notice(row.governing);
    notice.cases[0].owed.reset();
    notice.cases[0].stages[0].from -= 2 * kDay;
    NoticeCase other = example::notice(row.other).cases[0];
    other.id = "c_later";
    other.deadline += kDay;
    for (Stage& stage : other.stages) stage.from += stage.mode == Mode::countdown ? Seconds{0} : kDay;
    if (!row.is_owed) other.owed.reset();
    notice.cases.push_back(other);
    const Banner banner = for_billing(notice, row.at);
    REQUIRE(banner.reason == row.governing);
    const Way* const pay = way(banner, Way::Kind::pay);
    CHECK((pay != nullptr) == (row.offered != nullptr));
    if (pay && row.offered) CHECK(pay->label == row.offered);
    CHECK(banner.ways[0].kind == Way::Kind::stuck);  // paying is not what ends what it is about
    const Decision denial = example::denial(notice, row.at);
    const auto problem = json::parse(denied_problem(notice, denial, row.at, example::viewer(Role::billing)));
    CHECK(problem.contains("pay") == (row.offered != nullptr));
    CHECK_FALSE(contains(all_bytes(notice, row.at, example::viewer(Role::member)), "pay.example.com"));
  }
}

TEST_CASE("Where nothing is owed, help comes first and no pay link is offered") {
  for (const Reason reason : {Reason::other, Reason::seat_overuse, Reason::contract_ended}) {
    for (const TimePoint at : {example::read_only(), example::shutdown()}) {
      Notice notice = example::notice(reason);
      const Viewer billing = example::viewer(Role::billing);
      const auto page = [&] { return denied_page(notice, example::denial(notice, at), at, billing); };
      CHECK(for_billing(notice, at).ways[0].kind == Way::Kind::pay);
      CHECK(contains(page(), "no need to call us"));
      notice.cases[0].owed.reset();
      CHECK(for_billing(notice, at).ways[0].kind == Way::Kind::stuck);
      CHECK_FALSE(contains(all_bytes(notice, at, billing), "pay.example.com"));
      CHECK_FALSE(contains(page(), "no need to call us"));
      CHECK(contains(page(), "Please talk to us"));
      NoticeCase owing = example::notice().cases[0];
      owing.id = "c_9";
      notice.cases.push_back(owing);  // paying it leaves the other open
      CHECK_FALSE(contains(page(), "no need to call us"));
    }
  }
}

TEST_CASE("A member is told whom to ask") {
  const Banner banner = shown(example::notice(), example::opened(), example::viewer(Role::member));
  CHECK(contains(banner.text, "ask whoever looks after the contract in your company"));
  CHECK(contains(banner.text, "7 December 2026, 09:18 CET"));
  CHECK(banner.contact_text == "Ada Example can help: ada@example.com, +49 30 901820");
}

TEST_CASE(
    "For the billing role, support's own words take the place of the built-in ones, in the nearest "
    "language") {
  Notice notice = example::notice();
  notice.cases[0].message = {{"en", "Hello from Ada."}, {"de", "Hallo von Ada."}};
  const auto told = [&](const char* locale, Role role) {
    return shown(notice, example::opened(), example::viewer(role, locale));
  };
  CHECK(told("de-AT", Role::billing).message.text == "Hallo von Ada.");
  CHECK(told("fr", Role::billing).message.text == "Hello from Ada.");
  CHECK(told("en", Role::member).message.text.empty());
  CHECK(contains(told("en", Role::member).text, "There is an open matter between your company and us."));
  CHECK_FALSE(contains(told("en", Role::billing).text, "An invoice is still open"));
  CHECK(contains(told("en", Role::billing).text, "7 December 2026"));  // what happens when is always told
}

TEST_CASE("What support typed says its language and direction, whatever those of the page are") {
  struct Row {
    const char *typed_in, *viewer, *attributes;
  };
  const Row rows[] = {{"en", "ar", R"(lang="en" dir="ltr")"},
                      {"ar", "en", R"(lang="ar" dir="rtl")"},
                      {"he-IL", "de", R"(lang="he-IL" dir="rtl")"},
                      {"fa", "ar", R"(lang="fa" dir="rtl")"},
                      {"ur", "en", R"(lang="ur" dir="rtl")"},
                      {"de", "de-AT", R"(lang="de" dir="ltr")"},
                      {"ur-Latn", "en", R"(lang="ur-Latn" dir="ltr")"},
                      {"az-Arab-IR", "en", R"(lang="az-Arab-IR" dir="rtl")"}};
  for (const Row& row : rows) {
    INFO(row.typed_in);
    Notice notice = example::notice();
    notice.cases[0].message = {{row.typed_in, "Hello"}};
    const std::string expected = std::string("<p class=\"gg-message\" ") + row.attributes + ">Hello</p>";
    const Viewer viewer = example::viewer(Role::billing, row.viewer);
    CHECK(contains(banner_html(shown(notice, example::opened(), viewer)), expected));
    const Decision denial = example::denial(notice, example::read_only());
    CHECK(contains(denied_page(notice, denial, example::read_only(), viewer), expected));
    CHECK(contains(banner_text(shown(notice, example::opened(), viewer)), "\nHello\n"));
  }
}

TEST_CASE("Mail address and telephone number are set apart, so that right-to-left text does not turn them") {
  const Viewer arabic = example::viewer(Role::member, "ar");
  const Banner banner = shown(example::notice(), example::opened(), arabic);
  CHECK(banner.contact_ways == std::vector<std::string>{"ada@example.com", "+49 30 901820"});
  const std::string apart =
      R"(<bdi dir="ltr"><a class="gg-mailto" href="mailto:ada@example.com">ada@example.com</a></bdi>، )"
      R"(<bdi dir="ltr"><a class="gg-tel" href="tel:+4930901820">+49 30 901820</a></bdi></p>)";
  CHECK(contains(banner_html(banner), apart));
  const Decision denial = example::denial(example::notice(), example::read_only());
  CHECK(contains(denied_page(example::notice(), denial, example::read_only(), arabic), apart));
  Notice named = example::notice();
  named.contact = {"a & b", "a", "amp"};
  CHECK(contains(banner_html(shown(named, example::opened(), Viewer{})),
                 "a &amp; b can help: <bdi dir=\"ltr\">a</bdi>, <bdi dir=\"ltr\">amp</bdi></p>"));
}

TEST_CASE("A mail address and a telephone number are links, what is neither for sure is text") {
  const std::pair<const char*, const char*> rows[] = {
      {"ada@example.com", "mailto:ada@example.com"},
      {"a+b?cc=eve@example.com", "mailto:a%2Bb%3Fcc%3Deve@example.com"},
      {"+49 (0) 30 / 901820-0", "tel:+49309018200"},
      {"(030) 901.820", "tel:030901820"},
      {"112", "tel:112"},
      {"12", ""},
      {"+49 30 901820 ext. 7", ""},
      {"030 + 12", ""},
      {"Ada <ada@example.com>", ""},
      {"a@example.com,b@example.com", ""},
      {"@example.com", ""},
      {"ada@", ""},
      {"room 3", ""}};
  for (const auto& [typed, url] : rows) {
    INFO(typed);
    Notice notice = example::notice();
    notice.contact = {"", typed, ""};
    const Banner banner = shown(notice, example::opened(), Viewer{});
    CHECK(json::parse(banner_json(banner, example::opened()))["banner"]["contact_ways"][0]["url"] == url);
    const std::string html = banner_html(banner);
    const std::string link = std::string(" href=\"") + url + "\">";
    CHECK(contains(html, *url != '\0' ? link : "<bdi dir=\"ltr\">"));
    CHECK((contains(html, "mailto:") || contains(html, "tel:")) == (*url != '\0'));
  }
}

TEST_CASE("Each reason has its own words") {
  std::vector<std::string> titles, texts;
  for (const Reason reason :
       {Reason::nonpayment, Reason::seat_overuse, Reason::edition_mismatch, Reason::contract_ended,
        Reason::terms_violation, Reason::released, Reason::other}) {
    const Banner banner = for_billing(example::notice(reason), example::opened());
    titles.push_back(banner.title);
    texts.push_back(banner.text);
  }
  for (auto* all : {&titles, &texts}) {
    std::sort(all->begin(), all->end());
    CHECK(std::adjacent_find(all->begin(), all->end()) == all->end());
  }
}

TEST_CASE("Help links name the case and the topic, whatever the link looks like") {
  struct Row {
    std::string link, expected;
  };
  const Row rows[] = {
      {"https://h.example/x", "https://h.example/x?case=c_8f3k2m9q4t7w1x5z&topic=stuck"},
      {"https://h.example", "https://h.example?case=c_8f3k2m9q4t7w1x5z&topic=stuck"},
      {"https://h.example/x?", "https://h.example/x?case=c_8f3k2m9q4t7w1x5z&topic=stuck"},
      {"https://h.example/x?a=b", "https://h.example/x?a=b&case=c_8f3k2m9q4t7w1x5z&topic=stuck"},
      {"https://h.example/x?a=b&", "https://h.example/x?a=b&case=c_8f3k2m9q4t7w1x5z&topic=stuck"},
      {"https://h.example/x#f?y", "https://h.example/x?case=c_8f3k2m9q4t7w1x5z&topic=stuck#f?y"},
      {"http://127.0.0.1:80/x?a#f", "http://127.0.0.1:80/x?a&case=c_8f3k2m9q4t7w1x5z&topic=stuck#f"},
  };
  for (const Row& row : rows) {
    Notice notice = example::notice();
    notice.links.help = row.link;
    const Banner banner = for_billing(notice, example::opened());
    REQUIRE(way(banner, Way::Kind::stuck));
    CHECK(way(banner, Way::Kind::stuck)->url == row.expected);
    CHECK(contains(way(banner, Way::Kind::question)->url, "topic=question"));
    CHECK(contains(way(banner, Way::Kind::time)->url, "topic=time"));
  }
}

TEST_CASE("Asking leads to the product's own page where the viewer has one, and elsewhere to the help link") {
  Notice notice = example::notice();
  Viewer viewer = example::viewer(Role::billing);
  viewer.help_page = "/gracegate/help";
  const std::string own = "/gracegate/help?case=c_8f3k2m9q4t7w1x5z&topic=stuck";
  const auto page = [&] { return banner_html(shown(notice, example::opened(), viewer)); };
  CHECK(contains(page(), "href=\"/gracegate/help?case=c_8f3k2m9q4t7w1x5z&amp;topic=stuck\""));
  CHECK(way(shown(notice, example::opened(), viewer), Way::Kind::stuck)->url == own);
  notice.links.help.clear();
  CHECK(way(shown(notice, example::opened(), viewer), Way::Kind::stuck)->url == own);
  for (const char* bad : {"//evil.example/", "javascript:alert(1)", "help"}) {
    viewer.help_page = bad;
    CHECK_FALSE(way(shown(notice, example::opened(), viewer), Way::Kind::stuck));
  }
}

TEST_CASE("Dates are shown in the viewer's zone where there is one, always with its name") {
  const Notice notice = example::notice();
  Viewer viewer = example::viewer(Role::billing);
  const auto deadline_in = [&](Seconds offset, const char* abbreviation) {
    viewer.zone = Zone{"X", {{TimePoint{}, offset, abbreviation}}};
    return shown(notice, example::opened(), viewer).deadline_text;
  };
  CHECK(deadline_in(-11 * kHour, "SST") == "6 December 2026, 04:18 SST");
  CHECK(deadline_in(14 * kHour, "+14") == "7 December 2026, 05:18 UTC+14:00");
  CHECK(deadline_in(-(9 * kHour + 30 * kMinute), "") == "6 December 2026, 05:48 UTC-09:30");
  viewer.zone = Zone{};
  CHECK(shown(notice, example::opened(), viewer).deadline_text == "6 December 2026, 15:18 UTC");
}

TEST_CASE("Amounts have the currency's decimals and the locale's marks") {
  struct Row {
    Money money;
    std::string locale, expected;
  };
  const std::string space = "\u00a0";
  const Row rows[] = {{{0, "EUR"}, "en", "EUR" + space + "0.00"},
                      {{5, "EUR"}, "en", "EUR" + space + "0.05"},
                      {{99999, "EUR"}, "en", "EUR" + space + "999.99"},
                      {{100000, "EUR"}, "de", "1.000,00" + space + "EUR"},
                      {{100000, "EUR"}, "es", "1.000,00" + space + "EUR"},
                      {{1234567800, "INR"}, "hi", "INR" + space + "1,23,45,678.00"},
                      {{123456789, "JPY"}, "en", "JPY" + space + "123,456,789"},
                      {{1234567, "KWD"}, "de", "1.234,567" + space + "KWD"},
                      {{-150, "USD"}, "en", "USD" + space + "-1.50"},
                      {{INT64_MIN, "USD"}, "en", "USD" + space + "-92,233,720,368,547,758.08"},
                      {{INT64_MAX, "JPY"}, "en", "JPY" + space + "9,223,372,036,854,775,807"}};
  for (const Row& row : rows) {
    Notice notice = example::notice();
    notice.cases[0].owed = Owed{row.money, {}};
    CHECK(shown(notice, example::opened(), example::viewer(Role::billing, row.locale)).owed_text ==
          row.expected);
    CHECK(money_text(row.money, row.locale) == row.expected);
  }
}

TEST_CASE("Dates for the product's own pages are those of the banner, in whatever language there is") {
  const Notice notice = example::notice();
  for (const char* locale : {"en", "de", "ar", "de-AT", "tlh"}) {
    CAPTURE(locale);
    CHECK(date_text(notice.cases[0].deadline, notice.zone, locale) ==
          shown(notice, example::opened(), example::viewer(Role::billing, locale)).deadline_text);
  }
}

TEST_CASE("While enforcement is suspended, the banner stays and promises that everything works") {
  Notice notice = example::notice();
  notice.suspended = Suspension{example::opened(), example::shutdown() + kDay, "our fault"};
  const Banner banner = for_billing(notice, example::read_only());
  CHECK(banner.mode == Mode::countdown);
  CHECK(contains(banner.text, "Everything still works"));
  CHECK(banner.counts_to == example::shutdown() + kDay);
}

TEST_CASE("The answer for the script is null without a banner and has the forms to count on with") {
  CHECK(banner_json(std::nullopt, example::opened()) == R"({"now":1795360680,"banner":null})");
  const Banner banner = shown(example::notice(), example::opened(), example::viewer(Role::billing, "ar"));
  const json answer = json::parse(banner_json(banner, example::opened()));
  CHECK(answer["now"] == 1795360680);
  CHECK(answer["banner"]["right_to_left"] == true);
  CHECK(answer["banner"]["count_forms"]["days"].size() == 6);
  CHECK(answer["banner"]["counts_to"] == example::deadline().time_since_epoch().count());
  const auto passed = json::parse(
      banner_json(for_billing(example::notice(), example::read_only()), example::read_only()))["banner"];
  CHECK(passed["counts_to"] == example::shutdown().time_since_epoch().count());
  CHECK(passed["deadline"] == example::deadline().time_since_epoch().count());
}

TEST_CASE("Class names and ids of the page have no word that filters of advertisements look for") {
  const Banner banner = for_billing(example::notice(), example::opened());
  const std::string html = banner_html(banner);
  for (std::size_t at = html.find("class=\""); at != std::string::npos; at = html.find("class=\"", at + 1)) {
    const std::string classes = html.substr(at + 7, html.find('"', at + 7) - at - 7);
    for (const char* word : {"banner", "ad-", "-ad", "ads", "notice", "promo", "cookie", "alert", "popup",
                             "sponsor", "overlay", "modal", "notification"}) {
      INFO(classes);
      CHECK_FALSE(contains(classes, word));
    }
  }
}
