// The whole story, and the same with senders of nonsense around.
#include "tests/e2e/rubbish.hpp"
#include "tests/e2e/story.hpp"
#include "tests/support/catch.hpp"

using namespace e2e;

TEST_CASE("From the first banner to shutdown and open again by paying, with the server killed on the way") {
  World world;
  Sample& notes = world.start_sample();
  tell_story(world, notes);
  CHECK(notes.end() == 0);
}

TEST_CASE("Rubbish on both ports while the story runs changes no outcome") {
  World world;
  Sample& notes = world.start_sample();
  const Rubbish rubbish({world.port(), notes.port()});
  tell_story(world, notes);
  CHECK(world.is_server_running());
  CHECK(notes.is_running());
  CHECK(rubbish.sent() > 100);
}
