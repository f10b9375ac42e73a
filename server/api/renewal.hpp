// What is done because time has passed.
#ifndef GRACEGATE_SERVER_API_RENEWAL_HPP
#define GRACEGATE_SERVER_API_RENEWAL_HPP

#include "gracegate/result.hpp"
#include "server/api/app.hpp"

namespace gracegate::server::api {

// Signs anew the notices that have less than half of their validity left, and those of which an end was told
// long enough: so what products hold does not grow with all cases that ever were. Forgets the files of
// requests for help that ended long ago.
Result<Committed> renew(App& app);

}  // namespace gracegate::server::api

#endif
