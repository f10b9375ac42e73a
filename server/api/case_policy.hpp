// The policy that a case was opened with.
#ifndef GRACEGATE_SERVER_API_CASE_POLICY_HPP
#define GRACEGATE_SERVER_API_CASE_POLICY_HPP

#include "gracegate/result.hpp"
#include "server/store/store.hpp"

namespace gracegate::server::api {

// Errors: internal (the store does not have it), unavailable.
Result<Policy> policy_of(const Reader& reader, const Case& one);

}  // namespace gracegate::server::api

#endif
