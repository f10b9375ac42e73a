#include "tests/banner/example.hpp"

#include "core/texts.hpp"

namespace gracegate::example {

TimePoint opened() { return from_civil(2026, 11, 22, 15, 18); }
TimePoint deadline() { return opened() + 14 * kDay; }
TimePoint read_only() { return deadline() + 17 * kHour; }
TimePoint shutdown() { return read_only() + 7 * kDay; }

Notice notice(Reason reason) {
  NoticeCase one;
  one.id = "c_8f3k2m9q4t7w1x5z";
  one.reason = reason;
  one.deadline = deadline();
  one.stages = {{Mode::countdown, opened()}, {Mode::read_only, read_only()}, {Mode::shutdown, shutdown()}};
  one.owed = Owed{{3000000, "USD"}, {"INV-1", "INV-2"}};
  one.reference = "§ 7.2";
  Notice all;
  all.account = "acme";
  all.issued_at = opened();
  all.expires_at = opened() + 90 * kDay;
  all.zone.name = "Europe/Berlin";
  all.zone.offsets = {{opened() - kDay, Seconds{3600}, "CET"}};
  all.cases = {one};
  all.links = {"https://pay.example.com/acme", "https://help.example.com/?lang=en#form",
               "https://app.example.com/export", ""};
  all.contact = {"Ada Example", "ada@example.com", "+49 30 901820"};
  return all;
}

Notice conversing() {
  Notice all = notice();
  const TimePoint asked = opened() + kHour;
  all.cases[0].help = {{"h_1", "p-17", HelpTopic::stuck, asked, std::nullopt,
                        HelpAnswer{asked + kHour, "Maria Lindqvist", "Please try again.\nIt is mended."}},
                       {"h_2", "p-17", HelpTopic::time, asked + kHour, asked + kDay, std::nullopt}};
  return all;
}

Notice ended(Ending how, Reason reason) {
  Notice all = notice(reason);
  all.cases.clear();
  const Seconds told = how == Ending::released ? 30 * kDay : 15 * kMinute;
  all.ended = {{"c_8f3k2m9q4t7w1x5z", reason, how, opened(), opened() + told}};
  return all;
}

std::vector<std::string> locales() {
  std::vector<std::string> tags;
  for (const texts::Locale* locale : texts::all()) tags.emplace_back(locale->tag);
  return tags;
}

Viewer viewer(Role role, const std::string& locale) { return {role, locale, {}}; }

Decision denial(const Notice& notice, TimePoint now) {
  Decision decision;
  decision.allowed = false;
  decision.operation = Operation::write;
  decision.standing = standing_at(notice, now);
  return decision;
}

}  // namespace gracegate::example
