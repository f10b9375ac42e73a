// A case's stages as a drawing and as words.
#ifndef GRACEGATE_SERVER_CONSOLE_TIMELINE_HPP
#define GRACEGATE_SERVER_CONSOLE_TIMELINE_HPP

#include "server/console/visit.hpp"

namespace gracegate::server::console {

// Of a case as the API gives it, in the account's zone, with the days on which nobody works by `policy`. For
// {{> _timeline}}: {"width", "bars", "days_off", "now", "deadline", "steps"}. Null where it has no stages.
Json timeline(const Visit& visit, const Json& one, const Json& account, const Json& policy);

// What happens to the customer, sentence by sentence, as a list: of a case that is open, or of how it ended.
Json effect(const Visit& visit, const Json& one, const Json& account);

}  // namespace gracegate::server::console

#endif
