// The rules of standing once more, by walking through the seconds one after the other: slow, and plain enough
// to be believed. For worlds whose instants are small numbers.
#ifndef GRACEGATE_TESTS_CORE_STANDING_ORACLE_HPP
#define GRACEGATE_TESTS_CORE_STANDING_ORACLE_HPP

#include <array>
#include <string>
#include <vector>

#include "gracegate/standing.hpp"

namespace gracegate::testing {

// Seconds of the small world: everything starts at 0 or later and has happened before kEnd.
inline constexpr int kBefore = -1;
inline constexpr int kEnd = 7;

inline TimePoint at_second(int second) { return TimePoint{Seconds{second}}; }

// The mode of one case in each second from kBefore to kEnd - 1.
class Walk {
 public:
  explicit Walk(const NoticeCase& one);
  Mode at(int second) const { return modes_[static_cast<std::size_t>(second - kBefore)]; }
  // The first second after `second` in which the mode is stricter than in it; kEnd if there is none.
  int stricter_after(int second) const;
  int first_limit() const;  // kEnd if there is none

 private:
  std::array<Mode, kEnd - kBefore> modes_{};
};

// What standing_at() has to say about a notice; `walks` are those of its cases, in the same order.
Standing expected_standing(const Notice& notice, const std::vector<Walk>& walks, int now);

bool same(const Standing& a, const Standing& b);
std::string describe(const Notice& notice);
std::string describe(const Standing& standing);

}  // namespace gracegate::testing

#endif
