// Reading what the server said: a member that is missing, or of another type than expected, reads as empty.
#ifndef GRACEGATE_SERVER_CTL_ANSWERS_HPP
#define GRACEGATE_SERVER_CTL_ANSWERS_HPP

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "gracegate/notice.hpp"
#include "gracegate/time.hpp"

namespace gracegate::ctl {

using Json = nlohmann::ordered_json;

const Json& member(const Json& object, const char* name);  // null where there is none
std::string text_at(const Json& object, const char* name);
std::int64_t integer_at(const Json& object, const char* name);
bool is_true_at(const Json& object, const char* name);
std::optional<TimePoint> time_at(const Json& object, const char* name);
Mode mode_at(const Json& object, const char* name);
std::vector<Stage> stages_at(const Json& object, const char* name);

std::string count_text(const Json& count);  // "14 days", "1 hour", "passed"; empty for null
// "30000.00 USD" of an object with minor and currency; empty for null.
std::string money_text(const Json& owed);
// The texts of an array, with a comma between.
std::string joined(const Json& array);
// The zone of a notice's claims.
Zone zone_of(const Json& notice);

}  // namespace gracegate::ctl

#endif
