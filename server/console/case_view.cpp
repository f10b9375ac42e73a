#include "server/console/case_view.hpp"

#include <algorithm>

#include "core/notice_codec.hpp"
#include "core/texts.hpp"
#include "gracegate/banner.hpp"
#include "server/api/render.hpp"
#include "server/auth/token_secret.hpp"
#include "server/console/dates.hpp"
#include "server/console/words.hpp"

namespace gracegate::server::console {
namespace {

Json seen_by(const Notice& notice, TimePoint at, const std::string& locale, Role role, const char* who) {
  const auto banner = banner_at(notice, at, {role, locale, {}});
  return {{"who", who},
          {"banner", banner ? banner_html(*banner) : ""},
          {"banner_text", banner ? banner_text(*banner) : ""}};
}

Json option(std::string_view value, std::string_view word, const std::string& chosen) {
  return {{"value", value}, {"word", word}, {"is_chosen", value == chosen}};
}

}  // namespace

std::string owed_words(const Json& owed) {
  if (!owed.is_object()) return "";
  return money_text({owed["minor"].get<std::int64_t>(), owed["currency"].get<std::string>()}, "en");
}

Json case_view(const Visit& visit, const Json& one, const std::string& zone) {
  const bool is_open = one["state"] == "open";
  const bool is_held = one["hold"].is_object();
  const std::string mode = one["mode"].get<std::string>();
  const std::string state = one["state"].get<std::string>();
  return {{"id", one["id"]},
          {"account", one["account"]},
          {"account_path", segment(one["account"].get<std::string>())},
          {"is_open", is_open},
          {"is_held", is_held},
          {"mode", is_open ? mode : state},
          {"mode_word", is_open ? word_for("mode", mode) : word_for("state", state)},
          {"reason_word", word_for("reason", one["reason"].get<std::string>())},
          {"owed", owed_words(one["owed"])},
          {"policy", one["policy"]},
          {"policy_version", one["policy_version"]},
          {"reference", one["reference"]},
          {"version", one["version"]},
          {"opened", when(visit, one["opened_at"], zone)},
          {"ended", when(visit, one["ended_at"], zone)},
          {"seen", when(visit, one["seen_at"], zone)},
          {"is_unseen", is_open && one["seen_at"].is_null()},
          {"deadline", when(visit, one["deadline"], zone)},
          {"next", when(visit, one["next_change"], zone)},
          {"data_until", when(visit, one["data_until"], zone)},
          {"hold_until", is_held ? when(visit, one["hold"]["until"], zone) : Json()},
          {"hold_reason", is_held ? one["hold"]["reason"] : Json()},
          {"help_waiting", one["help_waiting"] == 0 ? Json() : one["help_waiting"]}};
}

Json help_view(const Visit& visit, const Json& request, const std::string& zone) {
  const auto by = instant_of(request["answer_by"]);
  const bool is_waiting = request["state"] == "waiting";
  return {{"id", request["id"]},
          {"path", segment(request["id"].get<std::string>())},
          {"account", request["account"]},
          {"account_path", segment(request["account"].get<std::string>())},
          {"case", request["case"]},
          {"topic", word_for("topic", request["topic"].get<std::string>())},
          {"state", request["state"]},
          {"is_waiting", is_waiting},
          {"is_late", is_waiting && by && *by < visit.now},
          {"is_billing", request["role"] == "billing"},
          {"received", when(visit, request["received_at"], zone)},
          {"answer_by", when(visit, request["answer_by"], zone)},
          {"text", request["text"]},
          {"reach", request["reach"]},
          {"page", request["page"]},
          {"locale", request["locale"]},
          {"date", request["date"]},
          {"file", request["file"]},
          {"answer", request["answer"]},
          {"answered", request["answer"].is_object() ? when(visit, request["answer"]["at"], zone) : Json()},
          {"closed", when(visit, request["closed_at"], zone)}};
}

Json entry_view(const Visit& visit, const Json& entry) {
  const std::string account = entry["account"].get<std::string>();
  return {{"id", entry["id"]},
          {"at", when(visit, entry["at"])},
          {"actor", entry["actor"]},
          {"action", entry["action"]},
          {"action_word", word_for("action", entry["action"].get<std::string>())},
          {"account", account},
          {"account_path", segment(account)},
          {"case", entry["case"]},
          {"why", entry["why"]},
          {"detail", entry["detail"].empty() ? "" : entry["detail"].dump(1)},
          {"hash", entry["hash"]}};
}

Json hours_of(const Said& policy) { return policy.is_good() ? policy.body["working_hours"] : Json(); }

std::string policy_words(const Json& policy) {
  const auto days = [](const Json& count) { return count.dump() + (count == 1 ? " day" : " days"); };
  std::string words = policy["name"].get<std::string>() + ": ";
  if (policy["reminder_days"] != 0) words += days(policy["reminder_days"]) + " before the banner shows, ";
  words += days(policy["countdown_days"]) + " of countdown, ";
  if (policy["ends_in"] == "read_only") return words + "then read-only";
  if (!policy["read_only_days"].is_null()) words += days(policy["read_only_days"]) + " read-only, ";
  return words + "then shut down";
}

Json help_of(const Visit& visit, const char* of, const std::string& id, const std::string& zone) {
  const Said said = ask(visit, "/v1/help", {{of, id}, {"limit", "100"}});
  Json list = Json::array();
  if (said.is_good())
    for (const Json& request : said.body["help"]) list.push_back(help_view(visit, request, zone));
  std::reverse(list.begin(), list.end());
  return list;
}

Json log_of(const Visit& visit, const char* of, const std::string& id) {
  const Said said = ask(visit, "/v1/audit", {{of, id}, {"before", std::to_string(kNewest)}, {"limit", "30"}});
  Json list = Json::array();
  if (said.is_good())
    for (const Json& entry : said.body["entries"]) list.push_back(entry_view(visit, entry));
  return list;
}

Json seen(const Visit& visit, const Json& notice, TimePoint at, const std::string& locale) {
  auto read = decode_notice_payload(api::to_text(notice), {"", visit.app.notary.terms().product, ""});
  if (!read) return Json::array();
  read->expires_at = std::max(read->expires_at, at + kDay);  // it will have been renewed meanwhile
  return {seen_by(*read, at, locale, Role::billing, "Who looks after the contract sees"),
          seen_by(*read, at, locale, Role::member, "Everybody else sees")};
}

Json options(std::string_view kind, const std::string& chosen) {
  Json list = Json::array();
  for (const Choice& choice : choices_of(kind)) list.push_back(option(choice.value, choice.word, chosen));
  return list;
}

Json languages(const std::string& chosen) {
  Json list = Json::array();
  for (const texts::Locale* locale : texts::all())
    list.push_back(option(locale->tag, word_for("language", std::string(locale->tag)), chosen));
  return list;
}

Said account_of(const Visit& visit, const std::string& id) {
  return ask(visit, "/v1/accounts/" + segment(id));
}

std::string once_of(const Visit& visit, const std::string& what) {
  return "console-" + token_hash(visit.who.session.id + "\n" + visit.request.target + "\n" + what);
}

}  // namespace gracegate::server::console
