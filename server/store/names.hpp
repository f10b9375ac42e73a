// Words for enumerations that only stores write down.
#ifndef GRACEGATE_SERVER_STORE_NAMES_HPP
#define GRACEGATE_SERVER_STORE_NAMES_HPP

#include <optional>
#include <string_view>

#include "server/store/store.hpp"

namespace gracegate::server {

std::string_view to_string(AccountContact::Kind kind);  // "billing"
std::optional<AccountContact::Kind> contact_kind_from(std::string_view text);

std::string_view to_string(Token::Kind kind);  // "product"
std::optional<Token::Kind> token_kind_from(std::string_view text);

}  // namespace gracegate::server

#endif
