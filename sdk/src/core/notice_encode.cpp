#include <nlohmann/json.hpp>

#include "core/notice_codec.hpp"

namespace gracegate {
namespace {

using Json = nlohmann::ordered_json;

std::int64_t seconds_of(TimePoint at) { return at.time_since_epoch().count(); }

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json json_of(const Zone& zone) {
  Json offsets = Json::array();
  for (const Zone::Offset& offset : zone.offsets) {
    offsets.push_back({{"from", seconds_of(offset.from)},
                       {"seconds", offset.utc_offset.count()},
                       {"abbr", offset.abbreviation}});
  }
  return {{"name", zone.name}, {"offsets", std::move(offsets)}};
}

Json json_of(TimePoint from, TimePoint until, const std::string& reason) {
  return {{"from", seconds_of(from)}, {"until", seconds_of(until)}, {"reason", reason}};
}

Json json_of(const Owed& owed) {
  return {{"minor", owed.amount.minor}, {"currency", owed.amount.currency}, {"invoices", owed.invoices}};
}

Json json_of(const LocalizedText& message) {
  Json texts = Json::object();
  for (const auto& [locale, text] : message) texts[locale] = text;
  return texts;
}

Json json_of(const HelpEntry& entry) {
  Json out = {{"id", entry.id},
              {"person", text_or_null(entry.person)},
              {"topic", to_string(entry.topic)},
              {"at", seconds_of(entry.at)},
              {"answer_by", entry.answer_by ? Json(seconds_of(*entry.answer_by)) : Json(nullptr)},
              {"answer", nullptr}};
  if (const auto& answer = entry.answer)
    out["answer"] = {
        {"at", seconds_of(answer->at)}, {"by", text_or_null(answer->by)}, {"text", answer->text}};
  return out;
}

Json json_of(const EndedCase& one) {
  return {{"id", one.id},
          {"reason", to_string(one.reason)},
          {"how", to_string(one.how)},
          {"at", seconds_of(one.at)},
          {"until", seconds_of(one.until)}};
}

Json json_of(const NoticeCase& one);

template <class Item>
Json list_of(const std::vector<Item>& items) {
  Json list = Json::array();
  for (const Item& item : items) list.push_back(json_of(item));
  return list;
}

Json json_of(const NoticeCase& one) {
  Json stages = Json::array();
  for (const Stage& stage : one.stages) {
    stages.push_back({{"mode", to_string(stage.mode)}, {"from", seconds_of(stage.from)}});
  }
  Json out = {{"id", one.id},
              {"reason", to_string(one.reason)},
              {"deadline", seconds_of(one.deadline)},
              {"stages", std::move(stages)},
              {"hold", one.hold ? json_of(one.hold->from, one.hold->until, one.hold->reason) : Json(nullptr)},
              {"owed", one.owed ? json_of(*one.owed) : Json(nullptr)},
              {"message", one.message.empty() ? Json(nullptr) : json_of(one.message)},
              {"reference", text_or_null(one.reference)}};
  if (!one.help.empty()) out["help"] = list_of(one.help);
  if (one.snooze_until) out["snooze_until"] = seconds_of(*one.snooze_until);
  return out;
}

Json json_of(const Links& links) {
  return {{"pay", text_or_null(links.pay)},
          {"help", text_or_null(links.help)},
          {"export", text_or_null(links.export_data)},
          {"terms", text_or_null(links.terms)}};
}

Json json_of(const Contact& contact) {
  if (contact.name.empty() && contact.email.empty() && contact.phone.empty()) return nullptr;
  return {{"name", text_or_null(contact.name)},
          {"email", text_or_null(contact.email)},
          {"phone", text_or_null(contact.phone)}};
}

}  // namespace

std::string encode_notice(const Notice& notice) {
  const auto& suspended = notice.suspended;
  Json payload = {{"iss", notice.issuer},
                  {"aud", notice.audience},
                  {"sub", notice.account},
                  {"iat", seconds_of(notice.issued_at)},
                  {"exp", seconds_of(notice.expires_at)},
                  {"epoch", notice.epoch},
                  {"seq", notice.seq},
                  {"zone", json_of(notice.zone)},
                  {"cases", list_of(notice.cases)},
                  {"links", json_of(notice.links)},
                  {"contact", json_of(notice.contact)},
                  {"suspended", suspended ? json_of(suspended->from, suspended->until, suspended->reason)
                                          : Json(nullptr)}};
  if (!notice.ended.empty()) payload["ended"] = list_of(notice.ended);
  return payload.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace gracegate
