#include "office.hpp"

using namespace gracegate;

TEST_CASE("Waiting for one account's entries goes on behind those of others") {
  Office office;
  office.account("acme");
  office.account("globex");
  const Json all = office.get("/v1/audit?after=0").body;
  const Json none = office.get("/v1/audit?account=initech&wait=60").body;
  CHECK(none["entries"].empty());
  CHECK(none["next"] == all["next"]);
}
