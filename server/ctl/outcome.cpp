#include "server/ctl/outcome.hpp"

namespace gracegate::ctl {

Exit exit_of(const Error& error) {
  switch (error.code) {
    case ErrorCode::invalid_argument:
    case ErrorCode::malformed:
    case ErrorCode::too_large:
      return Exit::bad_input;
    case ErrorCode::forbidden:
      return Exit::not_allowed;
    case ErrorCode::unavailable:
      return Exit::not_reachable;
    case ErrorCode::untrusted:
    case ErrorCode::outdated:
    case ErrorCode::not_found:
    case ErrorCode::conflict:
    case ErrorCode::internal:
      break;
  }
  return Exit::refused;
}

}  // namespace gracegate::ctl
