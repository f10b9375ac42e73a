#include "client/holdings.hpp"

#include <string>

#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

const Fingerprint kPrint(5);

Snapshot holding(const Merged& merged) { return Snapshot(merged.records, kPrint); }

SignedNotice overdue(const std::string& account, std::int64_t seq, std::int64_t epoch = 1) {
  const std::string jws = "jws of " + account + " " + std::to_string(epoch) + " " + std::to_string(seq);
  return {with_seq(overdue_notice(account, kStart), seq, epoch), jws};
}
SignedNotice settled(const std::string& account, std::int64_t seq) {
  return {with_seq(clear_notice(account, kStart), seq), "jws"};
}

const Snapshot kNothing({}, kPrint);

}  // namespace

TEST_CASE("A complete page says which accounts have a case: all others are open") {
  Marks marks;
  const Snapshot both = holding(merge(kNothing, marks, {overdue("a", 1), overdue("b", 1)}, true));
  const Merged one = merge(both, marks, {overdue("b", 2)}, true);
  CHECK(one.changed);
  CHECK(holding(one).find("a") == nullptr);
  CHECK(holding(one).find("b")->place.position == Position{1, 2});
}

TEST_CASE("A change leaves the other accounts as they are") {
  Marks marks;
  const Snapshot both = holding(merge(kNothing, marks, {overdue("a", 1), overdue("b", 1)}, true));
  const Snapshot after = holding(merge(both, marks, {settled("b", 2)}, false));
  CHECK(after.find("a") != nullptr);
  CHECK(after.find("b") == nullptr);
}

TEST_CASE("A notice that is older than the one held is refused, by epoch first and then by number") {
  Marks marks;
  const Snapshot held = holding(merge(kNothing, marks, {overdue("a", 5, 2)}, true));
  for (const SignedNotice& old : {overdue("a", 4, 2), overdue("a", 900, 1), settled("a", 7)}) {
    const Merged merged = merge(held, marks, {old}, false);
    CHECK_FALSE(merged.changed);
    CHECK(merged.refused == std::vector<std::string>{"a"});
    CHECK(holding(merged).find("a")->place.position == Position{2, 5});
  }
  CHECK(merge(held, marks, {overdue("a", 1, 3)}, false).changed);
}

TEST_CASE("The same notice again changes nothing, one that was signed again later does") {
  Marks marks;
  const SignedNotice first = overdue("a", 5);
  const Snapshot held = holding(merge(kNothing, marks, {first}, true));
  CHECK_FALSE(merge(held, marks, {first}, true).changed);
  SignedNotice renewed = first;
  renewed.jws = "other bytes";
  renewed.notice.issued_at += kDay;
  CHECK(merge(held, marks, {renewed}, true).changed);
  renewed.notice.issued_at -= 2 * kDay;
  CHECK(merge(held, marks, {renewed}, true).refused.size() == 1);
}

TEST_CASE("An old notice cannot reopen the case of an account that was settled") {
  Marks marks;
  const Snapshot held = holding(merge(kNothing, marks, {overdue("a", 5)}, true));
  const Snapshot open = holding(merge(held, marks, {settled("a", 6)}, false));
  for (const std::int64_t seq : {5, 6}) {
    const Merged replayed = merge(open, marks, {overdue("a", seq)}, false);
    CHECK(replayed.records.empty());
    CHECK(replayed.refused.size() == 1);
  }
  CHECK(merge(open, marks, {overdue("a", 7)}, false).records.size() == 1);
}

TEST_CASE("Nor that of an account which a complete page left out") {
  Marks marks;
  const Snapshot held = holding(merge(kNothing, marks, {overdue("a", 5)}, true));
  const Snapshot open = holding(merge(held, marks, {}, true));
  CHECK(merge(open, marks, {overdue("a", 5)}, true).records.empty());
  CHECK(merge(open, marks, {overdue("a", 6)}, true).records.size() == 1);
}

TEST_CASE("In a complete page with one old notice the rest counts, and what is held of that account stands") {
  Marks marks;
  const Snapshot held = holding(merge(kNothing, marks, {overdue("a", 5), overdue("b", 5)}, true));
  const Merged merged = merge(held, marks, {overdue("a", 4), overdue("c", 1)}, true);
  const Snapshot after = holding(merged);
  CHECK(after.find("a")->place.position == Position{1, 5});
  CHECK(after.find("b") == nullptr);
  CHECK(after.find("c") != nullptr);
}

TEST_CASE("Marks are bounded: the oldest goes first") {
  Marks marks;
  for (std::size_t i = 0; i <= Marks::kMost; ++i) marks.set(std::to_string(i), {1, 1});
  CHECK(marks.size() == Marks::kMost);
  CHECK(marks.find("0") == nullptr);
  CHECK(marks.find("1") != nullptr);
  marks.set("1", {1, 2});
  marks.set("one more", {1, 1});
  CHECK(marks.find("1") != nullptr);
  CHECK(marks.find("2") == nullptr);
}
