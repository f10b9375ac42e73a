#include "tests/e2e/story.hpp"

#include <iostream>

#include "tests/support/catch.hpp"

namespace e2e {
namespace {

using Clock = std::chrono::steady_clock;

// The people of acme, each with an open page.
struct People {
  explicit People(const Sample& notes)
      : bookkeeper(notes.signed_in("acme-billing")),
        member(notes.signed_in("acme-member")),
        second_tab(notes.signed_in("acme-member")) {}

  Browser bookkeeper, member, second_tab;
};

int write_by_form(Browser& browser) {
  return browser.post("/notes", {{"title", "From a page"}, {"text", "x"}}).status;
}
int write_by_program(const Sample& notes) {
  return notes.program("acme", "POST", "/api/notes", note("From a program")).status;
}

std::string open_by_hand(World& world) {
  world.ctl({"account", "add", "acme", "--name", "Acme Robotics", "--zone", "UTC"});
  const Json opened = world.ctl({"case", "open", "acme", "--reason", "nonpayment", "--owed", "30000.00",
                                 "--currency", "USD", "--invoice", "INV-1", "--why", "60 days overdue"});
  CHECK(opened.at("mode") == "countdown");
  return opened.at("id").get<std::string>();
}

void counts_down(const Sample& notes, People& people) {
  REQUIRE(eventually([&] { return has_banner(people.member.get("/notes")); }));
  const Answer for_member = people.member.get("/notes");
  const Answer for_bookkeeper = people.bookkeeper.get("/notes");
  CHECK(for_member.has("14 days"));
  CHECK(for_bookkeeper.has("14 days"));
  CHECK(for_bookkeeper.has("INV-1"));
  CHECK(for_bookkeeper.has("https://notes.example.com/pay/acme"));
  CHECK_FALSE(for_member.has("INV-1"));
  CHECK_FALSE(for_member.has("30,000"));
  CHECK_FALSE(for_member.has("https://notes.example.com/pay"));
  CHECK(people.member.get("/gracegate/banner.css").status == 200);
  CHECK(write_by_form(people.member) == 303);
  CHECK(write_by_program(notes) == 201);
  check_ways_out(notes, "acme");
}

// Nobody who uses the product notices; what was acknowledged is there.
void server_dies_and_comes_back(World& world, const Sample& notes, People& people, const std::string& id) {
  const std::string before = world.ask("GET", "/v1/cases/" + id).json().at("deadline").get<std::string>();
  world.kill_server();
  CHECK(has_banner(people.member.get("/notes")));
  CHECK(notes.program("acme", "GET", "/api/notes").status == 200);
  world.start_server();
  CHECK(world.ask("GET", "/v1/cases/" + id).json().at("deadline") == before);
  CHECK(has_banner(people.member.get("/notes")));
}

void is_read_only(const Sample& notes, People& people) {
  const Answer page = people.member.get("/notes");
  CHECK(page.status == 200);
  CHECK(has_banner(page));
  CHECK(page.has("Read only"));
  const Answer refused = people.member.post("/notes", {{"title", "x"}});
  CHECK(refused.status == 402);
  CHECK(refused.header("content-type") == "text/html; charset=utf-8");
  for (const char* part : {"<html lang=\"en\"", "<title>", "<main", "<h1"}) {
    CAPTURE(part);
    CHECK(refused.has(part));
  }
  const Answer problem = notes.program("acme", "POST", "/api/notes", note("x"));
  CHECK(problem.status == 402);
  CHECK(problem.header("content-type") == "application/problem+json");
  CHECK(problem.json().at("mode") == "read_only");
  CHECK(problem.json().at("deadline") == "2026-03-16T10:00:00Z");
  CHECK(problem.json().at("pay") == "https://notes.example.com/pay/acme");
  CHECK(notes.program("acme", "GET", "/api/notes").status == 200);
  check_ways_out(notes, "acme");
}

void is_shut_down(const Sample& notes, People& people) {
  CHECK(people.member.get("/notes").status == 402);
  CHECK(notes.program("acme", "GET", "/api/notes").status == 402);
  CHECK(notes.program("acme", "POST", "/api/notes", note("x")).status == 402);
  check_ways_out(notes, "acme");
}

bool is_open(Browser& browser) {
  const Answer page = browser.get("/notes");
  return page.status == 200 && !has_banner(page) && page.has("New note") && browser.is_clear();
}

// Every page of every session is open again, and nobody restarted anything.
void pays(World& world, const Sample& notes, People& people) {
  const Answer bill = people.bookkeeper.get("/billing");
  CHECK(bill.has("30,000.00"));
  const std::string name = "name=\"payment\" value=\"";
  const std::size_t at = bill.body.find(name);
  REQUIRE(at != std::string::npos);
  const std::string payment =
      bill.body.substr(at + name.size(), bill.body.find('"', at + name.size()) - at - name.size());
  const auto start = Clock::now();
  CHECK(people.bookkeeper.post("/billing/pay", {{"payment", payment}}).header("location") == "/billing");
  for (Browser* one : {&people.bookkeeper, &people.member, &people.second_tab})
    REQUIRE(eventually([&] { return is_open(*one); }, std::chrono::seconds(30)));
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
  std::cout << "open again in every session " << took.count() << " ms after paying\n";
  CHECK(write_by_form(people.member) == 303);
  CHECK(people.member.get("/notes").has("Thank you"));
  CHECK(write_by_program(notes) == 201);
  CHECK(world.mode("acme") == "open");
  check_ways_out(notes, "acme");
}

}  // namespace

void check_ways_out(const Sample& notes, const std::string& account) {
  Browser browser(notes.url());
  CHECK(browser.sign_in(account + "-billing"));
  const Answer bill = browser.get("/billing");
  CHECK(bill.status == 200);
  CHECK(browser.get("/support").has("Maria Lindqvist") == (has_banner(bill) || has_last_words(bill)));
  const Answer taken = browser.get("/export");
  CHECK(taken.status == 200);
  CHECK(taken.json().value("notes", Json::array()).size() > 0);
  CHECK(browser.sign_out());
  CHECK(browser.sign_in_by_sso(account + "-member"));
  CHECK(browser.sign_out());
}

void tell_story(World& world, Sample& notes) {
  const TimePoint deadline = instant("2026-03-16T10:00:00Z");
  const TimePoint shutdown = deadline + 7 * kDay;
  world.move_to(instant("2026-03-02T10:00:00Z"), 0);
  const std::string id = open_by_hand(world);
  People people(notes);
  counts_down(notes, people);
  REQUIRE(world.becomes_seen(id));  // else the deadline moves
  world.move_to(world.now());
  server_dies_and_comes_back(world, notes, people, id);
  world.move_to(deadline - Seconds(1), 0);
  CHECK(write_by_program(notes) == 201);
  world.move_to(deadline, 0);
  is_read_only(notes, people);
  server_dies_and_comes_back(world, notes, people, id);
  world.move_to(shutdown - Seconds(1), 0);
  is_read_only(notes, people);
  world.move_to(shutdown);
  is_shut_down(notes, people);
  pays(world, notes, people);
  CHECK(world.ctl({"audit", "verify"}).at("ok") == true);
  CHECK(notes.log().find("gate caught") == std::string::npos);
}

}  // namespace e2e
