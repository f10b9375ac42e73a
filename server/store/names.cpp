#include "server/store/names.hpp"

namespace gracegate::server {

std::string_view to_string(AccountContact::Kind kind) {
  switch (kind) {
    case AccountContact::Kind::billing:
      return "billing";
    case AccountContact::Kind::sponsor:
      return "sponsor";
    case AccountContact::Kind::technical:
      return "technical";
  }
  return "";
}

std::optional<AccountContact::Kind> contact_kind_from(std::string_view text) {
  using Kind = AccountContact::Kind;
  for (const Kind kind : {Kind::billing, Kind::sponsor, Kind::technical})
    if (text == to_string(kind)) return kind;
  return std::nullopt;
}

std::string_view to_string(Token::Kind kind) {
  switch (kind) {
    case Token::Kind::person:
      return "person";
    case Token::Kind::product:
      return "product";
    case Token::Kind::account:
      return "account";
  }
  return "";
}

std::optional<Token::Kind> token_kind_from(std::string_view text) {
  using Kind = Token::Kind;
  for (const Kind kind : {Kind::person, Kind::product, Kind::account})
    if (text == to_string(kind)) return kind;
  return std::nullopt;
}

}  // namespace gracegate::server
