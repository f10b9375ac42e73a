// Requests for help: from a product into support's inbox, and the answer back into the banner.
#include "core/help_request.hpp"
#include "office.hpp"

using namespace gracegate;

namespace {

Json request_of(const std::string& id, const std::string& account, const std::string& one) {
  return {{"id", id},          {"account", account}, {"case", one},           {"topic", "question"},
          {"role", "billing"}, {"person", "p_1"},    {"text", "Why so much?"}};
}

Answer ask_help(Office& office, const Json& request, const std::string& caller = "product") {
  return office.ask(caller, "POST", "/v1/help", request);
}

// An account and a case of a policy that holds for five days.
std::string case_that_waits(Office& office) {
  office.account();
  REQUIRE(office.put("/v1/policies/patient", {{"help_hold_days", 5}, {"why", "w"}}).status == 201);
  return office.open_case("acme", {{"policy", "patient"}});
}

Json file_of(std::size_t bytes) {
  return {{"name", "receipt.pdf"}, {"type", "application/pdf"}, {"data", std::string(bytes / 3 * 4, 'A')}};
}

std::vector<std::string> actions_on(Office& office, const std::string& id) {
  std::vector<std::string> actions;
  const Json log = office.get("/v1/audit?case=" + id).body;
  for (const Json& entry : log["entries"]) actions.push_back(entry["action"]);
  return actions;
}

}  // namespace

TEST_CASE(
    "What a product sends as its library writes it arrives in the inbox, and who sent it hears by when") {
  Office office;
  office.account();
  HelpRequest sent;
  sent.account = "acme";
  sent.case_id = office.open_case("acme");
  sent.topic = HelpTopic::time;
  sent.text = "We have paid.\nSee the file.";
  sent.reach = "ada@example.com";
  sent.person = "p_1";
  sent.role = Role::billing;
  sent.page = "/orders";
  sent.locale = "de";
  sent.date = "2026-11-30";
  const std::string bytes("\x00\xFF\xFB<script>", 11);
  sent.file = HelpFile{"receipt \xE2\x82\xAC.pdf", "application/pdf", bytes};
  const Answer answer = office.send("product", "POST", "/v1/help", encode_help_request("h_1", sent),
                                    {{"Content-Type", "application/json"}});
  REQUIRE(answer.status == 200);
  const auto receipt = decode_help_receipt(answer.text, "h_1");
  REQUIRE(receipt);
  CHECK(receipt->answer_by == office.now + kDay);
  CHECK(answer.body["received_at"] == format_rfc3339(office.now));

  const Json inbox = office.ask("viewer", "GET", "/v1/help?state=waiting").body;
  REQUIRE(inbox["help"].size() == 1);
  const Json one = inbox["help"][0];
  CHECK(one == office.get("/v1/help/h_1").body);
  CHECK(one["text"] == sent.text);
  CHECK(one["reach"] == sent.reach);
  CHECK(one["date"] == sent.date);
  CHECK(one["role"] == "billing");
  CHECK(one["file"] == Json({{"name", sent.file->name}, {"type", sent.file->type}, {"size", 11}}));
  CHECK(office.get("/v1/cases/" + sent.case_id).body["help_waiting"] == 1);

  const Answer file = office.ask("support", "GET", "/v1/help/h_1/file");
  CHECK(file.text == bytes);
  CHECK(file.header("Content-Disposition") == "attachment; filename=\"help-file\"");
  CHECK(file.header("X-Content-Type-Options") == "nosniff");
  CHECK(file.header("Content-Security-Policy") == "default-src 'none'; sandbox");
  CHECK(office.ask("viewer", "GET", "/v1/help/h_1/file").status == 403);
}

TEST_CASE("A file is forgotten 90 days after its request was answered, though nobody asks again") {
  Office office;
  office.account();
  Json request = request_of("h_1", "acme", office.open_case("acme"));
  request["file"] = file_of(3);
  REQUIRE(ask_help(office, request).status == 200);
  REQUIRE(office.post("/v1/help/h_1/answer", {{"text", "Yes."}}).status == 200);
  office.now += 90 * kDay;
  office.let_time_work();
  CHECK(office.get("/v1/help/h_1/file").status == 200);
  office.now += Seconds{1};
  office.let_time_work();
  CHECK(office.get("/v1/help/h_1/file").status == 404);
  CHECK(office.get("/v1/help/h_1").body["file"]["size"] == 3);
}

TEST_CASE("The same request again is answered as the first time, and nothing is written") {
  Office office;
  const std::string id = case_that_waits(office);
  const Answer first = ask_help(office, request_of("h_1", "acme", id));
  const std::string before = office.everything() + office.get("/v1/help").text;
  office.now += kDay;
  CHECK(ask_help(office, request_of("h_1", "acme", id)).text == first.text);
  CHECK(office.everything().size() == before.size() - office.get("/v1/help").text.size());
  office.post("/v1/cases/" + id + "/settle", {{"why", "w"}});
  CHECK(ask_help(office, request_of("h_1", "acme", id)).text == first.text);
  office.account("bolt");
  CHECK(ask_help(office, request_of("h_1", "bolt", office.open_case("bolt"))).status == 409);
}

TEST_CASE("Nobody asks about a case that is unknown, of another account, or has ended") {
  Office office;
  office.account();
  office.account("bolt");
  const std::string id = office.open_case("acme");
  CHECK(ask_help(office, request_of("h", "acme", "c_unknown")).status == 404);
  CHECK(ask_help(office, request_of("h", "bolt", id)).status == 404);
  CHECK(ask_help(office, request_of("h", "unknown", id)).status == 404);
  office.post("/v1/cases/" + id + "/settle", {{"why", "w"}});
  CHECK(ask_help(office, request_of("h", "acme", id)).status == 409);
  CHECK(office.get("/v1/help").body["help"].empty());
}

TEST_CASE("An account key asks for its own account alone, and learns nothing of another's") {
  Office office;
  office.account();
  office.account("bolt");
  const std::string id = office.open_case("acme");
  const std::string key =
      office.post("/v1/tokens", {{"kind", "account"}, {"account", "bolt"}, {"name", "n"}, {"why", "w"}})
          .body["token"];
  CHECK(ask_help(office, request_of("h", "acme", id), key).status == 403);
  CHECK(ask_help(office, request_of("h", "acme", "c_unknown"), key).status == 403);
  CHECK(ask_help(office, request_of("h", "bolt", id), key).status == 404);
  CHECK(ask_help(office, request_of("h", "bolt", office.open_case("bolt")), key).status == 200);
  CHECK(office.ask(key, "GET", "/v1/help").status == 403);
}

TEST_CASE("What a request for help must be") {
  struct Row {
    const char* member;
    Json value;
    int status;
  };
  Office office;
  office.account();
  const std::string id = office.open_case("acme");
  const Row rows[] = {
      {"id", "a b", 400},
      {"id", std::string(41, 'a'), 413},
      {"topic", "love", 422},
      {"role", "boss", 422},
      {"text", " \n", 422},
      {"text", std::string(4001, 'x'), 413},
      {"reach", "a\nb", 400},
      {"person", std::string(129, 'x'), 413},
      {"page", std::string(2049, 'x'), 413},
      {"locale", std::string(36, 'x'), 413},
      {"date", "2026-02-30", 400},
      {"surplus", 1, 400},
      {"file", {{"name", "n"}, {"type", "t"}, {"data", "AAA"}}, 400},
      {"file", {{"name", "n"}, {"type", "t"}, {"data", "A-_="}}, 400},
      {"file", {{"name", "n"}, {"type", "t"}, {"data", ""}}, 400},
      {"file", {{"name", ""}, {"type", "t"}, {"data", "AAAA"}}, 400},
      {"file", file_of((5 << 20) + 4), 413},
  };
  for (const Row& row : rows) {
    Json request = request_of("h", "acme", id);
    request[row.member] = row.value;
    INFO(row.member << " " << row.value.dump().substr(0, 60));
    const Answer refused = ask_help(office, request);
    CHECK(refused.status == row.status);
    CHECK(refused.body["pointer"].get<std::string>().rfind("/" + std::string(row.member), 0) == 0);
  }
  CHECK(office.get("/v1/help").body["help"].empty());
}

TEST_CASE("The notice says that a request waits and until when, then the answer for thirty days") {
  Office office;
  const std::string id = case_that_waits(office);
  REQUIRE(ask_help(office, request_of("h_1", "acme", id)).status == 200);
  const auto entries = [&] { return office.notice("acme").cases.at(0).help; };
  REQUIRE(entries().size() == 1);
  CHECK(entries().at(0).person == "p_1");
  CHECK(entries().at(0).answer_by == office.now + kDay);
  CHECK_FALSE(entries().at(0).answer);
  const Json told = office.get("/v1/accounts/acme/standing").body["notice"]["cases"][0]["help"];
  CHECK(told.size() == 1);

  const Json answer = {{"text", "Because.\nReally."}, {"by", "Bob"}};
  CHECK(office.ask("viewer", "POST", "/v1/help/h_1/answer", answer).status == 403);
  const Answer answered = office.ask("support", "POST", "/v1/help/h_1/answer", answer);
  CHECK(answered.body["state"] == "answered");
  CHECK(entries().at(0).answer->text == "Because.\nReally.");
  CHECK(entries().at(0).answer->by == "Bob");
  CHECK_FALSE(entries().at(0).answer_by);
  CHECK(office.get("/v1/cases/" + id).body["help_waiting"] == 0);

  const auto sign_anew = [&] { office.post("/v1/accounts/acme/notice", {{"why", "w"}}); };
  office.now += 30 * kDay - Seconds(1);
  sign_anew();
  CHECK(entries().size() == 1);
  office.now += Seconds(1);
  sign_anew();
  CHECK(entries().empty());
}

TEST_CASE("A request that was closed without an answer is in the notice with neither answer nor date") {
  Office office;
  const std::string id = case_that_waits(office);
  ask_help(office, request_of("h_1", "acme", id));
  CHECK(office.ask("support", "POST", "/v1/help/h_1/close", {{"why", "spam"}}).body["state"] == "closed");
  const HelpEntry entry = office.notice("acme").cases.at(0).help.at(0);
  CHECK_FALSE(entry.answer_by);
  CHECK_FALSE(entry.answer);
  CHECK(office.post("/v1/help/h_1/close", {{"why", "w"}}).status == 409);
  CHECK(office.post("/v1/help/h_1/answer", {{"text", "t"}}).status == 409);
  CHECK(office.post("/v1/help/unknown/close", {{"why", "w"}}).status == 404);
}

TEST_CASE("Where the policy says so a question holds the case until it is answered, once") {
  Office office;
  const std::string id = case_that_waits(office);
  const auto hold = [&] { return office.get("/v1/cases/" + id).body["hold"]; };
  ask_help(office, request_of("h_1", "acme", id));
  CHECK(hold()["reason"] == "help request");
  CHECK(hold()["until"] == format_rfc3339(office.now + 5 * kDay));
  CHECK(office.notice("acme").cases.at(0).hold->until == office.now + 5 * kDay);

  office.now += kDay;
  ask_help(office, request_of("h_2", "acme", id));
  office.post("/v1/help/h_2/close", {{"why", "the same again"}});
  CHECK_FALSE(hold().is_null());
  office.post("/v1/help/h_1/answer", {{"text", "Because."}});
  CHECK(hold().is_null());
  CHECK(office.get("/v1/cases/" + id).body["deadline"] == format_rfc3339(office.now + 14 * kDay));
  ask_help(office, request_of("h_3", "acme", id));
  CHECK(hold().is_null());
  CHECK(actions_on(office, id) == std::vector<std::string>{"case.open", "help.receive", "case.hold",
                                                           "help.receive", "help.close", "help.answer",
                                                           "case.resume", "help.receive"});
}

TEST_CASE("The log has neither what a person wrote nor the answer") {
  Office office;
  const std::string id = case_that_waits(office);
  Json request = request_of("h_1", "acme", id);
  request["reach"] = "ada@example.com";
  request["file"] = file_of(3);
  ask_help(office, request);
  office.post("/v1/help/h_1/answer", {{"text", "Because of seats."}});
  const std::string log = office.get("/v1/audit?limit=1000").text;
  for (const char* word : {"Why so much?", "ada@example.com", "receipt.pdf", "AAAA", "Because of seats."})
    CHECK(log.find(word) == std::string::npos);
  CHECK(log.find("\"file_bytes\":3") != std::string::npos);
}

TEST_CASE("An account has room for twenty requests that wait, thirty in a day, and 60 MB of files") {
  Office office;
  office.account();
  const std::string id = office.open_case("acme");
  int sent = 0;
  const auto send = [&](const Json& file = nullptr) {
    Json request = request_of("h_" + std::to_string(++sent), "acme", id);
    request["file"] = file;
    return ask_help(office, request);
  };
  const auto close_last = [&] {
    office.post("/v1/help/h_" + std::to_string(sent) + "/close", {{"why", "w"}});
  };
  for (int i = 0; i < 20; ++i) REQUIRE(send().status == 200);
  const Answer refused = send();
  CHECK(refused.status == 429);
  CHECK(refused.body["type"] == "https://gracegate.dev/problems/too-many-help-requests");
  CHECK(refused.header("Retry-After") == "3600");
  CHECK(office.get("/v1/help/h_21").status == 404);
  for (sent = 20; sent > 10; --sent) close_last();
  sent = 21;
  for (int i = 0; i < 10; ++i) REQUIRE(send().status == 200);
  close_last();
  CHECK(send().status == 429);
  office.account("bolt");
  CHECK(ask_help(office, request_of("other", "bolt", office.open_case("bolt"))).status == 200);

  office.now += kDay;
  for (int i = 0; i < 12; ++i) {
    REQUIRE(send(file_of(5242878)).status == 200);
    close_last();
  }
  CHECK(send(file_of(5242878)).status == 429);
  CHECK(send().status == 200);
}

TEST_CASE("Only four large bodies are read at the same time, and small ones always") {
  Office office;
  const auto wants = [&](const std::string& length) {
    return office.begin("product", "POST", "/v1/help", length);
  };
  std::vector<server::http::Answer> uploads;
  const auto is_wanted = [](const server::http::Answer& answer) {
    return std::holds_alternative<server::http::BodyWanted>(answer);
  };
  for (int i = 0; i < 4; ++i) {
    uploads.push_back(wants("7340032"));
    CHECK(is_wanted(uploads.back()));
  }
  CHECK_FALSE(is_wanted(wants("65537")));
  CHECK(is_wanted(wants("65536")));
  uploads.pop_back();
  CHECK(is_wanted(wants("7340032")));
}

TEST_CASE("However much was answered, the notice fits, with the newest requests in it") {
  Office office;
  office.account();
  std::vector<std::string> cases;
  for (int i = 0; i < 3; ++i) cases.push_back(office.open_case("acme"));
  for (std::size_t i = 0; i < 24; ++i) {
    office.now += kDay;
    const std::string id = "h_" + std::to_string(i);
    REQUIRE(ask_help(office, request_of(id, "acme", cases.at(i % 3))).status == 200);
    REQUIRE(office.post("/v1/help/" + id + "/answer", {{"text", std::string(4000, '"')}}).status == 200);
  }
  const Notice notice = office.notice("acme");
  std::size_t shown = 0;
  std::string newest;
  for (const NoticeCase& one : notice.cases) {
    shown += one.help.size();
    if (one.id == cases.at(23 % 3)) newest = one.help.back().id;
  }
  CHECK(shown >= 4);
  CHECK(shown < 24);
  CHECK(newest == "h_23");
  CHECK(office.post("/v1/cases", {{"account", "acme"}, {"reason", "other"}, {"why", "w"}}).status == 201);
}

TEST_CASE("The inbox is listed by account, case and state, a page at a time, in order of arrival") {
  Office office;
  office.account();
  office.account("bolt");
  const std::string id = office.open_case("acme");
  for (const char* name : {"z", "y", "x"}) {
    office.now += Seconds(1);
    ask_help(office, request_of(name, "acme", id));
  }
  office.now += Seconds(1);
  ask_help(office, request_of("b", "bolt", office.open_case("bolt")));
  office.post("/v1/help/y/answer", {{"text", "t"}});
  const auto listed = [&](const std::string& query) {
    std::string ids;
    const Json page = office.get("/v1/help?" + query).body;
    for (const Json& one : page["help"]) ids += one["id"];
    return ids;
  };
  CHECK(listed("") == "zyxb");
  CHECK(listed("state=waiting&account=acme") == "zx");
  CHECK(listed("state=answered") == "y");
  CHECK(listed("case=" + id + "&limit=2") == "zy");
  CHECK(office.get("/v1/help?limit=2").body["next"] == "y");
  CHECK(listed("after=y") == "xb");
  CHECK(office.get("/v1/help?state=lost").status == 400);
}
