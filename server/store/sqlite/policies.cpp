#include "server/store/sqlite/columns.hpp"
#include "server/store/sqlite/tables.hpp"

namespace gracegate::server::sqlite {

namespace {

constexpr const char* kColumns =
    "name, version, reminder_days, countdown_days, read_only_days, ends_in_shutdown, works_sunday,"
    " works_monday, works_tuesday, works_wednesday, works_thursday, works_friday, works_saturday, works_from,"
    " works_to, needs_sighting, snooze_days_before, help_hold_days";
const std::string kSelect = select_from("policies", kColumns);
const std::string kInsert = insert_into("policies", kColumns);

WorkingHours hours_of(Query& row) {
  WorkingHours hours;
  for (bool& day : hours.days) day = row.boolean();
  hours.from_minute = row.small();
  hours.to_minute = row.small();
  return hours;
}

std::optional<int> optional_days(Query& row) {
  const auto days = row.optional_integer();
  if (!days) return std::nullopt;
  return static_cast<int>(*days);
}

Policy policy_of(Query& row) {
  Policy policy;
  policy.name = row.text();
  policy.version = row.small();
  policy.reminder_days = row.small();
  policy.countdown_days = row.small();
  policy.read_only_days = optional_days(row);
  policy.ends_in_shutdown = row.boolean();
  policy.hours = hours_of(row);
  policy.needs_sighting = row.boolean();
  policy.snooze_days_before = optional_days(row);
  policy.help_hold_days = row.small();
  return policy;
}

void read_holidays(Connection& connection, Policy& policy) {
  Query row(connection.prepared("SELECT year, month, day FROM policy_holidays WHERE policy = ?1"
                                " AND version = ?2 ORDER BY position"),
            policy.name, policy.version);
  while (row.next()) {
    const int year = row.small();
    const auto month = static_cast<unsigned>(row.small());
    policy.hours.holidays.push_back({year, month, static_cast<unsigned>(row.small())});
  }
}

std::vector<Policy> policies_of(Connection& connection, Query& row) {
  std::vector<Policy> found;
  while (row.next()) found.push_back(policy_of(row));
  for (Policy& policy : found) read_holidays(connection, policy);
  return found;
}

}  // namespace

std::optional<Policy> read_policy(Connection& connection, const std::string& name, int version) {
  Query row(connection.prepared(
                kSelect + " WHERE name = ?1 AND (?2 = 0 OR version = ?2) ORDER BY version DESC LIMIT 1"),
            name, version);
  auto found = policies_of(connection, row);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Policy> read_policies(Connection& connection) {
  Query row(connection.prepared(kSelect + " AS newest WHERE version = (SELECT max(version) FROM policies"
                                          " WHERE name = newest.name) ORDER BY name"));
  return policies_of(connection, row);
}

void insert_policy(Connection& connection, const Policy& policy) {
  const auto& days = policy.hours.days;
  run(connection, kInsert, policy.name, policy.version, policy.reminder_days, policy.countdown_days,
      policy.read_only_days, policy.ends_in_shutdown, days[0], days[1], days[2], days[3], days[4], days[5],
      days[6], policy.hours.from_minute, policy.hours.to_minute, policy.needs_sighting,
      policy.snooze_days_before, policy.help_hold_days);
  std::size_t position = 0;
  for (const Date& date : policy.hours.holidays)
    run(connection,
        "INSERT INTO policy_holidays (policy, version, position, year, month, day)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        policy.name, policy.version, position++, date.year, date.month, date.day);
}

}  // namespace gracegate::server::sqlite
