#include "server/auth/password.hpp"

#include <future>
#include <vector>

#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::server;

namespace {

constexpr ScryptCost kCheap{4, 1, 1};

}  // namespace

TEST_CASE("Once stopped no password is looked at, and that is not told from a wrong one by mistake") {
  PasswordHasher hasher(1, kCheap);
  const std::string stored = hasher.hash("correct horse").value();
  CHECK(hasher.verify("wrong horse!", stored).error().code == ErrorCode::forbidden);
  CHECK(hasher.verify_nobody("wrong horse!").error().code == ErrorCode::forbidden);
  hasher.stop();
  CHECK(hasher.verify("correct horse", stored).error().code == ErrorCode::unavailable);
  CHECK(hasher.verify_nobody("correct horse").error().code == ErrorCode::unavailable);
  CHECK(hasher.hash("correct horse").error().code == ErrorCode::unavailable);
}

TEST_CASE("The right password is right and every other one wrong") {
  PasswordHasher hasher(1, kCheap);
  const std::string stored = hasher.hash("correct horse").value();
  CHECK(hasher.verify("correct horse", stored));
  for (const std::string wrong : {"", "correct hors", "correct horse ", "Correct horse", "correct\0horse"})
    CHECK_FALSE(hasher.verify(wrong, stored));
  CHECK_FALSE(hasher.verify(std::string("correct horse\0", 14), stored));
  CHECK_FALSE(hasher.hash(std::string("correct horse\0", 14)));
  CHECK_FALSE(hasher.verify_nobody("correct horse"));
}

TEST_CASE("Two people with the same password have different hashes") {
  PasswordHasher hasher(1, kCheap);
  CHECK(hasher.hash("correct horse").value() != hasher.hash("correct horse").value());
}

TEST_CASE("By default a password costs 32 MiB, and says so in what is stored") {
  PasswordHasher hasher;
  const std::string stored = hasher.hash("correct horse").value();
  CHECK(stored.rfind("scrypt$15$8$1$", 0) == 0);
  CHECK(stored.size() == 14 + 22 + 1 + 43);
  CHECK(hasher.verify("correct horse", stored));
}

TEST_CASE("What was stored at another cost still verifies") {
  const std::string stored = PasswordHasher(1, {5, 2, 3}).hash("correct horse").value();
  PasswordHasher hasher(1, kCheap);
  CHECK(hasher.verify("correct horse", stored));
  CHECK_FALSE(hasher.verify("wrong horse!", stored));
}

TEST_CASE("The second test vector of RFC 7914 verifies") {
  PasswordHasher hasher;
  CHECK(hasher.verify("password", "scrypt$10$8$16$TmFDbA$_bq-HJ00cgB4VucZDQHp_nxq18vII3gw53N2Y0s3MWI"));
}

TEST_CASE("A password has 12 to 1024 bytes") {
  PasswordHasher hasher(1, kCheap);
  const auto [size, is_taken] =
      GENERATE(table<std::size_t, bool>({{0, false}, {11, false}, {12, true}, {1024, true}, {1025, false}}));
  const auto hash = hasher.hash(std::string(size, 'x'));
  CHECK(hash.ok() == is_taken);
  if (!hash) CHECK(hash.error().code == ErrorCode::invalid_argument);
  if (hash) CHECK(hasher.verify(std::string(size, 'x'), *hash));
}

TEST_CASE("What nobody here has stored verifies nothing, and costs no memory without bound") {
  PasswordHasher hasher(1, kCheap);
  const std::string salt = "c2FsdA";
  const std::string key(43, 'A');
  for (const std::string& stored :
       {std::string(), std::string("scrypt"), std::string("scrypt$4$1$1$$"),
        "plain$4$1$1$" + salt + "$" + key, "scrypt$63$8$1$" + salt + "$" + key,
        "scrypt$24$64$1$" + salt + "$" + key, "scrypt$4$1$1000000$" + salt + "$" + key,
        "scrypt$0$1$1$" + salt + "$" + key, "scrypt$4$0$1$" + salt + "$" + key,
        "scrypt$-4$1$1$" + salt + "$" + key, "scrypt$4x$1$1$" + salt + "$" + key,
        "scrypt$4$1$1$" + salt + "$" + key.substr(1), "scrypt$4$1$1$" + salt + "$" + key + "$",
        "scrypt$4$1$1$" + salt + "=$" + key})
    CHECK_FALSE(hasher.verify("", stored));
}

TEST_CASE("More log-ins at once than there are turns all get one") {
  PasswordHasher hasher(2, kCheap);
  const std::string stored = hasher.hash("correct horse").value();
  std::vector<std::future<bool>> logins;
  for (int i = 0; i < 16; ++i)
    logins.push_back(
        std::async(std::launch::async, [&] { return hasher.verify("correct horse", stored).ok(); }));
  for (auto& login : logins) CHECK(login.get());
}
