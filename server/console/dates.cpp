#include "server/console/dates.hpp"

#include "gracegate/banner.hpp"
#include "gracegate/countdown.hpp"
#include "server/cases/calendar.hpp"

namespace gracegate::server::console {
namespace {

constexpr int kEndOfDay = 17 * 60;

std::string counted(std::int64_t count, std::string unit) {
  if (count == 1) unit.pop_back();
  return std::to_string(count) + " " + unit;
}

// As the banner counts: so that nobody on the phone has another number than the customer.
std::string ahead(Seconds length) {
  const Count count = count_down(length);
  return "in " + counted(count.value, std::string(to_string(count.unit)));
}

std::string ago(Seconds length) {
  if (length >= kDay) return counted(length / kDay, "days") + " ago";
  if (length >= kHour) return counted(length / kHour, "hours") + " ago";
  return length >= kMinute ? counted(length / kMinute, "minutes") + " ago" : "now";
}

}  // namespace

std::optional<TimePoint> instant_of(const Json& instant) {
  if (!instant.is_string()) return std::nullopt;
  const auto at = parse_rfc3339(instant.get<std::string>());
  if (!at) return std::nullopt;
  return *at;
}

std::string date_in(TimePoint at, const std::string& zone) {
  return date_text(at, zone_between(is_zone(zone) ? zone : "UTC", at, at), "en");
}

std::string away(TimePoint now, TimePoint at) { return at > now ? ahead(at - now) : ago(now - at); }

Json when(const Visit& visit, const Json& instant, const std::string& customer_zone) {
  const auto at = instant_of(instant);
  if (!at) return nullptr;
  return {{"iso", format_rfc3339(*at)},
          {"text", date_in(*at, visit.who.person.zone)},
          {"customer", customer_zone.empty() ? "" : date_in(*at, customer_zone)},
          {"away", away(visit.now, *at)}};
}

Result<TimePoint> typed_day(const std::string& date, const std::string& zone) {
  const auto day = parse_date(date);
  if (!day) return day.error();
  return on_the_wall(is_zone(zone) ? zone : "UTC", *day, kEndOfDay);
}

}  // namespace gracegate::server::console
