// What people do with keys: rotate, revoke, replace the root, and all of it with the root elsewhere.
#include <functional>

#include "core/keyset.hpp"
#include "server/publish/signer.hpp"
#include "tests/server/publish/keys_on_disk.hpp"
#include "tests/support/test_signer.hpp"

using namespace gracegate;
using namespace gracegate::server;
using namespace gracegate::test;

namespace {

namespace fs = std::filesystem;

// The machine that has the root: signs what was requested.
std::string signed_elsewhere(const Signer& root, const KeySetRequest& request) {
  return root.sign(kKeySetType, request.payload);
}

std::vector<std::string> keys_of(const KeySetRequest& request) {
  const KeySet set = decode_keyset_payload(request.payload).value();
  std::vector<std::string> ids;
  for (const SigningKey& key : set.keys) ids.push_back(key.id);
  return ids;
}

Signer root_of(const KeysOnDisk& folder) { return Signer::from_pem(folder.read("root.pem")).value(); }

bool verifies(const Keyring& keyring, const PublicKey& pinned) {
  return verify_keyset(keyring.keyset_jws(), {pinned}).ok();
}

// What is on the disk is what a start finds.
void check_restart(const KeysOnDisk& folder, const Keyring& before, TimePoint now = kStart) {
  const auto after = folder.open(now);
  CHECK(after->keyset_jws() == before.keyset_jws());
  CHECK(kid_in_use(*after) == kid_in_use(before));
  CHECK(after->root() == before.root());
}

}  // namespace

TEST_CASE("A rotated key signs a day later, and the one before ends a day after that") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  const std::string old_key = kid_in_use(*keyring);
  REQUIRE(keyring->rotate(kStart));
  CHECK(keyring->keyset().version == kFirstVersion + 1);
  REQUIRE(keyring->keyset().keys.size() == 2);
  CHECK(kid_in_use(*keyring) == old_key);
  check_restart(folder, *keyring);
  const TimePoint change = kStart + kRotateAfter;
  REQUIRE(keyring->renew(change - Seconds(1)));
  CHECK(kid_in_use(*keyring) == old_key);
  CHECK(keyring->renew(change).value() == true);
  CHECK(kid_in_use(*keyring) == keyring->keyset().keys[1].id);
  CHECK(keyring->keyset().find(old_key, kStart));
  CHECK(keyring->keyset().find(old_key, change + kRotateAfter) == nullptr);
}

TEST_CASE("Rotating again and again, every day, there is always a key that signs") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  TimePoint now = kStart;
  for (int day = 0; day < 40; ++day, now += kRotateAfter) {
    const auto rotated = keyring->rotate(now);
    if (!rotated) CHECK(rotated.error().code == ErrorCode::conflict);  // 32 keys are in the set
    REQUIRE(keyring->renew(now));
    CHECK(keyring->keyset().find(kid_in_use(*keyring), now));
  }
  CHECK(keyring->keyset().version >= kFirstVersion + 30);
}

TEST_CASE("A revoked key is gone at once, and another one signs") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  const std::string stolen = kid_in_use(*keyring);
  REQUIRE(keyring->revoke(stolen, kStart));
  CHECK(keyring->keyset().version == kFirstVersion + 1);
  CHECK(keyring->keyset().find(stolen, kStart) == nullptr);
  CHECK(kid_in_use(*keyring) != stolen);
  CHECK(keyring->keyset().find(kid_in_use(*keyring), kStart));
  CHECK_FALSE(fs::exists(folder.file("signing-" + stolen + ".pem")));
  check_restart(folder, *keyring);

  const auto again = keyring->revoke(stolen, kStart);
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::not_found);
}

TEST_CASE("Revoking the key that was to sign next leaves one that lasts") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  REQUIRE(keyring->rotate(kStart));
  REQUIRE(keyring->revoke(keyring->keyset().keys[1].id, kStart));
  REQUIRE(keyring->renew(kStart + 10 * kDay));
  CHECK(keyring->keyset().find(kid_in_use(*keyring), kStart + 10 * kDay));
}

TEST_CASE("After one replacement of the root, and after three, a reader of the first follows") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  const PublicKey first = keyring->root();
  for (std::size_t count = 1; count <= 3; ++count) {
    const PublicKey before = keyring->root();
    REQUIRE(keyring->replace_root(kStart));
    CHECK_FALSE(keyring->root() == before);
    CHECK(keyring->keyset().successions.size() == count);
    CHECK(verifies(*keyring, first));
    CHECK(verifies(*keyring, before));
    CHECK(verifies(*keyring, keyring->root()));
    CHECK(folder.read("root.pub") == to_string(keyring->root()) + "\n");
    CHECK(root_of(folder).key() == keyring->root());
    CHECK_FALSE(fs::exists(folder.file("root-next.pem")));
    check_restart(folder, *keyring);
  }
  REQUIRE(keyring->rotate(kStart));
  CHECK(verifies(*keyring, first));
}

TEST_CASE("The line of roots has sixteen replacements at the most, the last ones") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  const PublicKey first = keyring->root();
  PublicKey second;
  for (int count = 1; count <= 17; ++count) {
    REQUIRE(keyring->replace_root(kStart));
    if (count == 1) second = keyring->root();
  }
  CHECK_FALSE(verifies(*keyring, first));
  CHECK(verifies(*keyring, second));
}

TEST_CASE("A replacement of the root that was killed half way is finished, or undone, by the next start") {
  const KeysOnDisk folder;
  const std::string old_pem = [&] { return folder.open(), folder.read("root.pem"); }();
  const std::string old_pub = folder.read("root.pub");
  const std::string old_set = folder.read("keyset.jws");
  const auto keyring = folder.open();
  REQUIRE(keyring->replace_root(kStart));
  const std::string new_pem = folder.read("root.pem");
  folder.write("root-next.pem", new_pem);
  fs::permissions(folder.file("root-next.pem"), fs::perms::owner_read | fs::perms::owner_write);
  const bool is_committed = GENERATE(true, false);
  if (is_committed) {
    if (GENERATE(true, false)) folder.write("root.pem", old_pem);
    folder.write("root.pub", old_pub);
  } else {
    folder.write("root.pem", old_pem);
    folder.write("root.pub", old_pub);
    folder.write("keyset.jws", old_set);
  }
  const auto next = folder.open();
  CHECK((next->root() == keyring->root()) == is_committed);
  CHECK(folder.read("root.pem") == (is_committed ? new_pem : old_pem));
  CHECK(folder.read("root.pub") == to_string(next->root()) + "\n");
  CHECK_FALSE(fs::exists(folder.file("root-next.pem")));
  CHECK(next->rotate(kStart));
}

TEST_CASE("Without the root on the server nothing is changed there, and the refusal says what to do") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  folder.move_root_away();
  const std::string before = keyring->keyset_jws();
  for (const auto& refused :
       {keyring->rotate(kStart), keyring->revoke(kid_in_use(*keyring), kStart), keyring->replace_root(kStart),
        keyring->remove_root(keyring->root(), kDay, kStart)}) {
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::conflict);
    CHECK(refused.error().message.find("gracectl keys request") != std::string::npos);
  }
  CHECK(keyring->keyset_jws() == before);
  check_restart(folder, *keyring);
}

TEST_CASE("A wrong root in place of root.pem counts as none, and everything says which one to put there") {
  const KeysOnDisk folder;
  const KeysOnDisk other;
  const auto keyring = folder.open();
  std::string wrong = folder.read("root.pem");
  REQUIRE(keyring->replace_root(kStart));
  const PublicKey right = root_of(folder).key();
  if (GENERATE(true, false)) wrong = (other.open(), other.read("root.pem"));
  folder.write("root.pem", wrong);
  const std::string before = keyring->keyset_jws();
  const std::string cure = "put the one of " + to_string(right) + " there, or take it away";
  const auto says_so = [&](const Error& error) {
    CHECK(error.code == ErrorCode::conflict);
    CHECK(error.message.find("root.pem: is of a root that was replaced (or of another server)") !=
          std::string::npos);
    CHECK(error.message.find(cure) != std::string::npos);
  };
  for (const auto& refused :
       {keyring->rotate(kStart), keyring->revoke(kid_in_use(*keyring), kStart), keyring->replace_root(kStart),
        keyring->remove_root(right, kDay, kStart), keyring->remove_root(root_of(folder).key(), kDay, kStart)})
    says_so(refused.error());
  says_so(keyring->carried_set("acme", keyring->ends_at() + Seconds(1)).error());
  says_so(keyring->renew(kStart).error());
  CHECK(keyring->keyset_jws() == before);
  CHECK_FALSE(keyring->state()->has_root);
  for (const Seconds left : {kWarnBefore, kWarnBefore - Seconds(1), Seconds(0)}) {
    const std::string warning = keyring->warning(keyring->ends_at() - left);
    CHECK(warning.find(cure) != std::string::npos);
    CHECK((warning.find("the keys ") == 0) == (left < kWarnBefore));
  }
  CHECK(keyring->request(kDay, "", kStart));
}

TEST_CASE("A root.pem that cannot be read is a warning long before the keys end") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  fs::permissions(folder.file("root.pem"), fs::perms::others_read, fs::perm_options::add);
  CHECK(keyring->warning(kStart).find("chmod 600") != std::string::npos);
  CHECK_FALSE(keyring->state()->has_root);
}

TEST_CASE("The root goes once its copy is shown, and leaves a set and a key that last") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  CHECK(keyring->remove_root(TestSigner(9).key(), 400 * kDay, kStart).error().code == ErrorCode::conflict);
  CHECK(fs::exists(folder.file("root.pem")));
  REQUIRE(keyring->remove_root(keyring->root(), 500 * kDay, kStart));
  CHECK_FALSE(fs::exists(folder.file("root.pem")));
  CHECK_FALSE(keyring->state()->has_root);
  CHECK(keyring->ends_at() == kStart + 500 * kDay);
  check_restart(folder, *keyring, kStart);
  CHECK(folder.open(kStart + 499 * kDay)
            ->keyset()
            .find(kid_in_use(*folder.open(kStart + 499 * kDay)), kStart + 499 * kDay));
}

TEST_CASE("With the root elsewhere a set is requested, signed there and installed, year after year") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  const Signer root = root_of(folder);
  REQUIRE(keyring->remove_root(root.key(), 400 * kDay, kStart));
  TimePoint now = kStart;
  for (int year = 0; year < 3; ++year) {
    now += 350 * kDay;
    REQUIRE(keyring->renew(now));
    const auto request = keyring->request(400 * kDay, "", now);
    REQUIRE(request);
    CHECK(request->held == keyring->keyset_jws());
    CHECK(keyring->state()->has_request);
    check_restart(folder, *keyring, now);
    REQUIRE(keyring->install(signed_elsewhere(root, *request), now + kDay));
    CHECK(keyring->ends_at() == now + 400 * kDay);
    CHECK_FALSE(keyring->state()->has_request);
    check_restart(folder, *keyring, now + kDay);
  }
}

TEST_CASE(
    "Somebody is told before the keys end: late where the server should renew them, early where a person has "
    "to") {
  struct Row {
    bool root_is_here;
    Seconds before_end;
    std::string_view warning;
  };
  const Row rows[] = {{true, kKeySetLife / 4 + Seconds(1), ""},
                      {true, kKeySetLife / 4, ""},
                      {true, kKeySetLife / 4 - Seconds(1), "see why they were not renewed"},
                      {true, Seconds(0), "the keys have ended at"},
                      {false, kWarnBefore, ""},
                      {false, kWarnBefore - Seconds(1), "have the root sign a set"},
                      {false, Seconds(-1), "the keys have ended at"}};
  for (const Row& row : rows) {
    CAPTURE(row.root_is_here, row.before_end.count());
    const KeysOnDisk folder;
    const auto keyring = folder.open();
    if (!row.root_is_here) REQUIRE(keyring->remove_root(keyring->root(), 200 * kDay, kStart));
    const std::string warning = keyring->warning(keyring->ends_at() - row.before_end);
    CHECK(warning.empty() == row.warning.empty());
    CHECK(warning.find(row.warning) != std::string::npos);
  }
}

TEST_CASE("A request that was lost costs no key: the next one names the same") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  const Signer root = root_of(folder);
  const auto first = keyring->request(500 * kDay, "", kStart);
  const auto second = keyring->request(500 * kDay, "", kStart + kDay);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(keys_of(*first).size() == 2);
  CHECK(keys_of(*first) == keys_of(*second));
  CHECK(keyring->install(signed_elsewhere(root, *first), kStart + kDay));
}

TEST_CASE(
    "A request for longer than the last one names its key where that lasts as long, else one that does") {
  const Seconds first_key_lasts = 500 * kDay + kChangeKeyBefore;
  for (const auto& [life, is_same] :
       {std::pair(first_key_lasts - Seconds(1), true), std::pair(first_key_lasts, true),
        std::pair(first_key_lasts + Seconds(1), false)}) {
    CAPTURE(life.count());
    const KeysOnDisk folder;
    const auto keyring = folder.open();
    const Signer root = root_of(folder);
    const auto first = keyring->request(500 * kDay, "", kStart);
    REQUIRE(first);
    const auto longer = keyring->request(life, "", kStart);
    REQUIRE(longer);
    CHECK((keys_of(*longer) == keys_of(*first)) == is_same);
    REQUIRE(keyring->install(signed_elsewhere(root, *longer), kStart));
    CHECK(keyring->ends_at() == kStart + life);
  }
}

TEST_CASE("A set that is carried lasts as long as it must, for one account, and is not published") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  const std::string published = keyring->keyset_jws();
  const auto enough = keyring->carried_set("acme", keyring->ends_at());
  REQUIRE(enough);
  CHECK(enough->jws == published);
  const auto longer = keyring->carried_set("acme", keyring->ends_at() + Seconds(1));
  REQUIRE(longer);
  CHECK(longer->set.account == "acme");
  CHECK(longer->set.expires_at == keyring->ends_at() + Seconds(1));
  CHECK(longer->set.version == keyring->keyset().version);
  CHECK(longer->set.issued_at == keyring->keyset().issued_at);
  CHECK(keyring->keyset_jws() == published);
  folder.move_root_away();
  CHECK(keyring->carried_set("acme", keyring->ends_at()));
  CHECK(keyring->carried_set("acme", keyring->ends_at() + Seconds(1)).error().code == ErrorCode::conflict);
}

TEST_CASE("With the root elsewhere a stolen key is revoked, and a new one signs once it is installed") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  const Signer root = root_of(folder);
  folder.move_root_away();
  const std::string stolen = kid_in_use(*keyring);
  CHECK(keyring->request(kDay, "nobody", kStart).error().code == ErrorCode::not_found);
  const auto request = keyring->request(400 * kDay, stolen, kStart);
  REQUIRE(request);
  CHECK(kid_in_use(*keyring) == stolen);
  REQUIRE(keyring->install(signed_elsewhere(root, *request), kStart));
  CHECK(kid_in_use(*keyring) != stolen);
  CHECK(keyring->keyset().find(stolen, kStart) == nullptr);
  CHECK_FALSE(fs::exists(folder.file("signing-" + stolen + ".pem")));
  check_restart(folder, *keyring);
}

TEST_CASE("With the root elsewhere it is replaced by another that is elsewhere, and the old one goes") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  const Signer root = root_of(folder);
  const auto next = Signer::generate();
  const bool is_away = GENERATE(true, false);
  if (is_away) folder.move_root_away();
  const auto request = keyring->request(400 * kDay, "", kStart);
  KeySet set = decode_keyset_payload(request->payload).value();
  set.successions.push_back(root.sign(kSuccessionType, encode_succession({kStart, next->key()})));
  REQUIRE(keyring->install(next->sign(kKeySetType, encode_keyset(set)), kStart));
  CHECK(keyring->root() == next->key());
  CHECK(verifies(*keyring, root.key()));
  CHECK_FALSE(fs::exists(folder.file("root.pem")));
  check_restart(folder, *keyring);
}

TEST_CASE("What is to be installed is verified in full before it is stored") {
  const KeysOnDisk folder;
  const auto keyring = folder.open();
  const Signer root = root_of(folder);
  const KeySet asked = decode_keyset_payload(keyring->request(500 * kDay, "", kStart)->payload).value();
  const auto with = [&](const std::function<void(KeySet&)>& change) {
    KeySet set = asked;
    change(set);
    return root.sign(kKeySetType, encode_keyset(set));
  };
  struct Refused {
    std::string jws;
    ErrorCode code;
  };
  const TestSigner stranger(9);
  const std::string before = folder.read("keyset.jws");
  for (const auto& [jws, code] : std::vector<Refused>{
           {"nonsense", ErrorCode::malformed},
           {stranger.sign(kKeySetType, encode_keyset(asked)), ErrorCode::untrusted},
           {with([](KeySet& set) { --set.version; }), ErrorCode::outdated},
           {with([](KeySet& set) { set.issued_at = kStart - 2 * kDay, set.expires_at = kStart; }),
            ErrorCode::outdated},
           {with([](KeySet& set) { set.keys.clear(); }), ErrorCode::conflict},
           {with([&](KeySet& set) { set.keys.push_back(make_keyset(stranger).keys.front()); }),
            ErrorCode::conflict},
       }) {
    const auto refused = keyring->install(jws, kStart);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == code);
    CHECK(folder.read("keyset.jws") == before);
    CHECK(keyring->keyset_jws() == before);
  }
  CHECK(keyring->install(with([](KeySet&) {}), kStart));
}
