// Which cases' banners were shown to somebody, as long as the server has not been told.
#ifndef GRACEGATE_CLIENT_SIGHTINGS_HPP
#define GRACEGATE_CLIENT_SIGHTINGS_HPP

#include <cstddef>
#include <mutex>
#include <set>
#include <string_view>
#include <vector>

#include "core/sighting.hpp"

namespace gracegate {

// Each case is told of once; after very many of them some are told again, which the server knows to take.
// Threads: any.
class Sightings {
 public:
  static constexpr std::size_t kMostAtOnce = 500;  // as many as the server takes
  static constexpr std::size_t kMostKnown = 10'000;

  // Does not wait: where another thread is at it, or there is no memory, the next showing of the banner
  // counts.
  void add(std::string_view account, std::string_view case_id) noexcept;

  // The oldest, for one report; empty: there is nothing to tell.
  std::vector<Sighting> to_tell() const;
  // These have been told.
  void told(std::size_t count);

 private:
  mutable std::mutex mutex_;
  std::set<Sighting> known_;
  std::vector<Sighting> waiting_;
};

}  // namespace gracegate

#endif
