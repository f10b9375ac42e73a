#include <fstream>
#include <sstream>

#include "server/console/words.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate::server::console;

namespace {

// Each kind of entry that the API's description names: "action: {enum: [a, b]".
std::vector<std::string> described_actions() {
  std::ifstream file(GRACEGATE_TREE "/docs/openapi.yaml");
  std::stringstream text;
  text << file.rdbuf();
  const std::string all = text.str();
  const std::string mark = "action: {enum: [server.set_up";
  const std::size_t start = all.find("[", all.find(mark)) + 1;
  std::istringstream list(all.substr(start, all.find("]", start) - start));
  std::vector<std::string> actions;
  for (std::string one; std::getline(list, one, ',');)
    actions.push_back(one.substr(one.find_first_not_of(' ')));
  return actions;
}

}  // namespace

TEST_CASE("Every kind of entry of the log has words for people") {
  const auto actions = described_actions();
  REQUIRE(actions.size() > 30);
  for (const std::string& action : actions) {
    INFO(action);
    CHECK(word_for("action", action) != action);
  }
}
