#include "server/ctl/case_view.hpp"

#include <nlohmann/json.hpp>

#include "core/code_points.hpp"
#include "server/cases/currency.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/table.hpp"
#include "server/ctl/timeline.hpp"

namespace gracegate::ctl {
namespace {

using Pairs = std::vector<std::pair<std::string, Cell>>;

bool is_open(const Json& one) { return text_at(one, "state") == "open"; }

Cell mode_cell(const Json& one) {
  if (!is_open(one)) return Cell("-");
  return {text_at(one, "mode"), ink_of(mode_at(one, "mode"))};
}

std::string invoice_text(const Json& invoice, const std::string& currency) {
  std::string text = text_at(invoice, "number");
  if (is_true_at(invoice, "paid")) return text + ", paid";
  if (member(invoice, "minor").is_number_integer())
    text += " (" + money_text({{"minor", integer_at(invoice, "minor")}, {"currency", currency}}) + ")";
  return text;
}

void add_debt(const Json& owed, Pairs& pairs) {
  if (!owed.is_object()) return;
  const std::string currency = text_at(owed, "currency");
  std::string text = money_text(owed);
  if (integer_at(owed, "original_minor") != integer_at(owed, "minor"))
    text += " of " + money_text({{"minor", integer_at(owed, "original_minor")}, {"currency", currency}});
  pairs.push_back({"owed", text});
  for (const Json& invoice : member(owed, "invoices"))
    pairs.push_back({"invoice", invoice_text(invoice, currency)});
}

void add_texts(const Json& one, Pairs& pairs) {
  const Json& message = member(one, "message");
  if (message.is_object())
    for (const auto& [locale, text] : message.items())
      if (text.is_string()) pairs.push_back({"message", locale + ": " + text.get<std::string>()});
  if (const std::string reference = text_at(one, "reference"); !reference.empty())
    pairs.push_back({"reference", reference});
}

void add_times(const Json& one, const Zone& zone, Pairs& pairs) {
  const auto add = [&](const char* name, const char* member_name, const std::string& rest = "") {
    if (const auto at = time_at(one, member_name))
      pairs.push_back({name, format_rfc3339(*at) + ", " + wall_time(zone, *at) + rest});
  };
  add("opened", "opened_at");
  add("ended", "ended_at");
  add("data until", "data_until");
  add("first seen", "seen_at");
  if (is_open(one) && !time_at(one, "seen_at"))
    pairs.push_back({"first seen", Cell("nobody has been shown the banner yet", Ink::bold)});
  const std::string left = count_text(member(one, "count"));
  add("deadline", "deadline", left.empty() ? left : " (" + left + ")");
  add("limited from", "limited_from");
  const Json& hold = member(one, "hold");
  if (const auto until = time_at(hold, "until"))
    pairs.push_back(
        {"on hold until", Cell(format_rfc3339(*until) + ": " + text_at(hold, "reason"), Ink::bold)});
}

}  // namespace

std::string draw_cases(const Screen& screen, const Json& cases) {
  Table table({"CASE", "ACCOUNT", "REASON", "STATE", "MODE", "DEADLINE", "TO DEADLINE", "OWED"});
  for (const Json& one : cases) {
    const bool is_held = member(one, "hold").is_object();
    table.add({text_at(one, "id"), text_at(one, "account"), text_at(one, "reason"),
               text_at(one, "state") + (is_held ? " (hold)" : ""), mode_cell(one), text_at(one, "deadline"),
               count_text(member(one, "count")), money_text(member(one, "owed"))});
  }
  return table.draw(screen);
}

std::string draw_case(const Screen& screen, const Json& one, const Zone& zone, std::optional<TimePoint> now) {
  Pairs pairs = {
      {"case", Cell(text_at(one, "id"), Ink::bold)},
      {"account", text_at(one, "account")},
      {"reason", text_at(one, "reason")},
      {"state", text_at(one, "state")},
      {"mode", mode_cell(one)},
      {"policy", text_at(one, "policy") + ", version " + std::to_string(integer_at(one, "policy_version"))}};
  add_times(one, zone, pairs);
  if (const auto waiting = integer_at(one, "help_waiting"); waiting != 0)
    pairs.push_back(
        {"asks for help", Cell(std::to_string(waiting) + ", see gracectl inbox list", Ink::bold)});
  add_debt(member(one, "owed"), pairs);
  add_texts(one, pairs);
  Timeline timeline{stages_at(one, "stages"), time_at(one, "deadline").value_or(TimePoint()), std::nullopt};
  if (is_open(one)) timeline.now = now;
  return draw_pairs(screen, pairs) + "\n" + draw_bar(timeline, screen) + "\n" +
         draw_stages(timeline, zone, screen);
}

std::string case_line(const Json& one) {
  std::string text = text_at(one, "id") + " of " + text_at(one, "account") + ": ";
  if (!is_open(one)) {
    text += text_at(one, "state");
    if (const std::string until = text_at(one, "data_until"); !until.empty())
      text += "; a farewell says that data can be taken out until " + until;
    return one_line(text) + "\n";
  }
  const Json& hold = member(one, "hold");
  text += text_at(one, "mode") + ", deadline " + text_at(one, "deadline") + " (" +
          count_text(member(one, "count")) + ")";
  if (const auto limited = text_at(one, "limited_from"); !limited.empty())
    text += ", limited from " + limited;
  if (hold.is_object()) text += ", on hold until " + text_at(hold, "until");
  return one_line(text) + "\n";
}

}  // namespace gracegate::ctl
