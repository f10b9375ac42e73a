#include "server/cases/words.hpp"
#include "server/store/store.hpp"

namespace gracegate::server {

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
  return value_of(text, Token::Kind::account);
}

}  // namespace gracegate::server
