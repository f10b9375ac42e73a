#include "server/api/token_book.hpp"

#include <mutex>

#include "server/auth/token_secret.hpp"

namespace gracegate::server::api {

void TokenBook::update(const std::vector<Token>& tokens) {
  if (tokens.empty()) return;
  const std::unique_lock lock(mutex_);
  for (const Token& token : tokens) by_hash_[token.hash] = std::make_shared<const Token>(token);
}

std::shared_ptr<const Token> TokenBook::find(std::string_view secret) const {
  const std::string hash = token_hash(secret);
  const std::shared_lock lock(mutex_);
  const auto found = by_hash_.find(hash);
  return found == by_hash_.end() ? nullptr : found->second;
}

}  // namespace gracegate::server::api
