#include "server/ctl/option_names.hpp"

#include <algorithm>
#include <string_view>

namespace gracegate::ctl {
namespace {

struct OptionName {
  std::string_view pointer, option;
};

constexpr OptionName kOptions[] = {
    {"/account", "ACCOUNT"},
    {"/amount/currency", "--currency"},
    {"/amount/minor", "--amount"},
    {"/contacts", "--contact"},
    {"/copy", "--copy"},
    {"/countdown_days", "--countdown-days"},
    {"/days", "--days"},
    {"/ends_in", "--ends-in"},
    {"/expires_at", "--expires"},
    {"/invoices", "--invoice"},
    {"/keyset", "FILE"},
    {"/kind", "--kind"},
    {"/help_hold_days", "--help-hold-days"},
    {"/locale", "--locale"},
    {"/message", "--message"},
    {"/name", "--name"},
    {"/needs_sighting", "--needs-sighting"},
    {"/owed/currency", "--currency"},
    {"/owed/invoices", "--invoice"},
    {"/owed/minor", "--owed"},
    {"/payment", "--payment"},
    {"/policy", "--policy"},
    {"/read_only_days", "--read-only-days"},
    {"/reason", "--reason"},
    {"/reference", "--reference"},
    {"/reminder_days", "--reminder-days"},
    {"/revoke", "--revoke"},
    {"/role", "--role"},
    {"/snooze_days_before", "--snooze-days-before"},
    {"/start", "--start"},
    {"/until", "--until"},
    {"/valid_days", "--valid-days"},
    {"/why", "--why"},
    {"/working_hours/days", "--days"},
    {"/working_hours/from", "--hours"},
    {"/working_hours/holidays", "--holiday"},
    {"/working_hours/to", "--hours"},
    {"/zone", "--zone"},
};

bool is_within(std::string_view pointer, std::string_view place) {
  return pointer.substr(0, place.size()) == place &&
         (pointer.size() == place.size() || pointer[place.size()] == '/');
}

// "/0/email" is " email": which one of several it is, whoever typed it sees.
std::string names_in(std::string_view path) {
  std::string words;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string_view name = path.substr(0, path.find('/'));
    if (name.find_first_not_of("0123456789") != std::string_view::npos) words.append(" ").append(name);
    path.remove_prefix(name.size());
  }
  return words;
}

}  // namespace

std::string option_of(const std::string& pointer) {
  const auto* found = std::find_if(std::begin(kOptions), std::end(kOptions),
                                   [&](const OptionName& one) { return is_within(pointer, one.pointer); });
  if (found == std::end(kOptions)) return pointer;
  return std::string(found->option) + names_in(std::string_view(pointer).substr(found->pointer.size()));
}

}  // namespace gracegate::ctl
