// A case's stages as a drawing and as words.
#ifndef GRACEGATE_SERVER_CONSOLE_TIMELINE_HPP
#define GRACEGATE_SERVER_CONSOLE_TIMELINE_HPP

#include "server/console/visit.hpp"

namespace gracegate::server::console {

// Of a case as the API gives it, in the account's zone, with the days on which nobody works. For
// {{> _timeline}}: {"width", "bars", "days_off", "now", "deadline", "steps"}. Null where it has no stages.
Json timeline(const Visit& visit, const Json& one, const Json& account, const Json& working_hours);

// The same of a case that would be opened now in the visitor's zone. `what`: as POST /v1/simulate takes it.
Json drawn_policy(const Visit& visit, Json what, const Json& working_hours);

// What happens to the customer, sentence by sentence, as a list: of a case that is open, or of how it ended.
Json effect(const Visit& visit, const Json& one, const Json& account);

}  // namespace gracegate::server::console

#endif
