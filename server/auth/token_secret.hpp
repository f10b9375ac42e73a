// Secrets and ids that nobody can guess.
#ifndef GRACEGATE_SERVER_AUTH_TOKEN_SECRET_HPP
#define GRACEGATE_SERVER_AUTH_TOKEN_SECRET_HPP

#include <string>
#include <string_view>

#include "server/store/store.hpp"

namespace gracegate::server {

// "gg_person_", "gg_product_" or "gg_account_" and 43 letters and digits: 256 bits. The prefix lets secret
// scanners find one that was published by mistake.
std::string new_token_secret(Token::Kind kind);
// What is kept of a secret: base64url of its SHA-256. No salt or cost is needed for 256 random bits.
std::string token_hash(std::string_view secret);

std::string new_case_id();         // "c_8f3k2m9q4t7w1x5z": 80 bits, without i, l, o and u
std::string new_token_id();        // "t_…", alike
std::string new_session_id();      // "s_…", alike
std::string new_password();        // 20 characters that cannot be mistaken for each other, 100 bits
std::string new_session_secret();  // 43 letters and digits

// In the time of the shorter one, wherever they differ.
bool is_same_secret(std::string_view a, std::string_view b);

}  // namespace gracegate::server

#endif
