// Notices that travel by hand.
#include "core/notice_file.hpp"

#include "office.hpp"

using namespace gracegate;

namespace {

const std::string kTarget = "/v1/accounts/acme/notice";

// Verified with the pinned root alone, as a product does that knows nothing else.
Notice notice_in(Office& office, const Answer& answer) {
  REQUIRE(answer.status == 200);
  const auto file = decode_notice_file(answer.body["notice_file"].get<std::string>());
  REQUIRE(file);
  const auto keys = verify_keyset(file->keyset, office.keys().roots);
  REQUIRE(keys);
  const auto read = verify_notice(file->notice, *keys, {"", "notes", "acme"});
  REQUIRE(read);
  CHECK(keys->version == office.keys().version);
  CHECK(answer.body["expires_at"] == format_rfc3339(std::min(read->expires_at, keys->expires_at)));
  return *read;
}

}  // namespace

TEST_CASE("A notice for a machine without a network is the account's next one, for all who read it") {
  Office office;
  office.account();
  const std::string id = office.open_case("acme");
  const Notice before = office.notice("acme");
  const Answer answer = office.ask("support", "POST", kTarget, {{"why", "no network there"}});
  const Notice by_hand = notice_in(office, answer);
  CHECK(by_hand.epoch == before.epoch);
  CHECK(by_hand.seq == before.seq + 1);
  CHECK(by_hand.issued_at == office.now);
  CHECK(by_hand.expires_at == office.now + 30 * kDay);
  CHECK(by_hand.cases.at(0).id == id);
  CHECK(answer.body["seq"] == by_hand.seq);
  CHECK(answer.body["expires_at"] == format_rfc3339(by_hand.expires_at));
  const std::string text = answer.body["notice_file"];
  CHECK(text.find("(for account acme of product notes, good until ") != std::string::npos);
  CHECK(office.notice("acme").seq == by_hand.seq);
  office.post("/v1/cases/" + id + "/settle", {{"why", "w"}});
  CHECK(office.notice("acme").seq == by_hand.seq + 1);
}

TEST_CASE("A notice by hand of an account without a case, and of none") {
  Office office;
  office.account();
  CHECK(notice_in(office, office.post(kTarget, {{"why", "w"}})).cases.empty());
  CHECK(office.post("/v1/accounts/nobody/notice", {{"why", "w"}}).status == 404);
}

TEST_CASE("A notice by hand is valid for up to 400 days, and only an admin has one for longer than usual") {
  Office office;
  office.account();
  const auto asked = [&](const std::string& caller, const Json& days) {
    return office.ask(caller, "POST", kTarget, {{"valid_days", days}, {"why", "w"}});
  };
  for (const int days : {1, 30})
    CHECK(notice_in(office, asked("support", days)).expires_at == office.now + days * kDay);
  for (const char* caller : {"support", "finance"}) CHECK(asked(caller, 31).status == 403);
  for (const int days : {31, 400})
    CHECK(notice_in(office, asked("admin", days)).expires_at == office.now + days * kDay);
  const std::string before = office.everything();
  for (const Json& days : {Json(0), Json(401), Json(-1), Json(1.5), Json("30")})
    CHECK(asked("admin", days).status == 400);
  CHECK(office.ask("support", "POST", kTarget, {{"valid_days", 31}, {"why", "w"}}).status == 403);
  CHECK(office.post(kTarget, Json::object()).status == 400);
  CHECK(office.everything() == before);
}

TEST_CASE(
    "A notice by hand counts as long as was asked for: the key set that goes with it lasts so long, and no "
    "other") {
  Office office;
  office.account();
  const TimePoint end = office.keys().expires_at;
  const Answer answer = office.ask("admin", "POST", kTarget, {{"valid_days", 365}, {"why", "air-gapped"}});
  CHECK(notice_in(office, answer).expires_at == office.now + 365 * kDay);
  CHECK(answer.body["expires_at"] == format_rfc3339(office.now + 365 * kDay));
  CHECK(office.keys().expires_at == end);
  CHECK(office.keys().account.empty());
}

TEST_CASE(
    "Where the root is elsewhere, a notice by hand is for no longer than the keys, and the refusal says so") {
  Office office;
  office.account();
  const TimePoint end = office.now + 100 * kDay;
  const std::string root = office.get("/v1/keyring").body["root"]["key"];
  REQUIRE(office.post("/v1/keyring/root/remove", {{"copy", root}, {"days", 100}, {"why", "w"}}).status ==
          200);
  CHECK(notice_in(office, office.ask("admin", "POST", kTarget, {{"valid_days", 100}, {"why", "w"}}))
            .expires_at == end);
  const Answer refused = office.ask("admin", "POST", kTarget, {{"valid_days", 101}, {"why", "w"}});
  CHECK(refused.status == 409);
  CHECK(refused.text.find("/valid_days") != std::string::npos);
  CHECK(refused.text.find(format_rfc3339(end)) != std::string::npos);
}

TEST_CASE("Where the keys have ended no notice by hand is signed, and the refusal says what to do") {
  Office office;
  office.account();
  const std::string root = office.get("/v1/keyring").body["root"]["key"];
  REQUIRE(office.post("/v1/keyring/root/remove", {{"copy", root}, {"days", 2}, {"why", "w"}}).status == 200);
  const TimePoint end = office.now + 2 * kDay;
  office.now = end - Seconds(1);
  CHECK(office.post(kTarget, {{"why", "w"}}).status == 200);
  for (const TimePoint now : {end, end + Seconds(1), end + kDay, end + 500 * kDay}) {
    office.now = now;
    const std::string before = office.everything();
    for (const Json& asked : {Json{{"why", "w"}}, Json{{"why", "w"}, {"valid_days", 1}}}) {
      const Answer refused = office.post(kTarget, asked);
      CHECK(refused.status == 409);
      CHECK(refused.text.find("have ended at " + format_rfc3339(end)) != std::string::npos);
      CHECK(refused.text.find("gracectl keys request, sign, install") != std::string::npos);
      CHECK(refused.text.find("/valid_days") == std::string::npos);
    }
    CHECK(office.everything() == before);
  }
}

TEST_CASE("A server with the root that has slept beyond its key set renews it before a notice by hand") {
  Office office;
  office.account();
  for (const Seconds slept : {45 * kDay, 500 * kDay}) {
    office.now += slept;
    const Answer answer = office.post(kTarget, {{"why", "w"}});
    CHECK(notice_in(office, answer).expires_at == office.now + 30 * kDay);
    CHECK(answer.body["expires_at"] == format_rfc3339(office.now + 30 * kDay));
  }
}

TEST_CASE("Where nobody says for how long, a notice by hand is for 30 days, or for as long as the keys") {
  Office office;
  office.account();
  const auto until = [&] {
    return office.post(kTarget, {{"why", "w"}}).body["expires_at"].get<std::string>();
  };
  office.now += 10 * kDay;  // the published set ends earlier
  REQUIRE(office.keys().expires_at < office.now + 30 * kDay);
  CHECK(until() == format_rfc3339(office.now + 30 * kDay));
  const std::string root = office.get("/v1/keyring").body["root"]["key"];
  REQUIRE(office.post("/v1/keyring/root/remove", {{"copy", root}, {"days", 2}, {"why", "w"}}).status == 200);
  CHECK(until() == format_rfc3339(office.now + 2 * kDay));
}

TEST_CASE("Who had a notice made, for how long and why, is in the log") {
  Office office;
  office.account();
  office.ask("support", "POST", kTarget, {{"valid_days", 7}, {"why", "they fly tomorrow"}});
  const Json last = office.get("/v1/audit?account=acme").body["entries"].back();
  CHECK(last["action"] == "account.notice");
  CHECK(last["why"] == "they fly tomorrow");
  CHECK(last["detail"]["expires_at"] == format_rfc3339(office.now + 7 * kDay));
}

TEST_CASE("Asked again with its Idempotency-Key, the same notice comes and none is signed") {
  Office office;
  office.account();
  const auto ask = [&] {
    return office.ask("support", "POST", kTarget, {{"why", "w"}}, {{"Idempotency-Key", "k"}});
  };
  const Answer first = ask();
  CHECK(ask().text == first.text);
  CHECK(office.notice("acme").seq == first.body["seq"]);
}

TEST_CASE("An account whose id looks like the beginning of a notice can have one") {
  Office office;
  const std::string id = "-----BEGIN GRACEGATE NOTICE-----";
  const std::string target = "/v1/accounts/-----BEGIN%20GRACEGATE%20NOTICE-----";
  REQUIRE(office.put(target, {{"name", "x"}}).status == 201);
  const auto file = decode_notice_file(
      office.post(target + "/notice", {{"why", "w"}}).body["notice_file"].get<std::string>());
  REQUIRE(file);
  CHECK(verify_notice(file->notice, office.keys(), {"", "notes", id}));
}
