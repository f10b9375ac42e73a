// One line for the product's log.
#ifndef GRACEGATE_CLIENT_SAY_HPP
#define GRACEGATE_CLIENT_SAY_HPP

#include <string_view>

#include "gracegate/log.hpp"

namespace gracegate {

inline void say(const Log& log, LogLevel level, std::string_view message) noexcept {
  if (!log) return;
  try {
    log(level, message);
  } catch (...) {
    // The product's log is broken; there is nobody left to tell.
  }
}

}  // namespace gracegate

#endif
