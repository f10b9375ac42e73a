// Asking for a password at the terminal, unseen.
#ifndef GRACEGATE_SERVER_CTL_PASSWORD_PROMPT_HPP
#define GRACEGATE_SERVER_CTL_PASSWORD_PROMPT_HPP

#include <string>

#include "gracegate/result.hpp"

namespace gracegate::ctl {

// Asks at the controlling terminal, wherever input and output lead. While it waits, Ctrl-C does nothing; an
// empty line gives up. Errors: invalid_argument (no terminal, or an empty line).
Result<std::string> ask_password(const std::string& question);

}  // namespace gracegate::ctl

#endif
