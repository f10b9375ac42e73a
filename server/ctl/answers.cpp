#include "server/ctl/answers.hpp"

#include <nlohmann/json.hpp>

#include "server/cases/currency.hpp"

namespace gracegate::ctl {

const Json& member(const Json& object, const char* name) {
  static const Json none;
  if (!object.is_object()) return none;
  const auto found = object.find(name);
  return found == object.end() ? none : *found;
}

std::string text_at(const Json& object, const char* name) {
  const Json& value = member(object, name);
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::int64_t integer_at(const Json& object, const char* name) {
  const Json& value = member(object, name);
  return value.is_number_integer() ? value.get<std::int64_t>() : 0;
}

bool is_true_at(const Json& object, const char* name) {
  const Json& value = member(object, name);
  return value.is_boolean() && value.get<bool>();
}

std::optional<TimePoint> time_at(const Json& object, const char* name) {
  const auto at = parse_rfc3339(text_at(object, name));
  if (!at) return std::nullopt;
  return *at;
}

Mode mode_at(const Json& object, const char* name) {
  return mode_from(text_at(object, name)).value_or(Mode::open);
}

std::vector<Stage> stages_at(const Json& object, const char* name) {
  std::vector<Stage> stages;
  for (const Json& one : member(object, name))
    if (const auto from = time_at(one, "from")) stages.push_back({mode_at(one, "mode"), *from});
  return stages;
}

std::string count_text(const Json& count) {
  if (!count.is_object()) return {};
  const std::int64_t value = integer_at(count, "value");
  if (value == 0) return "passed";
  std::string unit = text_at(count, "unit");
  if (value == 1 && !unit.empty() && unit.back() == 's') unit.pop_back();
  return std::to_string(value) + " " + unit;
}

std::string money_text(const Json& owed) {
  if (!owed.is_object()) return {};
  const Money money{integer_at(owed, "minor"), text_at(owed, "currency")};
  return server::format_amount(money) + " " + money.currency;
}

std::string joined(const Json& array) {
  std::string out;
  for (const Json& one : array)
    if (one.is_string()) out.append(out.empty() ? "" : ", ").append(one.get<std::string>());
  return out;
}

Zone zone_of(const Json& notice) {
  const Json& source = member(notice, "zone");
  Zone zone;
  zone.name = text_at(source, "name");
  for (const Json& one : member(source, "offsets"))
    zone.offsets.push_back({TimePoint(Seconds(integer_at(one, "from"))), Seconds(integer_at(one, "seconds")),
                            text_at(one, "abbr")});
  return zone;
}

}  // namespace gracegate::ctl
