// Where a gate is in what the server has said: only ever from what the server signed.
#ifndef GRACEGATE_CLIENT_PLACE_HPP
#define GRACEGATE_CLIENT_PLACE_HPP

#include <optional>
#include <string>
#include <string_view>

#include "client/position.hpp"
#include "gracegate/keyset.hpp"
#include "gracegate/result.hpp"
#include "gracegate/time.hpp"

namespace gracegate {

struct Place {
  Position position;
  TimePoint issued_at;
  std::optional<TimePoint> expires_at;  // of a notice
};

// What the newest thing signed says of it: the head of a feed answer, or with `account` its notice. Errors:
// malformed, too_large, untrusted.
Result<Place> verify_place(std::string_view jws, const KeySet& keys, const std::string& product,
                           const std::string& account);
bool is_older(const KeySet& keys, const KeySet& than);

}  // namespace gracegate

#endif
