// The account that a request names.
#ifndef GRACEGATE_SERVER_API_ACCOUNT_ID_HPP
#define GRACEGATE_SERVER_API_ACCOUNT_ID_HPP

#include <string>

#include "gracegate/notice.hpp"
#include "gracegate/result.hpp"
#include "server/store/store.hpp"

namespace gracegate::server::api {

Result<void> check_account_id(const std::string& id);
// The account, or not_found with how to add it.
Result<Account> known_account(const Reader& reader, const std::string& id);

}  // namespace gracegate::server::api

#endif
