// What people type, read strictly before anything is sent. Errors: invalid_argument, naming the option.
#ifndef GRACEGATE_SERVER_CTL_INPUT_HPP
#define GRACEGATE_SERVER_CTL_INPUT_HPP

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "gracegate/notice.hpp"
#include "gracegate/result.hpp"
#include "gracegate/time.hpp"

namespace gracegate::ctl {

using Json = nlohmann::ordered_json;

Error bad_input(std::string message);

// Parts of a request's path, escaped.
Result<std::string> account_segment(const std::string& id);
// Ids that the server gives, of cases and tokens, and names of policies: A-Z a-z 0-9 _ -, at most 40.
Result<std::string> plain_segment(const std::string& what, const std::string& id);

// RFC 3339 with an offset; normalised to UTC. A bare date is refused with the reason. Empty stays empty.
Result<std::string> instant(const std::string& option, const std::string& text);
// Text of 1 to `max` bytes that is not blank, in UTF-8 without control characters but line breaks.
Result<std::string> sentence(const std::string& option, const std::string& text, std::size_t max = 2000);
// An amount like 30000.00 and its currency, both or none: null or {"minor","currency"}.
Result<Json> amount(const std::string& option, const std::string& text, const std::string& currency);
// "INV-1" or "INV-1=20000.00"; the amount may not be given without `currency`. Each number once.
Result<Json> invoices(const std::vector<std::string>& texts, const std::string& currency);
// "billing:Ada Byron:ada@example.com", a telephone number may follow after a colon.
Result<Json> contacts(const std::vector<std::string>& texts);
// "en=Please pay"; each locale once.
Result<Json> messages(const std::vector<std::string>& texts);

}  // namespace gracegate::ctl

#endif
