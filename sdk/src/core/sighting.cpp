#include "core/sighting.hpp"

#include <nlohmann/json.hpp>

namespace gracegate {

std::string encode_sightings(const std::vector<Sighting>& sightings) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const Sighting& sighting : sightings)
    list.push_back({{"account", sighting.account}, {"case", sighting.case_id}});
  return Json{{"sightings", std::move(list)}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace gracegate
