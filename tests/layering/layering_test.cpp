#include <sstream>

#include "tests/layering/tree.hpp"
#include "tests/support/catch.hpp"

namespace gracegate::layering {
namespace {

std::string lines(const Breaches& breaches) {
  std::ostringstream out;
  for (const std::string& breach : breaches) out << breach << '\n';
  return out.str();
}

}  // namespace

TEST_CASE("Includes go only downward, and each library stays in its files") {
  REQUIRE(sources_of(GRACEGATE_TREE).size() > 100);
  REQUIRE(read_header_sets(GRACEGATE_TREE).core.count("gracegate/time.hpp") == 1);
  REQUIRE(read_header_sets(GRACEGATE_TREE).client.count("gracegate/gate.hpp") == 1);
  CHECK(lines(breaches_of(GRACEGATE_TREE)) == "");
}

TEST_CASE("In a tree with one breach of each rule each is reported, and nothing else") {
  const Breaches expected = {
      "samples/shop/main.cpp: must not include \"core/mode_schedule.hpp\"",
      "samples/shop/main.cpp: must not include \"server/cases/case.hpp\"",
      "sdk/include/gracegate/gate.hpp: must not include \"client/engine.hpp\"",
      "sdk/include/gracegate/gate.hpp: must not include <nlohmann/json_fwd.hpp>",
      "sdk/include/gracegate/gate.hpp: must not include <sys/socket.h>",
      "sdk/include/gracegate/time.hpp: core is pure, it has no use for <mutex>",
      "sdk/include/gracegate/time.hpp: core is pure, it has no use for steady_clock::now",
      "sdk/include/gracegate/time.hpp: must not include \"gracegate/gate.hpp\"",
      "sdk/include/gracegate/unlisted.hpp: is not in exactly one header set of sdk/CMakeLists.txt",
      "sdk/src/client/sync.cpp: must not include \"gracegate/qt.hpp\"",
      "sdk/src/client/sync.cpp: must not include \"server/cases/case.hpp\"",
      "sdk/src/client/sync.cpp: must not include <QTimer>",
      "sdk/src/client/sync.cpp: must not include <httplib.h>",
      "sdk/src/client/sync.cpp: must not include <openssl/ssl.h>",
      "sdk/src/core/standing.cpp: core is pure, it has no use for <fstream>",
      "sdk/src/core/standing.cpp: core is pure, it has no use for <random>",
      "sdk/src/core/standing.cpp: core is pure, it has no use for <thread>",
      "sdk/src/core/standing.cpp: core is pure, it has no use for getenv",
      "sdk/src/core/standing.cpp: core is pure, it has no use for system_clock::now",
      "sdk/src/core/standing.cpp: must not include \"client/engine.hpp\"",
      "sdk/src/core/standing.cpp: must not include \"gracegate/gate.hpp\"",
      "sdk/src/core/standing.cpp: must not include \"neighbour.hpp\"",
      "sdk/src/core/standing.cpp: must not include <absl/strings/str_cat.h>",
      "sdk/src/core/standing.cpp: must not include <nlohmann/json.hpp>",
      "sdk/src/core/standing.cpp: must not include <openssl/evp.h>",
      "sdk/src/core/standing.cpp: must not include <unistd.h>",
      "sdk/src/qt/banner_widget.cpp: must not include \"core/texts.hpp\"",
      "sdk/src/qt/banner_widget.cpp: must not include <nlohmann/json.hpp>",
      "server/api/accounts.cpp: SQL stands in server/store alone",
      "server/api/accounts.cpp: must not include \"client/engine.hpp\"",
      "server/api/accounts.cpp: must not include \"gracegate/gate.hpp\"",
      "server/api/accounts.cpp: must not include \"server/http/listener.hpp\"",
      "server/api/accounts.cpp: must not include \"server/store/sqlite/sqlite_store.hpp\"",
      "server/api/accounts.cpp: must not include <sqlite3.h>",
      "server/api/render.hpp: must not include <nlohmann/json.hpp>",
      "server/auth/password.cpp: must not include \"server/api/app.hpp\"",
      "server/auth/password.cpp: must not include \"server/http/exchange.hpp\"",
      "server/auth/password.cpp: must not include \"server/store/sqlite/sqlite_store.hpp\"",
      "server/cases/case.hpp: must not include \"server/http/exchange.hpp\"",
      "server/cases/case.hpp: must not include \"server/store/store.hpp\"",
      "server/ctl/commands.cpp: must not include \"server/api/render.hpp\"",
      "server/ctl/commands.cpp: must not include \"server/store/sqlite/connection.hpp\"",
      "server/ctl/commands.cpp: must not include <httplib.h>",
      "server/ctl/commands.cpp: must not include <spdlog/spdlog.h>",
      "server/http/listener.cpp: must not include \"server/auth/password.hpp\"",
      "server/http/listener.cpp: must not include <httplib.h>",
      "server/store/sqlite/store.cpp: must not include \"server/api/render.hpp\"",
      "server/store/sqlite/store.cpp: must not include <libpq-fe.h>",
  };
  CHECK(lines(breaches_of(GRACEGATE_TREE "/tests/layering/fixture")) == lines(expected));
}

}  // namespace gracegate::layering
