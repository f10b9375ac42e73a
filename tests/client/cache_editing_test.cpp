// Somebody edits the cache and makes its checksum right again: what that gains.
#include <functional>
#include <string>
#include <vector>

#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

// The file's lines without the last, which is the checksum.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  lines.pop_back();
  return lines;
}

std::string sealed(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return text + "end " + std::to_string(hash) + "\n";
}

using Lines = std::vector<std::string>;

std::size_t place_of(const Lines& lines, const std::string& start) {
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i].rfind(start, 0) == 0) return i;
  FAIL("no line " << start);
  return 0;
}

void replace(Lines& lines, const std::string& start, const std::string& rest) {
  lines[place_of(lines, start)] = start + rest;
}
void remove(Lines& lines, const std::string& start) {
  lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(place_of(lines, start)));
}

void learn(World& world, Engine& engine, TransportResponse answer) {
  world.transport->then(world.keys());
  world.transport->then(std::move(answer));
  (void)engine.sync();
  (void)engine.sync();
}

struct Edit {
  std::string name;
  std::function<void(const World&, Lines&)> make;
};

// What a gate that follows the feed had stored: "acme" overdue, revision 10.
std::vector<Edit> edits_of_feed() {
  const TestSigner stranger(9);
  return {
      {"a position far ahead, signed by a stranger",
       [=](const World& world, Lines& lines) {
         replace(lines, "head ", World::signed_head(stranger, world.head(999999, 0, 7)));
       }},
      {"a position far ahead, of another product",
       [](const World& world, Lines& lines) {
         FeedHead other = world.head(999999, 0, 7);
         other.audience = "other";
         replace(lines, "head ", World::signed_head(world.signer, other));
       }},
      {"a position that is no head", [](const World&, Lines& lines) { replace(lines, "head ", "7 999999"); }},
      {"a position as plain text",
       [](const World&, Lines& lines) { lines.insert(lines.begin() + 2, "feed 7 999999"); }},
      {"the mark of an account",
       [](const World&, Lines& lines) { lines.emplace_back("mark 7 999999 acme"); }},
      {"no position", [](const World&, Lines& lines) { remove(lines, "head "); }},
      {"no notice", [](const World&, Lines& lines) { remove(lines, "notice "); }},
      {"a forged notice",
       [=](const World&, Lines& lines) {
         lines.push_back("notice " + sign_notice(stranger, overdue_notice("bolt", kStart - 20 * kDay)));
       }},
      {"a genuine notice with another text in it",
       [](const World&, Lines& lines) { lines[place_of(lines, "notice ")].at(200) ^= 1; }},
      {"nothing", [](const World&, Lines&) {}},
  };
}

}  // namespace

TEST_CASE(
    "Whatever is edited in the cache, nothing is denied that was not signed, and the server is believed") {
  for (const Edit& edit : edits_of_feed()) {
    CAPTURE(edit.name);
    World world;
    {
      const auto engine = world.open();
      learn(world, *engine, world.complete(10, {overdue_notice("acme", kStart)}));
      engine->close();
    }
    Lines lines = lines_of(*world.disk->bytes);
    edit.make(world, lines);
    world.disk->bytes = sealed(lines);
    const auto engine = world.open();
    CHECK(engine->allows("acme", Operation::write));
    CHECK(engine->allows("bolt", Operation::write));
    learn(world, *engine, world.complete(10, {overdue_notice("acme", kStart)}));
    CHECK(engine->standing("acme").provenance == Provenance::fresh);
    CHECK(engine->standing("acme").mode == Mode::countdown);
    CHECK(engine->health().revision == 10);
  }
}

TEST_CASE("A notice far ahead that nobody signed does not keep out the account's own") {
  World world;
  {
    const auto engine = World::open(world.config("acme"));
    learn(world, *engine, world.notice(clear_notice("acme", kStart, 3), "\"a\""));
    engine->close();
  }
  Lines lines = lines_of(*world.disk->bytes);
  SECTION("forged") {
    replace(lines, "notice ", sign_notice(TestSigner(9), clear_notice("acme", kStart, 999999)));
  }
  SECTION("of another account") {
    replace(lines, "notice ", sign_notice(world.signer, clear_notice("bolt", kStart, 999999)));
  }
  SECTION("a second one") { lines.push_back(lines.back()); }
  world.disk->bytes = sealed(lines);
  const auto engine = World::open(world.config("acme"));
  learn(world, *engine, world.notice(overdue_notice("acme", kStart, 4), "\"b\""));
  CHECK(engine->standing("acme").provenance == Provenance::fresh);
  CHECK(engine->standing("acme").mode == Mode::countdown);
}

TEST_CASE("Times that were turned back in the cache are not earlier than the latest that is signed in it") {
  const TimePoint late = kStart + 10 * kDay;
  struct Row {
    const char* latest;
    TimePoint keys, head, notice;
    std::size_t others;
  };
  for (const Row& row : {Row{"the key set", late, kStart, kStart, 0},
                         Row{"the head", kStart, late, kStart, 0}, Row{"a notice", kStart, kStart, late, 0},
                         Row{"a notice that the start leaves", kStart, kStart, late, kVerifiedAtOnce}}) {
    CAPTURE(row.latest);
    World world;
    KeySet keys = make_keyset(world.signer);
    keys.issued_at = row.keys;
    FeedHead head = world.head(10);
    head.issued_at = row.head;
    std::vector<Notice> notices{overdue_notice("acme", row.notice)};
    for (std::size_t i = 0; i < row.others; ++i)
      notices.push_back(overdue_notice("account-" + std::to_string(i), kStart));
    {
      const auto engine = world.open();
      world.advance(10 * kDay);
      world.transport->then(world.ok(sign_keyset(world.root, keys)));
      world.transport->then(world.ok(sign_feed(world.signer, head, notices)));
      for (int i = 0; i < 2; ++i) (void)engine->sync();
      engine->close();
    }
    Lines lines = lines_of(*world.disk->bytes);
    for (const char* time : {"server-time ", "latest-time ", "last-sync "})
      replace(lines, time, "1000000000");
    const std::string acme = "notice " + sign_notice(world.signer, notices.front());
    remove(lines, acme);
    lines.push_back(acme);  // the last one
    world.disk->bytes = sealed(lines);
    world.clock->set_wall(kStart - 1000 * kDay);
    const auto engine = world.open();
    if (row.others > 0) (void)engine->sync();  // verifies what the start left
    CHECK(engine->now() == late);
  }
}
