// What all connections of a listener share. It lives as long as the last of them.
#ifndef GRACEGATE_SERVER_HTTP_SERVICE_HPP
#define GRACEGATE_SERVER_HTTP_SERVICE_HPP

#include <memory>
#include <utility>

#include "server/http/address.hpp"
#include "server/http/body_budget.hpp"
#include "server/http/connection_table.hpp"
#include "server/http/guard.hpp"
#include "server/http/listener.hpp"
#include "server/http/requests_in_flight.hpp"
#include "server/http/tls.hpp"

namespace gracegate::server::http {

// Threads: any; all but budget, table and counts is constant.
struct Service {
  Service(Options given, Handler handle, Networks proxies, std::unique_ptr<TlsContext> context)
      : options(std::move(given)),
        handler(std::move(handle)),
        trusted(std::move(proxies)),
        tls(std::move(context)),
        limits{options.max_head, options.max_headers},
        bodies(options.max_bodies),
        forwarded(options.max_connections_per_address),
        table({options.max_connections, options.max_connections_per_address}) {}

  void report(std::string_view fault) const {
    if (options.on_error) options.on_error(fault);
  }

  const Options options;
  const Handler handler;
  const Networks trusted;
  const std::unique_ptr<TlsContext> tls;  // null: plain HTTP
  const HeadLimits limits;
  BodyBudget bodies;
  RequestsInFlight forwarded;
  ConnectionTable table;
  RefusalCounters refusals;
};

}  // namespace gracegate::server::http

#endif
