// Counts what a program allocates on this thread. Compile allocations.cpp into the test program: it replaces
// the global operator new.
#ifndef GRACEGATE_TESTS_SUPPORT_ALLOCATIONS_HPP
#define GRACEGATE_TESTS_SUPPORT_ALLOCATIONS_HPP

#include <cstddef>

namespace gracegate::testing {

// Calls of operator new on this thread since it started.
std::size_t allocations();

}  // namespace gracegate::testing

#endif
