#include "server/http/exchange.hpp"

#include "server/http/characters.hpp"

namespace gracegate::server::http {

const std::string* Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (same_letters(key, name)) return &value;
  }
  return nullptr;
}

}  // namespace gracegate::server::http
