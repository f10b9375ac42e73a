#include "server/store/sqlite/tables.hpp"

namespace gracegate::server::sqlite {

Settings read_settings(Connection& connection) {
  Query row(connection.prepared(
      "SELECT issuer, product, epoch, suspended_from, suspended_until, suspended_reason FROM settings"));
  Settings settings;
  if (!row.next()) return settings;
  settings.issuer = row.text();
  settings.product = row.text();
  settings.epoch = row.integer();
  const auto from = row.optional_time();
  const auto until = row.optional_time();
  const auto reason = row.optional_text();
  if (from && until && reason) settings.suspended = Suspension{*from, *until, *reason};
  return settings;
}

void write_settings(Connection& connection, const Settings& settings) {
  std::optional<TimePoint> from, until;
  std::optional<std::string> reason;
  if (settings.suspended) {
    from = settings.suspended->from;
    until = settings.suspended->until;
    reason = settings.suspended->reason;
  }
  run(connection,
      "UPDATE settings SET issuer = ?1, product = ?2, epoch = ?3, suspended_from = ?4, suspended_until = ?5,"
      " suspended_reason = ?6",
      settings.issuer, settings.product, settings.epoch, from, until, reason);
}

}  // namespace gracegate::server::sqlite
