#include "server/publish/keyring.hpp"

#include <sys/stat.h>

#include <filesystem>

#include "tests/server/publish/keys_on_disk.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::server;
using namespace gracegate::test;

namespace {

namespace fs = std::filesystem;

unsigned mode_of(const std::string& file) {
  struct stat status {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  return status.st_mode & 0777u;
}

// "signing" stands for the file of the signing key, whose name is made at the first start.
std::string name_of(const std::string& file, const Keyring& keyring) {
  return file == "signing" ? "signing-" + kid_in_use(keyring) + ".pem" : file;
}

}  // namespace

TEST_CASE("A private key under the name of another signs nothing") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  const std::string before = kid_in_use(*keyring);
  const auto stranger = Signer::generate();
  REQUIRE(stranger);
  folder.write("signing-" + before + ".pem", stranger->to_pem());
  const std::string after = kid_in_use(*folder.open());
  CHECK(after != before);
  CHECK(after != stranger->id());
  CHECK(folder.open()->keyset().find(after, kStart) != nullptr);
}

TEST_CASE("A folder of keys that others may write to is refused, with what to do") {
  const KeysOnDisk folder;
  (void)folder.open();
  for (const auto& [mode, is_refused] :
       {std::pair(0700, false), std::pair(0755, false), std::pair(0770, true), std::pair(0777, true)}) {
    CAPTURE(mode);
    REQUIRE(::chmod(folder.path().c_str(), static_cast<mode_t>(mode)) == 0);
    const auto keyring = Keyring::open(folder.path(), kStart);
    CHECK(keyring.ok() != is_refused);
    if (is_refused) CHECK(keyring.error().message.find("chmod 700") != std::string::npos);
  }
}

TEST_CASE("The first start makes root, signing key and key set, for the owner alone") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();

  CHECK(mode_of(folder.path()) == 0700u);
  for (const auto& entry : fs::directory_iterator(folder.path())) CHECK(mode_of(entry.path()) == 0600u);
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 4);
  CHECK(folder.read("root.pub") == to_string(keyring->root()) + "\n");
  const auto set = verify_keyset(keyring->keyset_jws(), {keyring->root()});
  REQUIRE(set);
  CHECK(set->version == kFirstVersion);
  REQUIRE(set->keys.size() == 1);
  CHECK(set->keys[0].id == kid_in_use(*keyring));
  CHECK(set->keys[0].not_after == kStart + kSigningKeyLife);
  CHECK(set->expires_at == kStart + kKeySetLife);
  CHECK(keyring->ends_at() == kStart + kKeySetLife);
}

TEST_CASE("A second start has the same keys") {
  const KeysOnDisk folder;
  const auto first = folder.open();
  const auto second = folder.open(kStart + kKeySetLife / 2);
  CHECK(second->keyset_jws() == first->keyset_jws());
  const auto third = folder.open(kStart + 300 * kDay);
  CHECK(third->root() == first->root());
  CHECK(kid_in_use(*third) == kid_in_use(*first));
}

TEST_CASE("With the root moved away the server signs as before") {
  const KeysOnDisk folder;
  const auto before = folder.open();
  folder.move_root_away();
  const auto after = folder.open(kStart + 399 * kDay);
  CHECK(after->root() == before->root());
  CHECK(after->keyset_jws() == before->keyset_jws());
  CHECK_FALSE(fs::exists(folder.file("root.pem")));
}

TEST_CASE("A key set is signed anew when half of its life is left, while the root is there") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  const TimePoint half = kStart + kKeySetLife / 2;
  for (const auto& [now, version] : {std::pair{half - Seconds(1), 0}, {half, 0}, {half + Seconds(1), 1}}) {
    REQUIRE(keyring->renew(now));
    CHECK(keyring->keyset().version == kFirstVersion + version);
  }
  CHECK(keyring->keyset().expires_at == half + Seconds(1) + kKeySetLife);
  CHECK(keyring->keyset().keys.size() == 1);
  folder.move_root_away();
  REQUIRE(keyring->renew(half + 20 * kDay));
  CHECK(keyring->keyset().version == kFirstVersion + 1);
}

TEST_CASE("A new signing key is in the set from 60 days before the end of the last one") {
  const KeysOnDisk folder;
  folder.open();
  const TimePoint due = kStart + kSigningKeyLife - kRenewKeyBefore;
  const auto [now, keys] =
      GENERATE_COPY(table<TimePoint, std::size_t>({{due - Seconds(1), 1}, {due, 1}, {due + Seconds(1), 2}}));
  const auto keyring = folder.open(now);
  CHECK(keyring->keyset().keys.size() == keys);
  CHECK(verify_keyset(keyring->keyset_jws(), {keyring->root()}));
  CHECK(kid_in_use(*keyring) == keyring->keyset().keys[0].id);  // still the old one
}

TEST_CASE("The next key signs from 30 days before the end of the one before") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  const std::string old_key = kid_in_use(*keyring);
  CHECK(keyring->renew(kStart + kSigningKeyLife - 50 * kDay).value() == false);
  const TimePoint change = kStart + kSigningKeyLife - kChangeKeyBefore;

  CHECK(keyring->renew(change).value() == false);
  CHECK(kid_in_use(*keyring) == old_key);
  CHECK(keyring->renew(change + Seconds(1)).value() == true);
  CHECK(kid_in_use(*keyring) == keyring->keyset().keys.at(1).id);
  CHECK(keyring->renew(change + Seconds(2)).value() == false);
}

TEST_CASE("A key that has ended stays in the set for as long as what it signed is relied on") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  const std::string old_key = kid_in_use(*keyring);
  REQUIRE(keyring->renew(kStart + 350 * kDay));
  const TimePoint last_signed = kStart + kSigningKeyLife - Seconds(1);
  REQUIRE(keyring->renew(kStart + 430 * kDay));
  CHECK(keyring->keyset().find(old_key, last_signed));
  REQUIRE(keyring->renew(kStart + 700 * kDay));
  CHECK_FALSE(keyring->keyset().find(old_key, last_signed));
}

TEST_CASE("A server that was off beyond the end of its keys makes new ones while the root is there") {
  const KeysOnDisk folder;
  folder.open();
  const TimePoint later = kStart + 1000 * kDay;
  SECTION("root there") {
    const auto keyring = folder.open(later);
    CHECK(keyring->keyset().version == kFirstVersion + 1);
    CHECK(keyring->keyset().find(kid_in_use(*keyring), later));
  }
  SECTION("root away, then put back") {
    folder.move_root_away();
    const Error error = folder.refusal(later);
    CHECK(error.code == ErrorCode::unavailable);
    CHECK(error.message.find("put root.pem back") != std::string::npos);
    folder.put_root_back();
    CHECK(folder.open(later)->keyset().version == kFirstVersion + 1);
  }
}

TEST_CASE("A signing key that was lost is replaced while the root is there") {
  const KeysOnDisk folder;
  const auto lost = kid_in_use(*folder.open());
  fs::remove(folder.file("signing-" + lost + ".pem"));
  SECTION("root there") {
    const auto keyring = folder.open();
    CHECK(kid_in_use(*keyring) != lost);
    CHECK(keyring->keyset().find(kid_in_use(*keyring), kStart));
    CHECK(keyring->keyset().find(lost, kStart));  // for what it has signed
  }
  SECTION("root away, then put back") {
    folder.move_root_away();
    CHECK(folder.refusal().message.find("put root.pem back") != std::string::npos);
    folder.put_root_back();
    CHECK(kid_in_use(*folder.open()) != lost);
  }
}

TEST_CASE(
    "A server that has its root left and nothing else is believed: its key set is newer than all before") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  for (int i = 0; i < 20; ++i) REQUIRE(keyring->rotate(kStart));
  for (const auto& entry : fs::directory_iterator(folder.path()))
    if (entry.path().filename() != "root.pem") fs::remove(entry.path());
  const auto rebuilt = folder.open(kStart + kDay);
  CHECK(rebuilt->root() == keyring->root());
  CHECK(rebuilt->keyset().version > keyring->keyset().version);
}

TEST_CASE("Where the root is lost, a spare one that products pin too takes over from the next start") {
  const KeysOnDisk folder;
  const KeysOnDisk safe;
  const auto keyring = folder.open();
  const PublicKey spare = safe.open()->root();
  folder.write("root.pem", safe.read("root.pem"));
  for (const char* name : {"root.pub", "keyset.jws"}) fs::remove(folder.file(name));
  const auto after = folder.open(kStart + kDay);
  CHECK(after->root() == spare);
  CHECK(after->keyset().version > keyring->keyset().version);
}

TEST_CASE("Where none may be made, a missing root is refused and nothing is written") {
  const KeysOnDisk folder;
  const auto refused = Keyring::open(folder.path(), kStart, MissingRoot::refuse);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::unavailable);
  CHECK(fs::is_empty(folder.path()));
  folder.open();
  CHECK(Keyring::open(folder.path(), kStart, MissingRoot::refuse));
}

TEST_CASE("A private key that others may read is refused by its name") {
  const KeysOnDisk folder;
  const std::string name = name_of(GENERATE("root.pem", "signing"), *folder.open());
  const auto mode = GENERATE(fs::perms::group_read, fs::perms::others_read, fs::perms::group_write);
  fs::permissions(folder.file(name), mode, fs::perm_options::add);
  const Error error = folder.refusal();
  CHECK(error.code == ErrorCode::untrusted);
  CHECK(error.message.find(name) != std::string::npos);
}

TEST_CASE("Files that are not what they should be are refused by their names, and none is overwritten") {
  const KeysOnDisk folder;
  const std::string name = name_of(GENERATE("root.pem", "root.pub", "signing", "keyset.jws"), *folder.open());
  const std::string bytes = GENERATE("", "nonsense");
  folder.write(name, bytes);
  const Error error = folder.refusal();
  CHECK(error.code == ErrorCode::malformed);
  CHECK(error.message.find(name) != std::string::npos);
  CHECK(folder.read(name) == bytes);
}

TEST_CASE("A root, or a key set, of another server is refused") {
  const KeysOnDisk folder;
  const KeysOnDisk other;
  folder.open();
  other.open();
  const std::string name = GENERATE("root.pem", "root.pub", "keyset.jws");
  const std::string root = folder.read("root.pub").substr(0, 43);
  folder.write(name, other.read(name));
  const Error refused = folder.refusal();
  CHECK(refused.code == (name == "root.pem" ? ErrorCode::conflict : ErrorCode::untrusted));
  CHECK(refused.message.find((name == "root.pem" ? name : "keyset.jws") + ": is ") != std::string::npos);
  CHECK(refused.message.find(name == "root.pub" ? other.read(name).substr(0, 43) : root) !=
        std::string::npos);
}

TEST_CASE("A replaced root that was put back is refused by a start, which harms nothing") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  const std::string replaced = folder.read("root.pem");
  REQUIRE(keyring->replace_root(kStart));
  const std::string right = folder.read("root.pem");
  if (GENERATE(true, false)) fs::remove(folder.file("root.pub"));
  folder.write("root.pem", replaced);
  const Error refused = folder.refusal();
  CHECK(refused.code == ErrorCode::conflict);
  CHECK(refused.message.find("root.pem: is of a root that was replaced") != std::string::npos);
  CHECK(refused.message.find("put the one of " + to_string(keyring->root()) + " there") != std::string::npos);
  folder.write("root.pem", right);
  CHECK(folder.open()->root() == keyring->root());
}

TEST_CASE("The right root that was put back with an older root.pub is kept, and root.pub is mended") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  const std::string older = folder.read("root.pub");
  REQUIRE(keyring->replace_root(kStart));
  const std::string right = folder.read("root.pem");
  folder.write("root.pub", older);
  CHECK(folder.open()->root() == keyring->root());
  CHECK(folder.read("root.pem") == right);
  CHECK(folder.read("root.pub") == to_string(keyring->root()) + "\n");
}

TEST_CASE("A start that was killed half way is finished by the next one") {
  const KeysOnDisk folder;
  const auto root = folder.open()->root();
  const auto kid = kid_in_use(*folder.open());
  SECTION("after the root") {
    for (const char* name : {"root.pub", "keyset.jws"}) fs::remove(folder.file(name));
    fs::remove(folder.file("signing-" + kid + ".pem"));
  }
  SECTION("before the key set") { fs::remove(folder.file("keyset.jws")); }
  SECTION("in the middle of a file") { folder.write("root.pub.a1B2c3", "hal"); }
  SECTION("its signing key was lost") { fs::remove(folder.file("root.pub")); }
  const auto keyring = folder.open();
  CHECK(keyring->root() == root);
  CHECK(folder.read("root.pub") == to_string(root) + "\n");
  CHECK(keyring->keyset().find(kid_in_use(*keyring), kStart));
}

TEST_CASE("A folder without root and without key set is not taken for a first start") {
  const KeysOnDisk folder;
  folder.open();
  folder.move_root_away();
  fs::remove(folder.file("keyset.jws"));
  CHECK(folder.refusal().code == ErrorCode::unavailable);
  CHECK_FALSE(fs::exists(folder.file("root.pem")));
}
