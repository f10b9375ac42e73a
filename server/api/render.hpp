// Values of the domain as JSON of the API (docs/openapi.yaml).
#ifndef GRACEGATE_SERVER_API_RENDER_HPP
#define GRACEGATE_SERVER_API_RENDER_HPP

#include <nlohmann/json_fwd.hpp>

#include <string>

#include "gracegate/countdown.hpp"
#include "gracegate/notice.hpp"
#include "gracegate/standing.hpp"
#include "gracegate/time.hpp"
#include "server/cases/case.hpp"
#include "server/store/store.hpp"

namespace gracegate::server::api {

nlohmann::ordered_json render(const Account& account);
nlohmann::ordered_json render(const Case& one, TimePoint now);
nlohmann::ordered_json render(const HelpRequest& request);
nlohmann::ordered_json render(const Policy& policy);
nlohmann::ordered_json render(const Token& token, TimePoint now);  // never a secret or a hash
nlohmann::ordered_json render(const Person& person);               // never the password
nlohmann::ordered_json render(const Session& session, TimePoint now);
nlohmann::ordered_json render(const AuditEntry& entry);
nlohmann::ordered_json render(const Standing& standing, const std::string& account, TimePoint at);
nlohmann::ordered_json render(const std::optional<Suspension>& suspended, TimePoint now);
nlohmann::ordered_json render(const std::vector<Stage>& stages);
nlohmann::ordered_json render(std::optional<TimePoint> at);  // null where there is none
// The members of `after` that `before` has not, or has otherwise.
nlohmann::ordered_json changed_members(const nlohmann::ordered_json& before,
                                       const nlohmann::ordered_json& after);
// Compact text. Bytes that are no UTF-8 come out as U+FFFD.
std::string to_text(const nlohmann::ordered_json& value);

}  // namespace gracegate::server::api

#endif
