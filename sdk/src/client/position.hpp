// How far the server is, of what it signs.
#ifndef GRACEGATE_CLIENT_POSITION_HPP
#define GRACEGATE_CLIENT_POSITION_HPP

#include <cstdint>

namespace gracegate {

// Of the feed, whose number is the revision, or of one account's notices, whose number is `seq`. Only grows.
struct Position {
  std::int64_t epoch = 0;
  std::int64_t number = 0;

  friend bool operator==(Position a, Position b) { return a.epoch == b.epoch && a.number == b.number; }
  friend bool operator<(Position a, Position b) {
    return a.epoch != b.epoch ? a.epoch < b.epoch : a.number < b.number;
  }
};

}  // namespace gracegate

#endif
