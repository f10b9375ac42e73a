#include "server/api/case_policy.hpp"

namespace gracegate::server::api {

Result<Policy> policy_of(const Reader& reader, const Case& one) {
  auto found = reader.policy(one.policy, one.policy_version);
  if (!found) return found.error();
  if (!*found) return Error{ErrorCode::internal, "the policy of case " + one.id + " is not in the store", ""};
  return std::move(**found);
}

}  // namespace gracegate::server::api
