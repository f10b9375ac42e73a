// Instants as people read them: always with their zone.
#ifndef GRACEGATE_SERVER_CONSOLE_DATES_HPP
#define GRACEGATE_SERVER_CONSOLE_DATES_HPP

#include <optional>
#include <string>

#include "server/console/visit.hpp"

namespace gracegate::server::console {

// {"iso", "text", "customer", "away"}: "1 December 2026, 09:00 CET" in the zone of whoever looks, the same in
// the customer's (empty where no zone is given), and "in 3 days". Null where `instant` is null. For
// {{> _time}}.
Json when(const Visit& visit, const Json& instant, const std::string& customer_zone = "");
// In that zone alone, for sentences about what the customer sees.
std::string date_in(TimePoint at, const std::string& zone);
std::string away(TimePoint now, TimePoint at);  // "in 3 days", "2 hours ago", "now"

// Of an answer of the API; nullopt where it is null.
std::optional<TimePoint> instant_of(const Json& instant);

// The end of a working day that somebody typed as "2026-12-24", in that zone. Errors: malformed.
Result<TimePoint> typed_day(const std::string& date, const std::string& zone);

}  // namespace gracegate::server::console

#endif
