// Signing keys and roots change, and the product pins what it was built with.
#include "core/base64url.hpp"
#include "tests/e2e/story.hpp"
#include "tests/support/catch.hpp"

using namespace e2e;

namespace {

bool is_in_mode(Browser& browser, const char* mode) {
  const Json tab = browser.tab();
  return tab.is_object() && tab.at("mode") == mode;
}

std::string signing_key(const World& world) {
  const Json state = world.ctl({"keys", "list"});
  for (const Json& key : state.at("keys"))
    if (key.at("signs")) return key.at("id");
  return "";
}

void revoke(const World& world, const std::string& kid) {
  REQUIRE(world.ask("POST", "/v1/keyring/keys/" + kid + "/revoke", {{"why", "stolen"}}).status == 200);
}

// Whether the key set that the product has kept names the key.
bool keeps_key(const Sample& notes, const std::string& kid) {
  const std::string cache = text_of_file(notes.cache_file());
  const std::size_t start = cache.find('.', cache.find("\nkeys "));
  if (start == std::string::npos) return false;
  const std::size_t end = cache.find('.', start + 1);
  const auto payload = gracegate::base64url_decode(cache.substr(start + 1, end - start - 1));
  return payload && payload->find(kid) != std::string::npos;
}

void pay(const World& world) {
  const Json paid = {{"payment", "p-1"}, {"invoices", {"INV-1"}}};
  CHECK(world.ask("POST", "/v1/accounts/acme/payments", paid).status == 200);
}

}  // namespace

TEST_CASE("A revoked key is gone from the product after one look, and the banner stays until payment") {
  World world;
  Sample& notes = world.start_sample();
  world.add_account("acme");
  world.open_case("acme");
  Browser member = notes.signed_in("acme-member");
  REQUIRE(eventually([&] { return is_in_mode(member, "countdown"); }));
  const std::string stolen = signing_key(world);
  REQUIRE(eventually([&] { return keeps_key(notes, stolen); }));
  world.move_to(world.now() + kMinute);  // the key set is looked at once a minute at the most
  revoke(world, stolen);
  CHECK(eventually([&] { return keeps_key(notes, signing_key(world)) && !keeps_key(notes, stolen); }));
  CHECK(eventually([&] { return is_in_mode(member, "countdown"); }));
  pay(world);
  CHECK(eventually([&] { return member.is_clear(); }));
}

TEST_CASE("A product that missed several rotations and replacements of the root recovers") {
  World world;
  Sample& notes = world.start_sample();
  world.add_account("acme");
  world.add_account("globex");
  world.open_case("acme");
  {
    Browser member = notes.signed_in("acme-member");
    REQUIRE(eventually([&] { return is_in_mode(member, "countdown"); }));
  }
  REQUIRE(notes.end() == 0);
  for (int missed = 0; missed < 3; ++missed) {
    (void)world.ctl({"keys", "rotate", "--why", "yearly"});
    (void)world.ctl({"keys", "root", "replace", "--why", "the safe was opened"});
    revoke(world, signing_key(world));
    world.kill_server();
    world.start_server();
  }
  world.open_case("globex");
  notes.start();
  Browser member = notes.signed_in("acme-member");
  CHECK(eventually([&] { return is_in_mode(member, "countdown"); }));
  Browser other = notes.signed_in("globex-member");
  CHECK(eventually([&] { return is_in_mode(other, "countdown"); }));
  CHECK(notes.log().find("refused an answer") == std::string::npos);

  // What it has learnt it has on the disk: it pins the first root still.
  const std::string signs = signing_key(world);
  REQUIRE(eventually([&] { return keeps_key(notes, signs); }));
  world.kill_server();
  REQUIRE(notes.end() == 0);
  notes.start();
  Browser offline = notes.signed_in("globex-member");
  CHECK(is_in_mode(offline, "countdown"));
}
