// Support's inbox: what a customer's people have asked for, read and answered at the terminal.
#include "tests/e2e/ctl/house.hpp"
#include "tests/support/catch.hpp"

namespace gracegate::ctl_test {
namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// An account with a case; as a product, one asks for help about it.
struct Inbox : House {
  Inbox() {
    start_server();
    json({"account", "add", "acme", "--name", "Acme"});
    about = opened({"acme", "--reason", "nonpayment", "--why", "overdue"});
  }

  void receive(const std::string& id, Json more = Json::object()) const {
    Json request = {{"id", id},          {"account", "acme"}, {"case", about},    {"topic", "time"},
                    {"role", "billing"}, {"person", "p_1"},   {"page", "/notes"}, {"text", "We paid."}};
    request.update(more);
    write_file(path("request.json"), request.dump());
    const Outcome sent = shell("curl -fsS --data-binary @" + path("request.json") +
                               " -H 'Content-Type: application/json' -H 'Authorization: Bearer " +
                               first_run.at("sdk_key").get<std::string>() + "' " + url + "/v1/help");
    INFO(sent.err);
    REQUIRE(sent.code == 0);
  }

  std::string about;
};

TEST_CASE("Who answers after the case has ended is told that no banner shows it") {
  Inbox inbox;
  inbox.receive("h_1", {{"reach", "ada@acme.example"}});
  inbox.receive("h_2");
  CHECK(inbox.ctl({"inbox", "answer", "h_2", "--text", "Yes."}).err.empty());
  REQUIRE(inbox.ctl({"case", "settle", inbox.about, "--why", "paid"}).code == 0);
  const Outcome answered = inbox.ctl({"inbox", "answer", "h_1", "--text", "It is here."});
  CHECK(answered.code == 0);
  CHECK(has(answered.err, "no banner shows the answer"));
  CHECK(has(answered.err, "ada@acme.example"));
}

TEST_CASE("Who asks for help is in the inbox until somebody answers") {
  Inbox inbox;
  CHECK(inbox.ctl({"inbox", "list"}).err == "no request is waiting\n");
  inbox.receive("h_1", {{"reach", "ada@acme.example"}, {"date", "2026-11-20"}});
  inbox.receive("h_2", {{"text", std::string(80, 'x')}});

  const std::string listed = inbox.ctl({"inbox", "list"}).out;
  for (const char* part : {"REQUEST", "h_1", "acme", "time", "billing", "waiting", "2026-11-24T10:00:00Z",
                           "We paid.", "xxx ..."})
    CHECK(has(listed, part));
  CHECK(has(inbox.ctl({"case", "show", inbox.about}).out, "2, see gracectl inbox list"));

  const std::string shown = inbox.ctl({"inbox", "show", "h_1"}).out;
  for (const char* part :
       {"p_1", "/notes", "ada@acme.example", "2026-11-20", "answer by", "they write\n  We paid.\n"})
    CHECK(has(shown, part));

  const Outcome answered =
      inbox.ctl({"inbox", "answer", "h_1", "--text", "-", "--by", "Maria"}, "Thank you.\n\nIt is here.\n");
  CHECK(answered.code == 0);
  CHECK(answered.out == "h_1 of acme, about " + inbox.about + ": answered\n");
  const std::string after = inbox.ctl({"inbox", "show", "h_1"}).out;
  CHECK(has(after, "our answer\n  Thank you.\n\n  It is here.\n"));
  CHECK(has(after, "Maria"));
  CHECK(inbox.json({"inbox", "close", "h_2", "--why", "called them"}).at("state") == "closed");
  CHECK(inbox.ctl({"inbox", "list"}).err == "no request is waiting\n");
  CHECK(inbox.json({"inbox", "list", "--state", "answered", "--case", inbox.about}).at("help").size() == 1);
  CHECK(inbox.json({"inbox", "list", "--state", "closed", "--account", "acme"}).at("help").size() == 1);
}

TEST_CASE("What strangers type turns no text round, and passes for none of our lines") {
  Inbox inbox;
  inbox.receive("h_1", {{"text", "a\nstate    answered\nb\u202Ex"},
                        {"reach", "\u202Eada"},
                        {"file", {{"name", "x\u202Efdp.exe"}, {"type", "t"}, {"data", "AA=="}}}});
  for (const char* command : {"list", "show"}) {
    const Outcome shown =
        command == std::string("list") ? inbox.ctl({"inbox", "list"}) : inbox.ctl({"inbox", "show", "h_1"});
    CHECK(shown.code == 0);
    CHECK(!has(shown.out, "\u202E"));
    CHECK(!has(shown.out, "\nstate    answered"));
  }
}

TEST_CASE("The file of a request is saved as it is, under a name of support's own, and never over another") {
  Inbox inbox;
  inbox.receive("h_1", {{"file", {{"name", "../../x"}, {"type", "text/html"}, {"data", "AP/+"}}}});
  const std::string file = inbox.path("receipt.bin");
  const Outcome saved = inbox.ctl({"inbox", "file", "h_1", "--out", file});
  CHECK(saved.code == 0);
  CHECK(saved.out.empty());
  CHECK(text_of(file) == std::string("\x00\xFF\xFE", 3));
  CHECK(inbox.shell("stat -c %a " + file).out == "600\n");
  const Outcome again = inbox.ctl({"inbox", "file", "h_1", "--out", file});
  CHECK(again.code == 1);
  CHECK(has(again.err, "is not replaced"));
  inbox.receive("h_2");
  CHECK(inbox.ctl({"inbox", "file", "h_2", "--out", inbox.path("none")}).code == 1);
  CHECK(inbox.shell("test -e " + inbox.path("none")).code == 1);
}

TEST_CASE("What cannot be right about a request is refused, and changes nothing") {
  Inbox inbox;
  inbox.receive("h_1");
  const std::string before = inbox.json({"inbox", "show", "h_1"}).dump();
  CHECK(inbox.ctl({"inbox", "answer", "h_1", "--text", " "}).code == 2);
  CHECK(inbox.ctl({"inbox", "answer", "h_1", "--text", std::string(4001, 'x')}).code == 2);
  CHECK(inbox.ctl({"inbox", "answer", "h_1"}).code == 2);
  CHECK(inbox.ctl({"inbox", "close", "h_1"}).code == 2);
  CHECK(inbox.ctl({"inbox", "list", "--state", "lost"}).code == 2);
  CHECK(inbox.ctl({"inbox", "show", "a/b"}).code == 2);
  CHECK(inbox.ctl({"inbox", "show", "h_unknown"}).code == 1);
  CHECK(inbox.ctl({"inbox", "answer", "h_unknown", "--text", "x"}).code == 1);
  CHECK(inbox.json({"inbox", "show", "h_1"}).dump() == before);
}

}  // namespace
}  // namespace gracegate::ctl_test
