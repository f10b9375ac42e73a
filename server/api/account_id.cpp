#include "server/api/account_id.hpp"

namespace gracegate::server::api {

Result<void> check_account_id(const std::string& id) {
  if (is_account_id(id)) return {};
  return Error{ErrorCode::malformed, "an account id is 1 to 128 bytes of UTF-8 without control characters",
               ""};
}

Result<Account> known_account(const Reader& reader, const std::string& id) {
  if (const auto valid = check_account_id(id); !valid) return valid.error();
  auto found = reader.account(id);
  if (!found) return found.error();
  if (!*found)
    return Error{ErrorCode::not_found,
                 "no account has this id; add it first: PUT /v1/accounts/{id}, or gracectl account add", ""};
  return std::move(**found);
}

}  // namespace gracegate::server::api
