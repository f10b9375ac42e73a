#include "client/snapshot.hpp"

#include <cstring>
#include <string>

#include "client/snapshot_cell.hpp"
#include "gracegate/testing.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_signer.hpp"

using namespace gracegate;

namespace {

const TimePoint kNow{Seconds{1764000000}};

RecordRef record_of(const std::string& account) {
  return make_fixed_record(testing::example_notice(account, Mode::read_only, kNow));
}

std::unique_ptr<Snapshot> snapshot_of(int accounts, std::uint64_t seed) {
  std::vector<RecordRef> records;
  for (int i = 0; i < accounts; ++i) records.push_back(record_of("account-" + std::to_string(i)));
  return std::make_unique<Snapshot>(std::move(records), Fingerprint(seed));
}

}  // namespace

TEST_CASE("Every account that is held is found, and none else") {
  for (const int size : {0, 1, 7, 8, 9, 1000}) {
    const auto snapshot = snapshot_of(size, 42);
    for (int i = 0; i < size; ++i) {
      const std::string account = "account-" + std::to_string(i);
      REQUIRE(snapshot->find(account) != nullptr);
      CHECK(snapshot->find(account)->account == account);
    }
    CHECK(snapshot->find("account-" + std::to_string(size)) == nullptr);
    CHECK(snapshot->find("") == nullptr);
    CHECK(snapshot->find("Account-0") == nullptr);
  }
}

TEST_CASE("Ids that differ in length, in one byte or in order have different fingerprints") {
  const Fingerprint fingerprint(7);
  const std::string zeros(40, '\0');
  for (std::size_t i = 0; i < zeros.size(); ++i)
    CHECK(fingerprint.of({zeros.data(), i}) != fingerprint.of({zeros.data(), i + 1}));
  CHECK(fingerprint.of("12345678abcdefgh") != fingerprint.of("abcdefgh12345678"));
  CHECK(fingerprint.of("a") != Fingerprint(8).of("a"));
}

TEST_CASE("An account whose fingerprint is that of a held one is still open") {
  constexpr std::uint64_t kSeed = 7;
  const auto word = [](const std::string& bytes) {
    std::uint64_t value = 0;
    std::memcpy(&value, bytes.data(), 8);
    return value;
  };
  const std::uint64_t start = kSeed ^ (16 * Fingerprint::kOdd);
  const std::string held = "account-00000001";
  std::string other = "innocent--------";
  const std::uint64_t second =
      Fingerprint::fold(start ^ word(held)) ^ Fingerprint::fold(start ^ word(other)) ^ word(held.substr(8));
  std::memcpy(&other[8], &second, 8);
  REQUIRE(Fingerprint(kSeed).of(held) == Fingerprint(kSeed).of(other));
  const Snapshot one({record_of(held)}, Fingerprint(kSeed));
  CHECK(one.find(held) != nullptr);
  CHECK(one.find(other) == nullptr);
  const Snapshot both({record_of(held), record_of(other)}, Fingerprint(kSeed));
  CHECK(both.find(held)->account == held);
  CHECK(both.find(other)->account == other);
}

TEST_CASE("A record answers as the notice it was made from does, at each second around each change") {
  const Notice notice = test::overdue_notice("acme", kNow);
  const RecordRef record = make_record(notice, "a.b.c");
  for (const Seconds at : {Seconds(0), 14 * kDay, 21 * kDay, 30 * kDay}) {
    for (const int around : {-1, 0, 1}) {
      const TimePoint now = kNow + at + Seconds(around);
      const Standing expected = standing_at(notice, now);
      const Standing standing = record->standing(now);
      CHECK(standing.mode == expected.mode);
      CHECK(standing.case_id.view() == expected.case_id.view());
      CHECK(standing.deadline == expected.deadline);
      CHECK(standing.next_change == expected.next_change);
      CHECK(standing.next_mode == expected.next_mode);
      CHECK(standing.limited_from == expected.limited_from);
      CHECK(record->schedule.at(now) == expected.mode);
    }
  }
}

TEST_CASE("The next change of mode is each start, then the end of the notice") {
  const ModeSchedule schedule = make_record(test::overdue_notice("acme", kNow), "a.b.c")->schedule;
  CHECK(next_mode_change(schedule, kNow - kDay) == kNow);
  CHECK(next_mode_change(schedule, kNow) == kNow + 14 * kDay);
  CHECK(next_mode_change(schedule, kNow + 14 * kDay) == kNow + 21 * kDay);
  CHECK(next_mode_change(schedule, kNow + 21 * kDay) == kNow + 30 * kDay);
  CHECK(next_mode_change(schedule, kNow + 30 * kDay) == kNever);
}

TEST_CASE("A replaced snapshot stays while somebody reads it, and goes when nobody does") {
  SnapshotCell cell(snapshot_of(1, 3));
  {
    const auto reading = cell.read();
    cell.publish(snapshot_of(0, 3));
    CHECK(cell.retired() == 1);
    CHECK(reading->find("account-0") != nullptr);
    CHECK(cell.read()->find("account-0") == nullptr);
    cell.reclaim();
    CHECK(cell.retired() == 1);
  }
  cell.reclaim();
  CHECK(cell.retired() == 0);
}

TEST_CASE("A reader that comes after the replacement does not keep the old snapshot") {
  SnapshotCell cell(snapshot_of(1, 3));
  {
    const auto early = cell.read();
    cell.publish(snapshot_of(0, 3));
  }
  cell.reclaim();
  const auto late = cell.read();
  CHECK(cell.retired() == 0);
  CHECK(late->records().empty());
}
