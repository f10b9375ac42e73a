// An entry of the audit log as people see it.
#ifndef GRACEGATE_SERVER_CTL_AUDIT_VIEW_HPP
#define GRACEGATE_SERVER_CTL_AUDIT_VIEW_HPP

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace gracegate::ctl {

using Json = nlohmann::ordered_json;

// "2026-12-06T16:18:52Z #42 ada case.extend acme c_8f3k…: transfer announced"
std::string audit_line(const Json& entry);

}  // namespace gracegate::ctl

#endif
