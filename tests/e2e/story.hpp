// What a customer meets who does not pay, and then pays.
#ifndef GRACEGATE_TESTS_E2E_STORY_HPP
#define GRACEGATE_TESTS_E2E_STORY_HPP

#include "tests/e2e/world.hpp"

namespace e2e {

// From the first banner to shutdown, and to open again by paying; the server is killed on the way, the
// product goes through. Checks each step. `world` has no account yet, `notes` is its only product.
void tell_story(World& world, Sample& notes);

// In every mode people of the account sign in by any way, see what is to be paid, get help, take their notes
// with them and sign out.
void check_ways_out(const Sample& notes, const std::string& account);

}  // namespace e2e

#endif
