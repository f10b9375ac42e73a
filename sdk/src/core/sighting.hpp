// That the banner of a case was shown to somebody of its account, as products report it.
#ifndef GRACEGATE_CORE_SIGHTING_HPP
#define GRACEGATE_CORE_SIGHTING_HPP

#include <string>
#include <tuple>
#include <vector>

namespace gracegate {

struct Sighting {
  std::string account, case_id;

  friend bool operator<(const Sighting& a, const Sighting& b) {
    return std::tie(a.account, a.case_id) < std::tie(b.account, b.case_id);
  }
};

// Body of POST /v1/sightings (docs/openapi.yaml).
std::string encode_sightings(const std::vector<Sighting>& sightings);

}  // namespace gracegate

#endif
