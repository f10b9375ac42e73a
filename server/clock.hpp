// The server's time of day: the machine's, or one from a file for demos and tests.
#ifndef GRACEGATE_SERVER_CLOCK_HPP
#define GRACEGATE_SERVER_CLOCK_HPP

#include <functional>
#include <string>

#include "gracegate/result.hpp"
#include "gracegate/time.hpp"

namespace gracegate::server {

using Now = std::function<TimePoint()>;  // threads: any

Now real_clock();
// Time as `file` says (see gracegate/testing.hpp, shared_clock). The file is looked at again at each call.
// Errors: malformed, unavailable.
Result<Now> clock_from_file(const std::string& file);

}  // namespace gracegate::server

#endif
