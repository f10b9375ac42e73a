#include "core/notice_codec.hpp"

#include "core/base64url.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_signer.hpp"

namespace gracegate::test {
namespace {

constexpr TimePoint kNow{Seconds(1764000000)};

Notice everything() {
  Notice notice = overdue_notice("Ünïcode 株式会社", kNow, 12);
  notice.zone = {"Europe/Berlin", {{TimePoint{}, kHour, "CET"}, {kNow + kDay, 2 * kHour, "CEST"}}};
  NoticeCase& first = notice.cases[0];
  first.hold = Hold{kNow, kNow + kDay, "payment in transit"};
  first.message = {{"en", "Line one\nline \"two\" \\ </script>"}, {"pt-BR", "Olá"}};
  first.reference = "§ 7.2";
  first.help = {{"h_1", "p-17", HelpTopic::stuck, kNow, std::nullopt,
                 HelpAnswer{kNow + kHour, "Ada", "Line one\nline two"}},
                {"h_2", "", HelpTopic::time, kNow, kNow + kDay, std::nullopt}};
  first.snooze_until = kNow + 5 * kDay;
  NoticeCase second = first;
  second.id = "c_2";
  second.reason = Reason::released;
  second.stages = {{Mode::open, kNow}};
  second.hold.reset();
  second.owed.reset();
  second.message.clear();
  second.reference.clear();
  second.help.clear();
  second.snooze_until.reset();
  notice.ended = {{"c_0", Reason::seat_overuse, Ending::released, kNow - kDay, kNow + 30 * kDay}};
  notice.cases.push_back(second);
  notice.links.export_data = "https://notes.example.com/export";
  notice.links.terms = "https://example.com/terms";
  notice.suspended = Suspension{kNow, kNow + kHour, "our fault"};
  return notice;
}

Result<Notice> decoded(const Notice& notice) {
  return decode_notice_payload(encode_notice(notice), {"", "notes", ""});
}

}  // namespace

TEST_CASE("A notice reads as it was written, member for member") {
  const Notice written = everything();
  const auto read = decoded(written);
  REQUIRE(read.ok());
  CHECK(read->issuer == written.issuer);
  CHECK(read->audience == written.audience);
  CHECK(read->account == written.account);
  CHECK(read->issued_at == written.issued_at);
  CHECK(read->expires_at == written.expires_at);
  CHECK(read->epoch == 1);
  CHECK(read->seq == 12);
  CHECK(read->zone.name == "Europe/Berlin");
  REQUIRE(read->zone.offsets.size() == 2);
  CHECK(read->zone.offsets[1].from == kNow + kDay);
  CHECK(read->zone.offsets[1].utc_offset == 2 * kHour);
  CHECK(read->zone.offsets[1].abbreviation == "CEST");
  CHECK(read->links.pay == written.links.pay);
  CHECK(read->links.help == written.links.help);
  CHECK(read->links.export_data == written.links.export_data);
  CHECK(read->links.terms == written.links.terms);
  CHECK(read->contact.name == "Ada Example");
  CHECK(read->contact.email == "ada@example.com");
  CHECK(read->contact.phone == "+49 30 1234567");
  REQUIRE(read->suspended.has_value());
  CHECK(read->suspended->from == kNow);
  CHECK(read->suspended->until == kNow + kHour);
  CHECK(read->suspended->reason == "our fault");
}

TEST_CASE("A case reads as it was written, member for member") {
  const Notice written = everything();
  const auto read = decoded(written);
  REQUIRE(read.ok());
  REQUIRE(read->cases.size() == 2);
  const NoticeCase& first = read->cases[0];
  CHECK(first.id == written.cases[0].id);
  CHECK(first.reason == Reason::nonpayment);
  CHECK(first.deadline == kNow + 14 * kDay);
  REQUIRE(first.stages.size() == 3);
  CHECK(first.stages[2].mode == Mode::shutdown);
  CHECK(first.stages[2].from == kNow + 21 * kDay);
  REQUIRE(first.hold.has_value());
  CHECK(first.hold->from == kNow);
  CHECK(first.hold->until == kNow + kDay);
  CHECK(first.hold->reason == "payment in transit");
  REQUIRE(first.owed.has_value());
  CHECK(first.owed->amount.minor == 3000000);
  CHECK(first.owed->amount.currency == "USD");
  CHECK(first.owed->invoices == std::vector<std::string>{"INV-1"});
  CHECK(first.message == written.cases[0].message);
  CHECK(first.reference == "§ 7.2");
  CHECK(first.snooze_until == kNow + 5 * kDay);
  const NoticeCase& second = read->cases[1];
  CHECK(second.reason == Reason::released);
  CHECK((!second.hold && !second.owed && second.message.empty() && second.reference.empty()));
  CHECK((second.help.empty() && !second.snooze_until));
}

TEST_CASE("Requests for help and ended cases read as they were written, member for member") {
  const auto read = decoded(everything());
  REQUIRE(read.ok());
  const std::vector<HelpEntry>& help = read->cases[0].help;
  REQUIRE(help.size() == 2);
  CHECK((help[0].id == "h_1" && help[0].person == "p-17" && help[0].topic == HelpTopic::stuck));
  CHECK((help[0].at == kNow && !help[0].answer_by));
  REQUIRE(help[0].answer.has_value());
  CHECK((help[0].answer->at == kNow + kHour && help[0].answer->by == "Ada"));
  CHECK(help[0].answer->text == "Line one\nline two");
  CHECK((help[1].id == "h_2" && help[1].person.empty() && help[1].topic == HelpTopic::time));
  CHECK((help[1].answer_by == kNow + kDay && !help[1].answer));
  REQUIRE(read->ended.size() == 1);
  const EndedCase& ended = read->ended[0];
  CHECK((ended.id == "c_0" && ended.reason == Reason::seat_overuse && ended.how == Ending::released));
  CHECK((ended.at == kNow - kDay && ended.until == kNow + 30 * kDay));
}

TEST_CASE("A notice says nothing where no case is open and none ended lately") {
  CHECK(says_nothing(clear_notice("acme", kNow)));
  CHECK_FALSE(says_nothing(overdue_notice("acme", kNow)));
  Notice notice = clear_notice("acme", kNow);
  notice.ended = everything().ended;
  CHECK_FALSE(says_nothing(notice));
}

TEST_CASE("Writing what was read gives the same bytes") {
  for (const Notice& notice : {everything(), clear_notice("acme", kNow), overdue_notice("acme", kNow)}) {
    const auto read = decoded(notice);
    REQUIRE(read.ok());
    CHECK(encode_notice(*read) == encode_notice(notice));
  }
}

TEST_CASE("A notice that is written wrongly is found before it is signed") {
  Notice notice = overdue_notice("acme", kNow);
  notice.cases[0].stages[1].from = notice.cases[0].deadline - Seconds(1);
  CHECK_FALSE(decoded(notice).ok());
  notice = overdue_notice("acme", kNow);
  notice.links.pay = "javascript:alert(1)";
  CHECK_FALSE(decoded(notice).ok());
  notice = overdue_notice("a\nb", kNow);
  CHECK_FALSE(decoded(notice).ok());
}

TEST_CASE("Text that is not UTF-8 is written as the replacement character") {
  Notice notice = overdue_notice("acme", kNow);
  notice.contact.name =
      "Ad\xFF"
      "a";
  const auto read = decoded(notice);
  REQUIRE(read.ok());
  CHECK(read->contact.name ==
        "Ad\xEF\xBF\xBD"
        "a");
}

TEST_CASE("A JWS is put together from header, payload and signature") {
  const std::string input = signing_input(kNoticeType, "k", "{}");
  CHECK(base64url_decode(input.substr(0, input.find('.'))) ==
        R"({"alg":"Ed25519","kid":"k","typ":"gracegate-notice+jwt"})");
  CHECK(input.substr(input.find('.')) == ".e30");
  CHECK(assemble(input, Signature{}) == input + "." + std::string(86, 'A'));
}

TEST_CASE("A notice of the largest size is read, and one byte more is refused before anything else") {
  const std::string largest(kMaxNoticeBytes, 'A');
  const auto at_limit = verify_notice(largest, {}, expected_of());
  REQUIRE_FALSE(at_limit.ok());
  CHECK(at_limit.error().message == "jws must have three parts");
  const auto above = verify_notice(largest + "A", {}, expected_of());
  REQUIRE_FALSE(above.ok());
  CHECK(above.error().code == ErrorCode::too_large);
}

TEST_CASE("Modes and reasons have a name each, and no other") {
  for (const Mode mode : {Mode::open, Mode::countdown, Mode::read_only, Mode::shutdown}) {
    CHECK(mode_from(to_string(mode)) == mode);
  }
  for (int i = 0; i <= static_cast<int>(Reason::other); ++i) {
    const auto reason = static_cast<Reason>(i);
    CHECK(reason_from(to_string(reason)) == reason);
  }
  CHECK(to_string(Mode::read_only) == "read_only");
  CHECK(to_string(Reason::seat_overuse) == "seat_overuse");
  for (const char* text : {"", "Open", "open ", "readonly"}) CHECK_FALSE(mode_from(text).has_value());
  for (const char* text : {"", "Other", "nonpayment\n"}) CHECK_FALSE(reason_from(text).has_value());
}

}  // namespace gracegate::test
