#include "core/notice_codec.hpp"

#include <algorithm>

#include "core/json_reader.hpp"
#include "core/web_link.hpp"

namespace gracegate {
namespace {

constexpr std::int64_t kMaxUtcOffset = 18 * 3600;

bool is_word(std::string_view text, std::string_view punctuation) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           punctuation.find(c) != std::string_view::npos;
  });
}

std::string read_line(const JsonReader& reader, std::size_t min = 1, std::size_t max = kMaxLineBytes) {
  return std::string(reader.text(min, max));
}

// `until` of an interval that begins at `from`.
TimePoint read_until(const JsonReader& reader, TimePoint from) {
  const JsonReader until = reader.member("until");
  const TimePoint at = until.time();
  if (at <= from) until.refuse(ErrorCode::malformed, "must be after from");
  return at;
}

Zone read_zone(const JsonReader& reader) {
  Zone zone;
  zone.name = read_line(reader.member("name"), 1, 64);
  const JsonReader offsets = reader.member("offsets");
  const std::size_t size = offsets.array_size(kMaxZoneOffsets);
  zone.offsets.reserve(size);
  for (std::size_t i = 0; i < size; ++i) {
    const JsonReader item = offsets.item(i);
    Zone::Offset offset{item.member("from").time(),
                        Seconds(item.member("seconds").integer(-kMaxUtcOffset, kMaxUtcOffset)),
                        read_line(item.member("abbr"), 1, 16)};
    if (i > 0 && offset.from <= zone.offsets.back().from) {
      item.refuse(ErrorCode::malformed, "must start after the offset before it");
    }
    zone.offsets.push_back(std::move(offset));
  }
  return zone;
}

Stage read_stage(const JsonReader& reader) {
  const JsonReader mode = reader.member("mode");
  const auto parsed = mode_from(mode.text(0, 32));
  if (!parsed) mode.refuse(ErrorCode::malformed, "must be open, countdown, read_only or shutdown");
  return {parsed.value_or(Mode::open), reader.member("from").time()};
}

std::vector<Stage> read_stages(const JsonReader& reader, TimePoint deadline) {
  std::vector<Stage> stages;
  const std::size_t size = reader.array_size(kMaxStages);
  if (size == 0) reader.refuse(ErrorCode::malformed, "must hold a stage");
  stages.reserve(size);
  for (std::size_t i = 0; i < size; ++i) {
    const JsonReader item = reader.item(i);
    const Stage stage = read_stage(item);
    if (i > 0 && stage.mode <= stages.back().mode) {
      item.refuse(ErrorCode::malformed, "must be stricter than the stage before it");
    }
    if (i > 0 && stage.from < stages.back().from) {
      item.refuse(ErrorCode::malformed, "must not start before the stage before it");
    }
    if (stage.mode >= Mode::read_only && stage.from < deadline) {
      item.refuse(ErrorCode::malformed, "must not limit before the deadline");
    }
    stages.push_back(stage);
  }
  return stages;
}

Owed read_owed(const JsonReader& reader) {
  Owed owed;
  owed.amount.minor = reader.member("minor").integer(0, kMaxJsonInteger);
  const JsonReader currency = reader.member("currency");
  owed.amount.currency = read_line(currency, 3, 3);
  if (!std::all_of(owed.amount.currency.begin(), owed.amount.currency.end(),
                   [](char c) { return c >= 'A' && c <= 'Z'; })) {
    currency.refuse(ErrorCode::malformed, "must be three capital letters");
  }
  const JsonReader invoices = reader.member("invoices");
  for (std::size_t i = 0, size = invoices.array_size(kMaxInvoices); i < size; ++i) {
    owed.invoices.push_back(read_line(invoices.item(i), 1, kMaxInvoiceBytes));
  }
  return owed;
}

LocalizedText read_message(const JsonReader& reader) {
  LocalizedText message;
  for (std::size_t i = 0, size = reader.object_size(kMaxLocales); i < size; ++i) {
    const JsonReader item = reader.item(i);
    const std::string& locale = item.name();
    if (locale.size() < 2 || locale.size() > 35 || !is_word(locale, "-")) {
      reader.refuse(ErrorCode::malformed, "must name its texts by locale (BCP 47)");
    }
    message.emplace(locale, item.text(1, kMaxParagraphsBytes, TextKind::paragraphs));
  }
  return message;
}

// A reason that this reader does not know comes from a newer server, and is `other`: the rest of the case is
// what counts, and refusing it would refuse a whole page of the feed.
Reason read_reason(const JsonReader& reader) {
  return reason_from(reader.text(1, 64)).value_or(Reason::other);
}

// Items that have an id each, no two alike.
template <class Item>
std::vector<Item> read_list(const JsonReader& reader, std::size_t most, Item (*read)(const JsonReader&)) {
  std::vector<Item> list;
  const std::size_t size = reader.array_size(most);
  list.reserve(size);
  for (std::size_t i = 0; i < size; ++i) {
    const JsonReader place = reader.item(i);
    Item item = read(place);
    const bool known =
        std::any_of(list.begin(), list.end(), [&](const Item& other) { return other.id == item.id; });
    if (known) place.refuse(ErrorCode::malformed, "must not repeat an id");
    list.push_back(std::move(item));
  }
  return list;
}

std::string read_id(const JsonReader& reader) {
  const JsonReader id = reader.member("id");
  std::string text = read_line(id, 1, 40);
  if (!is_word(text, "_-")) id.refuse(ErrorCode::malformed, "must consist of A-Z a-z 0-9 _ -");
  return text;
}

HelpAnswer read_answer(const JsonReader& reader) {
  return {reader.member("at").time(), reader.optional_text("by", kMaxLineBytes),
          std::string(reader.member("text").text(1, kMaxAnswerBytes, TextKind::paragraphs))};
}

// A topic that this reader does not know comes from a newer server, as a reason may.
HelpEntry read_help_entry(const JsonReader& reader) {
  HelpEntry entry;
  entry.id = read_id(reader);
  entry.person = reader.optional_text("person", kMaxPersonBytes);
  entry.topic = help_topic_from(reader.member("topic").text(1, 64)).value_or(HelpTopic::question);
  entry.at = reader.member("at").time();
  if (const auto by = reader.optional_member("answer_by")) entry.answer_by = by->time();
  if (const auto answer = reader.optional_member("answer")) entry.answer = read_answer(*answer);
  return entry;
}

NoticeCase read_case(const JsonReader& reader) {
  NoticeCase one;
  one.id = read_id(reader);
  one.reason = read_reason(reader.member("reason"));
  one.deadline = reader.member("deadline").time();
  one.stages = read_stages(reader.member("stages"), one.deadline);
  if (const auto hold = reader.optional_member("hold")) {
    const TimePoint from = hold->member("from").time();
    one.hold = Hold{from, read_until(*hold, from), hold->optional_text("reason", kMaxLineBytes)};
  }
  if (const auto owed = reader.optional_member("owed")) one.owed = read_owed(*owed);
  if (const auto message = reader.optional_member("message")) one.message = read_message(*message);
  one.reference = reader.optional_text("reference", kMaxLineBytes);
  if (const auto help = reader.optional_member("help"))
    one.help = read_list(*help, kMaxHelpEntries, read_help_entry);
  if (const auto until = reader.optional_member("snooze_until")) one.snooze_until = until->time();
  return one;
}

// Words about an ending that this reader does not know are those of the mildest.
EndedCase read_ended_case(const JsonReader& reader) {
  EndedCase one;
  one.id = read_id(reader);
  one.reason = read_reason(reader.member("reason"));
  one.how = ending_from(reader.member("how").text(1, 64)).value_or(Ending::waived);
  one.at = reader.member("at").time();
  const JsonReader until = reader.member("until");
  one.until = until.time();
  if (one.until <= one.at) until.refuse(ErrorCode::malformed, "must be after at");
  return one;
}

std::string read_link(const JsonReader& reader, std::string_view name) {
  const auto link = reader.optional_member(name);
  if (!link) return {};
  std::string url(link->text(1, kMaxLinkBytes));
  if (!is_web_link(url)) link->refuse(ErrorCode::malformed, "must be an https address (http for loopback)");
  return url;
}

Links read_links(const JsonReader& reader) {
  return {read_link(reader, "pay"), read_link(reader, "help"), read_link(reader, "export"),
          read_link(reader, "terms")};
}

Contact read_contact(const JsonReader& reader) {
  return {reader.optional_text("name", kMaxLineBytes), reader.optional_text("email", kMaxLineBytes),
          reader.optional_text("phone", kMaxLineBytes)};
}

Suspension read_suspension(const JsonReader& reader) {
  const TimePoint from = reader.member("from").time();
  return {from, read_until(reader, from), reader.optional_text("reason", kMaxLineBytes)};
}

// `iss`, `aud` and `sub` are compared last, by check_expected().
Notice read_notice(const JsonReader& reader) {
  Notice notice;
  notice.issuer = read_line(reader.member("iss"), 1, kMaxLinkBytes);
  notice.audience = read_line(reader.member("aud"), 1, kMaxAccountBytes);
  notice.account = read_line(reader.member("sub"), 1, kMaxAccountBytes);
  notice.issued_at = reader.member("iat").time();
  const JsonReader exp = reader.member("exp");
  notice.expires_at = exp.time();
  if (notice.expires_at <= notice.issued_at) exp.refuse(ErrorCode::malformed, "must be after iat");
  notice.epoch = reader.member("epoch").integer(0, kMaxJsonInteger);
  notice.seq = reader.member("seq").integer(0, kMaxJsonInteger);
  if (const auto zone = reader.optional_member("zone")) notice.zone = read_zone(*zone);
  notice.cases = read_list(reader.member("cases"), kMaxCases, read_case);
  if (const auto ended = reader.optional_member("ended"))
    notice.ended = read_list(*ended, kMaxEndedCases, read_ended_case);
  if (const auto links = reader.optional_member("links")) notice.links = read_links(*links);
  if (const auto contact = reader.optional_member("contact")) notice.contact = read_contact(*contact);
  if (const auto one = reader.optional_member("suspended")) notice.suspended = read_suspension(*one);
  return notice;
}

Result<void> check_expected(const Notice& notice, const Expected& expected) {
  const auto wrong = [](const char* pointer, std::string message) {
    return Error{ErrorCode::untrusted, std::move(message), pointer};
  };
  if (!expected.issuer.empty() && notice.issuer != expected.issuer) {
    return wrong("/iss", "notice is from another issuer");
  }
  if (notice.audience != expected.audience) {
    return wrong("/aud", "notice is for product \"" + notice.audience + "\", not \"" + expected.audience +
                             "\": check product and server");
  }
  if (!expected.account.empty() && notice.account != expected.account) {
    return wrong("/sub", "notice is about another account");
  }
  return {};
}

}  // namespace

Result<Notice> decode_notice_payload(std::string_view payload, const Expected& expected) {
  auto notice = decode_json(payload, read_notice);
  if (!notice) return notice;
  if (auto checked = check_expected(*notice, expected); !checked) return checked.error();
  return notice;
}

Result<Notice> decode_notice(std::string_view jws, const Expected& expected) {
  const auto parsed = parse_jws(jws, kNoticeType, kMaxNoticeBytes);
  if (!parsed) return parsed.error();
  return decode_notice_payload(parsed->payload, expected);
}

Result<Notice> verify_notice(std::string_view jws, const KeySet& keys, const Expected& expected) {
  const auto verified = verify_jws(jws, kNoticeType, kMaxNoticeBytes, keys);
  if (!verified) return verified.error();
  auto notice = decode_notice_payload(verified->payload, expected);
  if (!notice) return notice;
  if (auto checked = check_key_time(keys, verified->kid, notice->issued_at); !checked) return checked.error();
  return notice;
}

}  // namespace gracegate
