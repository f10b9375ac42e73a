#include "server/api/token_book.hpp"

#include <mutex>

#include "server/auth/token_secret.hpp"

namespace gracegate::server::api {

void TokenBook::update(const std::vector<Token>& tokens) {
  if (tokens.empty()) return;
  const std::unique_lock lock(mutex_);
  for (const Token& token : tokens) by_hash_[token.hash] = std::make_shared<const Token>(token);
}

std::shared_ptr<const Token> TokenBook::find(std::string_view secret, TimePoint now) const {
  const std::string hash = token_hash(secret);
  const std::shared_lock lock(mutex_);
  const auto found = by_hash_.find(hash);
  if (found == by_hash_.end()) return nullptr;
  const Token& token = *found->second;
  if (token.revoked_at || (token.expires_at && *token.expires_at <= now)) return nullptr;
  return found->second;
}

}  // namespace gracegate::server::api
