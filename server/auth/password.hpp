// Passwords of people, kept as scrypt (RFC 7914) with a salt of their own.
#ifndef GRACEGATE_SERVER_AUTH_PASSWORD_HPP
#define GRACEGATE_SERVER_AUTH_PASSWORD_HPP

#include <cstddef>
#include <string>
#include <string_view>

#include "gracegate/result.hpp"
#include "server/auth/turns.hpp"

namespace gracegate::server {

struct ScryptCost {
  unsigned log2_n = 15;
  unsigned r = 8;
  unsigned p = 1;
};

// Threads: any. One log-in costs 128 * r * 2^log2_n bytes, 32 MiB by default, and about 100 ms: `at_once`
// bounds how many run at the same time, the others wait.
class PasswordHasher {
 public:
  explicit PasswordHasher(std::size_t at_once = 2, ScryptCost cost = {});

  // "scrypt$15$8$1$SALT$HASH", salt and hash in base64url. Errors: invalid_argument (not 12 to 1024 bytes,
  // or a zero among them), unavailable (no memory, or stopped).
  Result<std::string> hash(std::string_view password);

  // In the same time whether it is right or wrong. Errors: forbidden (it is wrong, or `stored` is not of
  // hash()), unavailable (no memory, or stopped).
  Result<void> verify(std::string_view password, std::string_view stored);
  // For a person who does not exist: takes the time of verify(), and the password is always wrong.
  Result<void> verify_nobody(std::string_view password);

  // Who waits, and whoever comes later, gets `unavailable` at once.
  void stop() { turns_.stop(); }

 private:
  const ScryptCost cost_;
  const std::string nobody_;
  Turns turns_;
};

}  // namespace gracegate::server

#endif
