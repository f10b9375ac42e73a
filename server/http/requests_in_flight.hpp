// How many requests of one client's address are being answered, behind a proxy whose connections are many
// people's.
#ifndef GRACEGATE_SERVER_HTTP_REQUESTS_IN_FLIGHT_HPP
#define GRACEGATE_SERVER_HTTP_REQUESTS_IN_FLIGHT_HPP

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>

#include "server/http/address.hpp"

namespace gracegate::server::http {

// Threads: any.
class RequestsInFlight {
 public:
  explicit RequestsInFlight(std::size_t per_address) : per_address_(per_address) {}  // 0: no limit

  // One request's place, given back at the end of its scope. The count outlives it.
  class Place {
   public:
    explicit Place(RequestsInFlight& count) : count_(count) {}
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    // At most once. False where the address, or an IPv6 address's /64, has its share.
    bool take(const Address& client);

   private:
    RequestsInFlight& count_;
    std::optional<Address> site_;
  };

 private:
  const std::size_t per_address_;
  std::mutex mutex_;
  std::map<Address, std::size_t> per_site_;
};

}  // namespace gracegate::server::http

#endif
