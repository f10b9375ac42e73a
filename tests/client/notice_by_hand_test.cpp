// Notices that travel by hand, to a gate of one account that cannot reach the server.
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>

#include "core/keyset.hpp"
#include "core/notice_file.hpp"
#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

std::string file_of(const World& world, const Notice& notice, std::int64_t keys = 1) {
  return encode_notice_file(
      {sign_keyset(world.root, make_keyset(world.signer, keys)), sign_notice(world.signer, notice)});
}

std::string keyset_until(const World& world, TimePoint end, std::int64_t version = 1,
                         const std::string& account = {}) {
  KeySet keys = make_keyset(world.signer, version);
  keys.issued_at = kStart;
  keys.expires_at = end;
  keys.account = account;
  return sign_keyset(world.root, keys);
}

std::shared_ptr<Engine> opened(World& world) { return World::open(world.config("acme")); }

Result<Notice> take(Engine& engine, const std::string& text) {
  auto taken = engine.take_notice(text);
  (void)engine.tick();
  return taken;
}

// A gate that the server has told of "acme", and that is alone from then on.
std::shared_ptr<Engine> told(World& world, const Notice& notice, std::int64_t keys = 1) {
  auto engine = opened(world);
  world.transport->then(world.keys(keys));
  world.transport->then(world.notice(notice, "\"a\""));
  (void)engine->sync();
  (void)engine->sync();
  return engine;
}

bool logged(const World& world, const std::string& part) {
  return std::any_of(world.log.begin(), world.log.end(),
                     [&](const std::string& line) { return line.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("A notice that came by hand holds without a server, and after a restart") {
  World world;
  const Notice notice = overdue_notice("acme", kStart);
  {
    const auto engine = opened(world);
    const auto taken = take(*engine, file_of(world, notice));
    REQUIRE(taken);
    CHECK(taken->cases.size() == 1);
    CHECK(engine->standing("acme").mode == Mode::countdown);
    CHECK(engine->health().good_until == notice.expires_at);
    CHECK(logged(world, "took a notice that came by hand, good until 2025-12-24"));
    engine->close();
  }
  const auto engine = opened(world);
  CHECK(engine->standing("acme").mode == Mode::countdown);
  CHECK(engine->health().good_until == notice.expires_at);
  world.advance(15 * kDay);
  CHECK(engine->standing("acme").mode == Mode::read_only);
}

TEST_CASE("A notice that came by hand is good for no longer than the key set that came with it") {
  World world;
  KeySet keys = make_keyset(world.signer, 1);
  keys.expires_at = kStart + 10 * kDay;
  const std::string file = encode_notice_file(
      {sign_keyset(world.root, keys), sign_notice(world.signer, overdue_notice("acme", kStart))});
  const auto engine = opened(world);
  REQUIRE(take(*engine, file));
  CHECK(engine->health().good_until == keys.expires_at);
  world.advance(10 * kDay);
  const auto refused = take(*opened(world), file);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::outdated);
  CHECK(refused.error().message.find("it was good until " + format_rfc3339(keys.expires_at)) == 0);
}

TEST_CASE(
    "After a replacement of the root that was followed, a notice by hand from the old root is refused") {
  World world;
  const TestSigner next_root(9);
  KeySet keys = make_keyset(world.signer, 2);
  keys.successions = {world.root.sign(kSuccessionType, encode_succession({kStart, next_root.key()}))};
  const Notice notice = overdue_notice("acme", kStart);
  const auto engine = opened(world);
  REQUIRE(
      take(*engine, encode_notice_file({sign_keyset(next_root, keys), sign_notice(world.signer, notice)})));
  const auto refused = take(*engine, file_of(world, notice, 3));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::untrusted);
}

TEST_CASE("Once the gate of one account has not heard from the server for long, its notice says so") {
  World world;
  const auto engine = told(world, overdue_notice("acme", kStart));
  CHECK_FALSE(engine->notice("acme")->is_offline);
  world.advance(kDay + Seconds(1));
  CHECK(engine->notice("acme")->is_offline);
  CHECK(engine->banner("acme", {})->text.find("signed notice for account acme") != std::string::npos);
}

TEST_CASE("The people of a service that many share are not told to connect it") {
  World world;
  Config config = world.config("");
  world.transport->then(world.keys());
  world.transport->then(world.complete(1, {overdue_notice("acme", kStart)}));
  const auto engine = World::open(std::move(config));
  (void)engine->sync();
  (void)engine->sync();
  world.advance(kDay + Seconds(1));
  REQUIRE(engine->standing("acme").provenance == Provenance::stale);
  CHECK_FALSE(engine->notice("acme")->is_offline);
}

TEST_CASE("A release that came by hand opens what was limited") {
  World world;
  const auto engine = told(world, overdue_notice("acme", kStart));
  world.advance(15 * kDay);
  CHECK_FALSE(engine->allows("acme", Operation::write));
  REQUIRE(take(*engine, "> " + file_of(world, clear_notice("acme", kStart + 15 * kDay, 2))));
  CHECK(engine->allows("acme", Operation::write));
}

TEST_CASE("The server goes on from what came by hand, and does not go back before it") {
  World world;
  const auto engine = told(world, overdue_notice("acme", kStart));
  REQUIRE(take(*engine, file_of(world, clear_notice("acme", kStart, 3))));
  world.transport->then(world.notice(overdue_notice("acme", kStart, 2), "\"b\""));
  (void)engine->sync();
  CHECK(engine->standing("acme").mode == Mode::open);
  CHECK(engine->standing("acme").provenance == Provenance::unverified);
  world.transport->then(world.notice(overdue_notice("acme", kStart, 4), "\"c\""));
  (void)engine->sync();
  CHECK(engine->standing("acme").mode == Mode::countdown);
  CHECK(engine->standing("acme").provenance == Provenance::fresh);
}

TEST_CASE("What must not be taken by hand is refused, with what to do, and what is held stands") {
  struct Row {
    const char* name;
    std::function<std::string(const World&)> text;
    ErrorCode code;
    const char* says;
    const char* tells;  // the person who brought it
  };
  constexpr const char* kOtherAccount =
      "for another account or another product. Please ask us for one for account acme.";
  constexpr const char* kNotOurs = "not signed by us, or was changed on its way";
  constexpr const char* kOlder = "already has a newer notice. Please ask us for a new one for account acme.";
  const auto clear = [](std::string account, std::int64_t seq) {
    return clear_notice(account, kStart + kHour, seq);
  };
  const TestSigner stranger(9);
  const std::vector<Row> rows = {
      {"a notice of another machine's account", [&](const World& w) { return file_of(w, clear("bolt", 9)); },
       ErrorCode::untrusted, "it is for account \"bolt\", and this product runs as \"acme\"", kOtherAccount},
      {"of another product",
       [&](const World& w) {
         Notice other = clear("acme", 9);
         other.audience = "other";
         return file_of(w, other);
       },
       ErrorCode::untrusted, "it is not for this product", kOtherAccount},
      {"of another vendor",
       [&](const World&) {
         return encode_notice_file(
             {sign_keyset(TestSigner(8), make_keyset(stranger)), sign_notice(stranger, clear("acme", 9))});
       },
       ErrorCode::untrusted, "it is not signed by the vendor of this product", kNotOurs},
      {"signed by a key that the vendor did not name",
       [&](const World& w) {
         return encode_notice_file(
             {sign_keyset(w.root, make_keyset(w.signer)), sign_notice(stranger, clear("acme", 9))});
       },
       ErrorCode::untrusted, "it is not for this product, was changed on the way", kNotOurs},
      {"with a letter changed",
       [&](const World& w) {
         std::string text = file_of(w, clear("acme", 9));
         text.at(text.size() - 60) ^= 1;
         return text;
       },
       ErrorCode::untrusted, "was changed on the way", kNotOurs},
      {"the one from before the case was opened",
       [&](const World& w) { return file_of(w, clear("acme", 4)); }, ErrorCode::outdated,
       "this product has a newer one of 2025-11-24T16:00:00Z", kOlder},
      {"one of before the server was rebuilt",
       [&](const World& w) { return file_of(w, with_seq(clear("acme", 0), 9, 0)); }, ErrorCode::outdated,
       "this product has a newer one", kOlder},
      {"the same, signed earlier",
       [&](const World& w) { return file_of(w, overdue_notice("acme", kStart - kHour, 5)); },
       ErrorCode::outdated, "this product has a newer one", kOlder},
      {"one that has expired",
       [&](const World& w) { return file_of(w, clear_notice("acme", kStart - 30 * kDay, 9)); },
       ErrorCode::outdated, "it was good until 2025-11-24T16:00:00Z",
       "This signed notice is no longer valid"},
      {"no notice at all", [&](const World&) { return std::string("hello"); }, ErrorCode::malformed,
       "there is no signed notice in it", "from the BEGIN line to the END line"},
      {"far too much", [&](const World&) { return std::string(1 << 20, 'a'); }, ErrorCode::too_large,
       "it is above 256 KiB", "from the BEGIN line to the END line"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    World world;
    const auto engine = told(world, overdue_notice("acme", kStart, 5));
    const auto taken = take(*engine, row.text(world));
    REQUIRE_FALSE(taken);
    CHECK(taken.error().code == row.code);
    CHECK(taken.error().message.find(row.says) != std::string::npos);
    CHECK(notice_refusal_text(taken.error(), "acme", "en").find(row.tells) != std::string::npos);
    CHECK(engine->standing("acme").mode == Mode::countdown);
    CHECK(engine->standing("acme").provenance == Provenance::fresh);
    CHECK(engine->health().revision == 5);
    CHECK(engine->now() == kStart);
  }
}

TEST_CASE(
    "An older notice does not come back by hand, also not after a restart; without the cache it holds "
    "until it expires") {
  World world;
  const std::string before = file_of(world, clear_notice("acme", kStart, 1));
  {
    const auto engine = told(world, overdue_notice("acme", kStart, 2));
    engine->close();
  }
  {
    const auto engine = opened(world);
    CHECK_FALSE(take(*engine, before));
    CHECK(engine->standing("acme").mode == Mode::countdown);
  }
  world.disk->bytes.reset();
  const auto engine = opened(world);
  CHECK(take(*engine, before));
  CHECK(engine->health().good_until == kStart + 30 * kDay);
  world.advance(30 * kDay);
  CHECK_FALSE(take(*engine, before));
}

TEST_CASE("Two in a row: the newer one holds, in whatever order they came") {
  World world;
  const auto engine = opened(world);
  CHECK(engine->take_notice(file_of(world, overdue_notice("acme", kStart, 3))));
  CHECK_FALSE(engine->take_notice(file_of(world, clear_notice("acme", kStart, 2))));
  (void)engine->tick();
  CHECK(engine->standing("acme").mode == Mode::countdown);
}

TEST_CASE("The newer one that waits for an exchange to end stays what the next one is measured by") {
  World world;
  const auto engine = told(world, overdue_notice("acme", kStart));
  CHECK(engine->take_notice(file_of(world, overdue_notice("acme", kStart, 3))));
  (void)engine->sync();  // nobody answers
  CHECK_FALSE(engine->take_notice(file_of(world, clear_notice("acme", kStart, 2))));
  (void)engine->tick();
  CHECK(engine->health().revision == 3);
}

TEST_CASE("A notice that came by hand is kept within seconds, not only when the gate closes") {
  World world;
  {
    const auto engine = told(world, overdue_notice("acme", kStart));
    (void)engine->tick();
    world.advance(Seconds(5));
    REQUIRE(take(*engine, file_of(world, clear_notice("acme", kStart, 2))));
  }
  const auto engine = opened(world);
  CHECK(engine->standing("acme").mode == Mode::open);
  CHECK(engine->health().revision == 2);
}

TEST_CASE("It is no earlier than the keys were signed that came by hand") {
  World world;
  KeySet keys = make_keyset(world.signer);
  keys.issued_at = kStart + 2 * kDay;
  const auto engine = opened(world);
  REQUIRE(
      take(*engine, encode_notice_file({sign_keyset(world.root, keys),
                                        sign_notice(world.signer, clear_notice("acme", kStart + kDay))})));
  CHECK(engine->now() == kStart + 2 * kDay);
}

TEST_CASE("A notice that came by hand says what time it is at least, and nothing else about time") {
  World world;
  const auto engine = opened(world);
  REQUIRE(take(*engine, file_of(world, clear_notice("acme", kStart - 10 * kDay))));
  CHECK(engine->now() == kStart);
  REQUIRE(take(*engine, file_of(world, clear_notice("acme", kStart + 10 * kDay, 2))));
  CHECK(engine->now() == kStart + 10 * kDay);
  CHECK_FALSE(engine->health().last_sync);
  CHECK(engine->standing("acme").provenance == Provenance::stale);  // nobody has confirmed it
  world.clock->set_wall(kStart - 100 * kDay);
  CHECK(engine->now() == kStart + 10 * kDay);
}

TEST_CASE("A newer key set that came by hand counts, and an older one does not bring a revoked key back") {
  World world;
  const TestSigner second(3);
  const std::string by_first = file_of(world, clear_notice("acme", kStart, 9));
  const auto engine = told(world, overdue_notice("acme", kStart, 5));
  REQUIRE(take(*engine, encode_notice_file({sign_keyset(world.root, make_keyset(second, 2)),
                                            sign_notice(second, overdue_notice("acme", kStart, 6))})));
  const auto taken = take(*engine, by_first);
  REQUIRE_FALSE(taken);
  CHECK(taken.error().message.find("its key was revoked since") != std::string::npos);
  CHECK(engine->standing("acme").mode == Mode::countdown);
}

TEST_CASE("A key set that came by hand and revokes the key of what is held takes that notice's place too") {
  World world;
  const TestSigner second(3);
  const auto engine = told(world, overdue_notice("acme", kStart, 999999));  // by somebody with a stolen key
  REQUIRE(take(*engine, encode_notice_file({sign_keyset(world.root, make_keyset(second, 2)),
                                            sign_notice(second, clear_notice("acme", kStart, 6))})));
  CHECK(engine->standing("acme").mode == Mode::open);
  CHECK(engine->health().revision == 6);
}

TEST_CASE("A gate of all accounts, and one that asks nobody, take no notice by hand") {
  World world;
  const auto engine = world.open();
  const auto taken = take(*engine, file_of(world, clear_notice("acme", kStart)));
  REQUIRE_FALSE(taken);
  CHECK(taken.error().code == ErrorCode::conflict);
  Gate fixed = testing::fixed_gate({}, world.clock);
  CHECK_FALSE(fixed.take_notice(file_of(world, clear_notice("acme", kStart))));
}

TEST_CASE("A notice that is put as a file is taken, and so is the next one") {
  World world;
  const TemporaryFolder folder;
  const auto put = [&](const std::string& text) {
    std::ofstream(folder.file("new"), std::ios::binary) << text;
    std::filesystem::rename(folder.file("new"), folder.file("notice"));
  };
  Config config = world.config("acme");
  config.notice_file = folder.file("notice");
  const auto engine = World::open(std::move(config));
  (void)engine->tick();
  put(file_of(world, overdue_notice("acme", kStart)));
  (void)engine->tick();
  CHECK(engine->standing("acme").mode == Mode::countdown);
  put("no notice");
  (void)engine->tick();
  CHECK(logged(world, "notice_file: there is no signed notice in it"));
  CHECK(engine->standing("acme").mode == Mode::countdown);
  put(file_of(world, clear_notice("acme", kStart, 2)));
  (void)engine->tick();
  CHECK(engine->standing("acme").mode == Mode::open);
  std::filesystem::remove(folder.file("notice"));
  (void)engine->tick();
  CHECK(engine->health().revision == 2);
}

TEST_CASE(
    "An expired notice file is a warning where nothing else is in force, and left over where something is") {
  const auto level_with = [](bool is_told) {
    World world;
    const TemporaryFolder folder;
    Config config = world.config("acme");
    config.notice_file = folder.file("notice");
    std::vector<LogLevel> levels;
    config.log = [&](LogLevel level, std::string_view line) {
      if (line.rfind("notice_file: it was good until ", 0) == 0) levels.push_back(level);
    };
    const auto engine = World::open(std::move(config));
    if (is_told) REQUIRE(take(*engine, file_of(world, clear_notice("acme", kStart))));
    std::ofstream(folder.file("notice")) << file_of(world, clear_notice("acme", kStart - 30 * kDay, 2));
    (void)engine->tick();
    REQUIRE(levels.size() == 1);
    return levels[0];
  };
  CHECK(level_with(false) == LogLevel::warning);
  CHECK(level_with(true) == LogLevel::info);
}

TEST_CASE(
    "A folder of the notice file that is missing is said at the start, and looked into once it is there") {
  World world;
  const TemporaryFolder folder;
  Config config = world.config("acme");
  config.notice_file = folder.file("later/notice");
  const auto engine = World::open(std::move(config));
  CHECK(world.log ==
        std::vector<std::string>{"notice_file: its folder does not exist: create " + folder.file("later/")});
  std::filesystem::create_directory(folder.file("later"));
  std::ofstream(folder.file("later/notice")) << file_of(world, overdue_notice("acme", kStart));
  (void)engine->tick();
  CHECK(engine->standing("acme").mode == Mode::countdown);
}

TEST_CASE("A notice file that cannot be read is said once, until it can") {
  World world;
  const TemporaryFolder folder;
  Config config = world.config("acme");
  config.notice_file = folder.file("notice");
  REQUIRE(::mkfifo(config.notice_file.c_str(), 0600) == 0);
  const auto engine = World::open(std::move(config));
  for (int i = 0; i < 3; ++i) (void)engine->tick();
  CHECK(std::count(world.log.begin(), world.log.end(), "notice_file: it cannot be read by this user") == 1);
}

TEST_CASE("A key set that came by hand and is the same but lasts longer takes the place of the one held") {
  World world;
  Notice notice = clear_notice("acme", kStart, 2);
  notice.expires_at = kStart + 400 * kDay;
  const auto engine = opened(world);
  world.transport->then(world.ok(keyset_until(world, kStart + 30 * kDay)));
  world.transport->then(world.notice(clear_notice("acme", kStart), "\"a\""));
  (void)engine->sync();
  (void)engine->sync();
  CHECK(engine->health().good_until == kStart + 30 * kDay);
  const std::string signed_notice = sign_notice(world.signer, notice);
  const auto stranger =
      take(*engine, encode_notice_file({keyset_until(world, kStart + 400 * kDay, 1, "bolt"), signed_notice}));
  REQUIRE_FALSE(stranger);
  CHECK(stranger.error().message.find("\"bolt\"") != std::string::npos);
  REQUIRE(take(*engine,
               encode_notice_file({keyset_until(world, kStart + 400 * kDay, 1, "acme"), signed_notice})));
  CHECK(engine->health().good_until == kStart + 400 * kDay);
}

namespace {

// Carried with keys of version 9 that are there for `own` and synced with those of version 10 that are there
// for `learnt`.
struct Carried {
  Carried(Seconds own, Seconds learnt) : engine(opened(world)) {
    Notice notice = overdue_notice("acme", kStart, 2);
    notice.expires_at = kStart + 400 * kDay;
    file =
        encode_notice_file({keyset_until(world, kStart + own, 9, "acme"), sign_notice(world.signer, notice)});
    world.transport->then(world.ok(keyset_until(world, kStart + learnt, 10)));
    world.transport->then(world.notice(clear_notice("acme", kStart), "\"a\""));
    (void)engine->sync();
    (void)engine->sync();
  }

  World world;
  std::shared_ptr<Engine> engine;
  std::string file;
};

}  // namespace

TEST_CASE("A notice by hand is good for no longer than the newer keys that the product has learnt of") {
  Carried carried(400 * kDay, 30 * kDay);
  const auto taken = take(*carried.engine, carried.file);
  REQUIRE(taken);
  CHECK(taken->expires_at == kStart + 30 * kDay);
  CHECK(carried.engine->health().good_until == taken->expires_at);
  carried.world.advance(30 * kDay - Seconds(1));
  CHECK(take(*carried.engine, carried.file));
}

TEST_CASE("Once the newer keys that the product has learnt of have ended, they let no notice by hand in") {
  const bool is_taken_before = GENERATE(false, true);
  const bool are_asked_for = GENERATE(false, true);
  CAPTURE(is_taken_before, are_asked_for);
  Carried carried(400 * kDay, 30 * kDay);
  if (is_taken_before) REQUIRE(take(*carried.engine, carried.file));
  carried.world.advance(30 * kDay);
  if (are_asked_for) (void)carried.engine->sync();
  const auto refused = take(*carried.engine, carried.file);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::outdated);
  CHECK(refused.error().message.find("ask for one that is signed now") != std::string::npos);
  if (are_asked_for) CHECK(carried.engine->standing("acme").mode == Mode::open);
}

TEST_CASE(
    "Keys that have ended by the elapsed time let no notice by hand in, whatever time it is held to be") {
  Carried carried(400 * kDay, 30 * kDay);
  carried.world.clock->advance(30 * kDay);
  carried.world.transport->then(carried.world.ok(keyset_until(carried.world, kStart + 30 * kDay, 10)));
  (void)carried.engine->sync();  // with a receipt of the time of 30 days ago
  REQUIRE(carried.engine->now() == kStart);
  const auto refused = take(*carried.engine, carried.file);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("ask for one that is signed now") != std::string::npos);
}

TEST_CASE("A notice by hand whose own keys have ended is good by the newer ones that the product has") {
  Carried carried(10 * kDay, 30 * kDay);
  carried.world.advance(20 * kDay);
  const auto taken = take(*carried.engine, carried.file);
  REQUIRE(taken);
  CHECK(taken->expires_at == kStart + 30 * kDay);
}

TEST_CASE("Short runs add up, though no server ever answered and the clock is turned back before each") {
  World world;
  {
    const auto engine = opened(world);
    REQUIRE(take(*engine, file_of(world, clear_notice("acme", kStart))));
    engine->close();
  }
  for (int run = 1; run <= 20; ++run) {
    world.clock = machine_clock(kStart - 100 * kDay);
    const auto engine = opened(world);
    (void)engine->sync();
    for (int minute = 0; minute < 9; ++minute) {
      (void)engine->tick();
      world.clock->advance(kMinute);
    }
    CHECK(engine->now() == kStart + run * 9 * kMinute);
    engine->close();
  }
}
