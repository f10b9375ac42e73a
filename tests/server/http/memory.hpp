// How much memory the process holds.
#ifndef GRACEGATE_TESTS_SERVER_HTTP_MEMORY_HPP
#define GRACEGATE_TESTS_SERVER_HTTP_MEMORY_HPP

#include <cstddef>

namespace gracegate::tests {

// The most this process has ever had resident, since the last reset of that mark.
size_t peak_resident_bytes();

// False where the system does not offer it.
bool reset_peak();

// Sanitizers keep freed memory and shadow the rest: then the numbers say nothing.
constexpr bool memory_is_telling() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return false;
#else
  return true;
#endif
}

}  // namespace gracegate::tests

#endif
