// What a notice says of requests for help.
#ifndef GRACEGATE_SERVER_API_TOLD_HELP_HPP
#define GRACEGATE_SERVER_API_TOLD_HELP_HPP

#include <vector>

#include "gracegate/result.hpp"
#include "server/store/store.hpp"

namespace gracegate::server::api {

// Adds to each of `cases` that is open what is to be said once `change` is written. Errors: those of the
// reader.
Result<void> add_help(const Reader& reader, TimePoint now, const Change& change, std::vector<Case>& cases);

}  // namespace gracegate::server::api

#endif
