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

// The most that memory has grown over since the object was made; 0 where that cannot be told.
class Growth {
 public:
  Growth() : can_tell_(memory_is_telling() && reset_peak()), before_(peak_resident_bytes()) {}
  size_t bytes() const { return can_tell_ ? peak_resident_bytes() - before_ : 0; }

 private:
  bool can_tell_;
  size_t before_;
};

}  // namespace gracegate::tests

#endif
