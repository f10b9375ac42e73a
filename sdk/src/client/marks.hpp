// The rollback guard's memory of accounts that have no open case any more.
#ifndef GRACEGATE_CLIENT_MARKS_HPP
#define GRACEGATE_CLIENT_MARKS_HPP

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "client/record.hpp"

namespace gracegate {

// Position of the last notice of each such account; the newest kMost of them. For the others the feed's own
// revision, which cannot go back either, is the guard. Threads: one.
class Marks {
 public:
  static constexpr std::size_t kMost = 10'000;

  void set(std::string_view account, Position position);
  void erase(std::string_view account);
  const Position* find(std::string_view account) const;  // nullptr: none
  std::size_t size() const { return marks_.size(); }

 private:
  struct Mark {
    Position position;
    std::uint64_t age = 0;
  };
  std::map<std::string, Mark, std::less<>> marks_;
  std::map<std::uint64_t, std::string> by_age_;
  std::uint64_t next_age_ = 0;
};

}  // namespace gracegate

#endif
