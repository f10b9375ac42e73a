// Where a gate is in what the server has said: only ever from what the server signed.
#ifndef GRACEGATE_CLIENT_PLACE_HPP
#define GRACEGATE_CLIENT_PLACE_HPP

#include <string>
#include <string_view>

#include "client/position.hpp"
#include "gracegate/keyset.hpp"
#include "gracegate/notice.hpp"
#include "gracegate/result.hpp"
#include "gracegate/time.hpp"

namespace gracegate {

struct Place {
  Position position;
  TimePoint issued_at;  // what was signed again without a change keeps its position

  friend bool operator<(Place a, Place b) {
    return a.position == b.position ? a.issued_at < b.issued_at : a.position < b.position;
  }
};

Place place_of(const Notice& notice);

// What the newest thing signed says of it: the head of a feed answer, or with `account` its notice. Errors:
// malformed, too_large, untrusted.
Result<Place> verify_place(std::string_view jws, const KeySet& keys, const std::string& product,
                           const std::string& account);

}  // namespace gracegate

#endif
