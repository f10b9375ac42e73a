#include "server/publish/notary.hpp"

#include <functional>

#include "core/notice_codec.hpp"
#include "tests/server/publish/publishing.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::server;
using namespace gracegate::test;

TEST_CASE("What the notary issues verifies, and says what the server knows") {
  const Publishing publishing;
  Case one = case_of("acme", kStart);
  one.debt = Debt{{3'000'000, "USD"}, 3'000'000, {{"INV-1", 3'000'000, false}, {"INV-0", 1, true}}};
  one.message["en"] = "Please pay.";
  one.hold = CaseHold{{kStart, kStart + kDay, "dispute"}, 13 * kDay};
  const Settings settings{"", "", 3, Suspension{kStart, kStart + kHour, "our mistake"}};
  const auto published = publishing.notary().issue(account_named("acme", 7), {one}, settings, kStart).value();

  CHECK(published.account == "acme");
  CHECK(published.is_held);
  CHECK(published.expires_at == kStart + 30 * kDay);
  const auto verified =
      verify_notice(published.jws, publishing.keyring().keyset(), publishing.expected("acme"));
  REQUIRE(verified);
  const Notice& notice = *verified;
  CHECK(notice.issued_at == kStart);
  CHECK(notice.expires_at == kStart + 30 * kDay);
  CHECK(notice.epoch == 3);
  CHECK(notice.seq == 7);
  REQUIRE(notice.cases.size() == 1);
  CHECK(notice.cases[0].id == one.id);
  CHECK(notice.cases[0].stages.size() == 3);
  CHECK(notice.cases[0].owed->invoices == std::vector<std::string>{"INV-1"});
  CHECK(notice.cases[0].hold->reason == "dispute");
  CHECK(notice.links.pay == "https://example.com/pay");
  CHECK(notice.contact.name == "Ada Example");
  CHECK(notice.suspended->reason == "our mistake");
}

TEST_CASE("An account that nobody has told of gets a signed notice without cases") {
  const Publishing publishing;
  const auto published = publishing.notary().issue_unknown("who", {}, kStart).value();
  CHECK_FALSE(published.is_held);
  const auto notice = verify_notice(published.jws, publishing.keyring().keyset(), publishing.expected("who"));
  REQUIRE(notice);
  CHECK(notice->cases.empty());
  CHECK(notice->seq == 0);
  CHECK(publishing.notary().issue_unknown("who", {}, kStart)->jws == published.jws);
}

TEST_CASE("What is told of ended cases is in the notice until it is over, the longest eight at most") {
  const Publishing publishing;
  std::vector<Case> cases;
  for (int i = 0; i < 10; ++i) {
    cases.push_back(case_of("acme", kStart - kDay));
    cases.back().id = "c_" + std::to_string(i);
    cases.back().state = i == 0 ? CaseState::released : CaseState::settled;
    cases.back().ended_at = kStart + Seconds(i);
  }
  cases[0].data_until = kStart + 30 * kDay;
  const auto issued_at = [&](TimePoint now) {
    return publishing.notary().issue(account_named("acme"), cases, {}, now).value();
  };
  const auto said = [&](const PublishedNotice& notice) {
    return verify_notice(notice.jws, publishing.keyring().keyset(), publishing.expected("acme")).value();
  };
  const PublishedNotice all = issued_at(kStart + Seconds(9));
  CHECK(all.is_held);
  CHECK(all.over_at == kStart + 30 * kDay);
  const Notice notice = said(all);
  CHECK(notice.cases.empty());
  REQUIRE(notice.ended.size() == kMaxEndedCases);
  CHECK(notice.ended.front().id == "c_0");
  CHECK(notice.ended.back().id == "c_3");
  CHECK(said(issued_at(kStart + kHour)).ended.size() == 1);
  const PublishedNotice none = issued_at(kStart + 30 * kDay);
  CHECK_FALSE(none.is_held);
  CHECK_FALSE(none.over_at);
  CHECK(said(none).ended.empty());
}

TEST_CASE("The zone of a notice covers everything that it speaks of, and a year more") {
  const Publishing publishing;
  const Notice notice =
      publishing.notary().draft(account_named("acme"), {case_of("acme", kStart)}, {}, kStart);
  CHECK(notice.zone.name == "Europe/Berlin");
  for (const TimePoint summer : {from_civil(2026, 7, 1), from_civil(2026, 10, 1)})
    CHECK(notice.zone.at(summer).utc_offset == 2 * kHour);
  for (const TimePoint winter : {kStart, from_civil(2026, 12, 1)})
    CHECK(notice.zone.at(winter).utc_offset == kHour);
}

TEST_CASE(
    "A pause without a foreseeable end, or a zone that is no more, does not keep a notice from being "
    "issued") {
  const Publishing publishing;
  Account account = account_named("acme");
  Settings settings;
  SECTION("enforcement is off until the end of time") {
    settings.suspended = Suspension{kStart, TimePoint(Seconds(253'402'300'799)), "x"};
  }
  SECTION("zone that the database does not know") { account.zone = "Mars/Olympus_Mons"; }
  const auto published = publishing.notary().issue(account, {case_of("acme", kStart)}, settings, kStart);
  REQUIRE(published);
  CHECK(verify_notice(published->jws, publishing.keyring().keyset(), publishing.expected("acme")));
}

TEST_CASE("A notice is up to date while key, issuer, links and contact are those of now") {
  const Publishing publishing;
  const Publishing other_keys;
  const auto notice =
      publishing.notary().issue(account_named("acme"), {case_of("acme", kStart)}, {}, kStart).value();
  CHECK(publishing.notary().is_up_to_date(notice));
  CHECK_FALSE(other_keys.notary().is_up_to_date(notice));
  const auto holds_with = [&](const std::function<void(NoticeTerms&)>& change) {
    NoticeTerms changed = terms();
    change(changed);
    return Notary(publishing.keyring(), changed).is_up_to_date(notice);
  };
  CHECK(holds_with([](NoticeTerms&) {}));
  CHECK_FALSE(holds_with([](NoticeTerms& terms) { terms.issuer = "https://other.example"; }));
  CHECK_FALSE(holds_with([](NoticeTerms& terms) { terms.links.pay = "https://other.example/{account}"; }));
  CHECK_FALSE(holds_with([](NoticeTerms& terms) { terms.links.export_data += "x"; }));
  CHECK_FALSE(holds_with([](NoticeTerms& terms) { terms.contact.phone = "+1 555 0199"; }));
}

TEST_CASE("What no reader would accept is not issued") {
  const Publishing publishing;
  Account account = account_named("acme");
  std::vector<Case> cases = {case_of("acme", kStart)};
  ErrorCode code = ErrorCode::too_large;
  SECTION("more cases than a notice holds") { cases.resize(kMaxCases + 1, cases[0]); }
  SECTION("a message that is too long") {
    cases[0].message["en"] = std::string(kMaxParagraphsBytes + 1, 'x');
  }
  SECTION("messages that are too long together") {
    for (const char* locale : {"en", "de", "fr", "es", "it", "pl", "pt", "nl"})
      cases[0].message[locale] = std::string(kMaxParagraphsBytes, 'x');
  }
  SECTION("a limit before the promised deadline") {
    cases[0].schedule.stages[1].from = cases[0].schedule.deadline - Seconds(1);
    code = ErrorCode::malformed;
  }
  const auto published = publishing.notary().issue(account, cases, {}, kStart);
  REQUIRE_FALSE(published);
  CHECK(published.error().code == code);
}
