// All tokens in memory, so that a request is authenticated without the store.
#ifndef GRACEGATE_SERVER_API_TOKEN_BOOK_HPP
#define GRACEGATE_SERVER_API_TOKEN_BOOK_HPP

#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gracegate/time.hpp"
#include "server/store/store.hpp"

namespace gracegate::server::api {

// Threads: any.
class TokenBook {
 public:
  explicit TokenBook(const std::vector<Token>& tokens) { update(tokens); }

  void update(const std::vector<Token>& tokens);
  // nullptr: no such token. One that is found may have expired or been revoked.
  std::shared_ptr<const Token> find(std::string_view secret) const;

 private:
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const Token>> by_hash_;
};

}  // namespace gracegate::server::api

#endif
