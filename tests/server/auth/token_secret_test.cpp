#include "server/auth/token_secret.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "tests/support/catch.hpp"

using namespace gracegate::server;

namespace {

bool consists_of(std::string_view text, std::string_view alphabet) {
  return text.find_first_not_of(alphabet) == std::string_view::npos;
}

constexpr std::string_view kBase62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kBase32 = "0123456789abcdefghjkmnpqrstvwxyz";

}  // namespace

TEST_CASE("A secret tells its kind by its prefix and has 43 letters and digits") {
  const auto [kind, prefix] =
      GENERATE(table<Token::Kind, std::string>({{Token::Kind::person, "gg_person_"},
                                                {Token::Kind::product, "gg_product_"},
                                                {Token::Kind::account, "gg_account_"}}));
  const std::string secret = new_token_secret(kind);
  CHECK(secret.substr(0, prefix.size()) == prefix);
  CHECK(secret.size() == prefix.size() + 43);
  CHECK(consists_of(secret.substr(prefix.size()), kBase62));
}

TEST_CASE("Ids are a letter, an underscore and 16 characters that a notice may hold") {
  const auto [id, prefix] =
      GENERATE(table<std::string, std::string>({{new_case_id(), "c_"}, {new_token_id(), "t_"}}));
  CHECK(id.substr(0, 2) == prefix);
  CHECK(id.size() == 18);
  CHECK(consists_of(id.substr(2), kBase32));
}

TEST_CASE("Passwords and session secrets are long enough not to be guessed") {
  CHECK(new_password().size() == 20);
  CHECK(consists_of(new_password(), kBase32));
  CHECK(new_session_secret().size() == 43);
}

TEST_CASE("No secret comes twice, and every character of the alphabet comes about equally often") {
  std::set<std::string> seen;
  std::map<char, int> count;
  for (int i = 0; i < 2000; ++i) {
    const std::string secret = new_session_secret();
    seen.insert(secret);
    for (const char c : secret) ++count[c];
  }
  CHECK(seen.size() == 2000);
  REQUIRE(count.size() == kBase62.size());
  const auto expected = 2000.0 * 43 / 62;  // 1387, standard deviation 37
  for (const auto& [character, times] : count) {
    CAPTURE(character);
    CHECK(times > expected - 8 * 37);
    CHECK(times < expected + 8 * 37);
  }
}

TEST_CASE("What is kept of a secret is its SHA-256") {
  CHECK(token_hash("abc") == "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");  // FIPS 180-2, B.1
  CHECK(token_hash("abd") != token_hash("abc"));
}

TEST_CASE("Secrets are the same only if they are") {
  CHECK(is_same_secret("", ""));
  CHECK(is_same_secret("abc", "abc"));
  CHECK_FALSE(is_same_secret("abc", "abd"));
  CHECK_FALSE(is_same_secret("abc", "ab"));
  CHECK_FALSE(is_same_secret("abc", ""));
}
