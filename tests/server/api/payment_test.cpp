#include <thread>

#include "office.hpp"

using namespace gracegate;

namespace {

const Json kOwed = {{"minor", 3000000}, {"currency", "USD"}, {"invoices", {"INV-1"}}};

Json paid(const std::string& id) {
  return {{"payment", id}, {"amount", {{"minor", 3000000}, {"currency", "USD"}}}, {"invoices", {"INV-1"}}};
}

}  // namespace

TEST_CASE("A payment reported by the product opens the account, once") {
  Office office;
  office.account();
  const std::string id = office.open_case("acme", {{"owed", kOwed}});
  office.now += 20 * kDay;
  CHECK(office.mode("acme") == "read_only");
  const Answer first = office.ask("finance", "POST", "/v1/accounts/acme/payments", paid("p-1"));
  CHECK(first.status == 200);
  CHECK(first.body["settled"] == Json::array({id}));
  CHECK(office.mode("acme") == "open");
  const std::string before = office.everything();
  const Answer again = office.ask("finance", "POST", "/v1/accounts/acme/payments", paid("p-1"));
  CHECK(again.status == 200);
  CHECK(again.body["seen_before"] == true);
  CHECK(office.everything() == before);
}

TEST_CASE("A payment event that comes late never reopens or settles another case") {
  Office office;
  office.account();
  office.open_case("acme", {{"owed", kOwed}});
  CHECK(office.ask("finance", "POST", "/v1/accounts/acme/payments", paid("p-1")).status == 200);
  office.open_case("acme", {{"owed", {{"minor", 500}, {"currency", "USD"}, {"invoices", {"INV-2"}}}}});
  CHECK(office.ask("finance", "POST", "/v1/accounts/acme/payments", paid("p-1")).status == 200);
  CHECK(office.ask("finance", "POST", "/v1/accounts/acme/payments", paid("p-2")).status == 200);
  CHECK(office.mode("acme") == "countdown");
}

TEST_CASE("Payment at the deadline ± 1 s, concurrently, ends open and leaves nothing behind") {
  for (const int offset : {-1, 0, 1}) {
    Office office;
    office.account();
    const std::string id = office.open_case("acme", {{"owed", kOwed}});
    office.now += 14 * kDay + Seconds{offset};
    // Payment, its repetition, and support acting on the case, all at once.
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] { office.ask("finance", "POST", "/v1/accounts/acme/payments", paid("p-1")); });
      threads.emplace_back([&] {
        office.ask("admin", "POST", "/v1/cases/" + id + "/escalate", {{"why", "race"}});
      });
      threads.emplace_back([&] {
        office.ask("support", "POST", "/v1/cases/" + id + "/extend", {{"days", 1}, {"why", "race"}});
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(office.mode("acme") == "open");
    CHECK(office.notice("acme").cases.empty());
    CHECK(office.get("/v1/cases/" + id).body["state"] == "settled");
    CHECK(office.get("/v1/audit/verify").body["ok"] == true);
    office.now += 400 * kDay;
    CHECK(office.get("/v1/accounts/acme/standing").body["mode"] == "open");
  }
}

TEST_CASE("A payment that comes before its case is not lost when it comes again with its key") {
  Office office;
  office.account();
  const auto report = [&] {
    return office.ask("finance", "POST", "/v1/accounts/acme/payments", paid("p-1"),
                      {{"Idempotency-Key", "event-1"}});
  };
  CHECK(report().body["settled"].empty());
  const std::string id = office.open_case("acme", {{"owed", kOwed}});
  const Answer settled = report();
  CHECK(settled.body["settled"] == Json::array({id}));
  CHECK(office.mode("acme") == "open");
  const Answer again = report();  // from then on it is answered alike
  CHECK(again.header("Idempotent-Replayed") == "true");
  CHECK(again.text == settled.text);
}

TEST_CASE("A payment that comes before its case is not lost when it comes again") {
  Office office;
  office.account();
  office.account("other");
  CHECK(office.ask("finance", "POST", "/v1/accounts/acme/payments", paid("p-1")).body["settled"].empty());
  office.open_case("acme", {{"owed", kOwed}});
  const Answer again = office.ask("finance", "POST", "/v1/accounts/acme/payments", paid("p-1"));
  CHECK(again.body["settled"].size() == 1);
  // The id belongs to the account: the same one of another account is another payment.
  office.open_case("other", {{"owed", kOwed}});
  CHECK(office.ask("finance", "POST", "/v1/accounts/other/payments", paid("p-1")).body["settled"].size() ==
        1);
}
