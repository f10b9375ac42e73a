// The whole of gracectl but its main(): what it does is a function of arguments, streams and screen.
#ifndef GRACEGATE_SERVER_CTL_GRACECTL_HPP
#define GRACEGATE_SERVER_CTL_GRACECTL_HPP

#include <iosfwd>

#include "server/ctl/outcome.hpp"
#include "server/ctl/screen.hpp"

namespace gracegate::ctl {

// Never throws. An error is one line on `err`.
Exit run(int argc, const char* const* argv, const Screen& screen, std::ostream& out, std::ostream& err);

}  // namespace gracegate::ctl

#endif
