#include "server/http/requests_in_flight.hpp"

namespace gracegate::server::http {

bool RequestsInFlight::Place::take(const Address& client) {
  if (count_.per_address_ == 0) return true;
  const Address site = site_of(client);
  const std::lock_guard lock(count_.mutex_);
  std::size_t& taken = count_.per_site_[site];
  if (taken >= count_.per_address_) return false;
  ++taken;
  site_ = site;
  return true;
}

RequestsInFlight::Place::~Place() {
  if (!site_) return;
  const std::lock_guard lock(count_.mutex_);
  const auto counted = count_.per_site_.find(*site_);
  if (--counted->second == 0) count_.per_site_.erase(counted);
}

}  // namespace gracegate::server::http
