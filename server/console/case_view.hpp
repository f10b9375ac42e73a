// Cases, requests for help and log entries as the templates want them.
#ifndef GRACEGATE_SERVER_CONSOLE_CASE_VIEW_HPP
#define GRACEGATE_SERVER_CONSOLE_CASE_VIEW_HPP

#include <string>
#include <vector>

#include "server/console/visit.hpp"

namespace gracegate::server::console {

// For a line of a list and the head of a page. `zone`: the customer's, may be empty.
Json case_view(const Visit& visit, const Json& one, const std::string& zone);
Json help_view(const Visit& visit, const Json& request, const std::string& zone);
Json entry_view(const Visit& visit, const Json& entry);
// Of an account or a case (`of`: "account" or "case"), the newest first; empty where the API does not answer.
Json help_of(const Visit& visit, const char* of, const std::string& id, const std::string& zone);
Json log_of(const Visit& visit, const char* of, const std::string& id);
// "USD 300.00"; "" where nothing is owed.
std::string owed_words(const Json& owed);

// What the customer sees of `notice` (as the API gives it) at an instant: {"who", "banner", "banner_text"}
// for each role, in that language. For {{> _banner}}.
Json seen(const Visit& visit, const Json& notice, TimePoint at, const std::string& locale);

// Of a policy that the API was asked for; null where it has none to tell.
Json hours_of(const Said& policy);
// "standard: 14 days of countdown, 7 days read-only, then shut down"
std::string policy_words(const Json& policy);

// {"value", "word", "is_chosen"} of each, for {{> _options}}.
// For before=  of /v1/audit: the newest entries.
inline constexpr std::int64_t kNewest = (std::int64_t{1} << 53) - 1;

Json options(std::string_view kind, const std::string& chosen);
Json languages(const std::string& chosen);

// The account that the API knows by that id, or an answer that says why not.
Said account_of(const Visit& visit, const std::string& id);

// A key that is the same for the same form: sending it twice does it once.
std::string once_of(const Visit& visit, const std::string& what);

}  // namespace gracegate::server::console

#endif
