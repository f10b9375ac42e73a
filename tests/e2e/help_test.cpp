// From the banner's form to support's inbox, and back.
#include "tests/e2e/world.hpp"
#include "tests/support/catch.hpp"

using namespace e2e;

namespace {

Json inbox(const World& world) { return world.ctl({"inbox", "list", "--state", "waiting"}).at("help"); }

}  // namespace

TEST_CASE("Who asks for help is in support's inbox, and reads the answer in the product; colleagues do not") {
  World world;
  Sample& notes = world.start_sample();
  world.add_account("acme");
  const std::string id = world.open_case("acme");
  Browser ada = notes.signed_in("acme-billing"), ben = notes.signed_in("acme-member");
  REQUIRE(eventually([&] { return has_banner(ada.get("/notes")); }));
  const std::string bytes("%PDF\0\xFF\r\n--part", 13);
  CHECK(ada.ask_for_help(id, "time", "We paid on Monday.", bytes).has("Your message has arrived"));

  const Json waiting = inbox(world);
  REQUIRE(waiting.size() == 1);
  const Json& request = waiting.at(0);
  CHECK(request.at("case") == id);
  CHECK(request.at("account") == "acme");
  CHECK(request.at("role") == "billing");
  CHECK(request.at("text") == "We paid on Monday.");
  const std::string file = world.file("receipt.pdf");
  const std::string asked = request.at("id");
  world.ctl({"inbox", "file", "--out", file, "--", asked});
  CHECK(text_of_file(file) == bytes);

  const char* promise = "Your message of 2 March 2026";
  CHECK(eventually([&] { return ada.get("/notes").has(promise); }));
  CHECK(!ben.get("/notes").has(promise));
  world.ctl({"inbox", "answer", "--text", "Thank you, it is here.", "--by", "Maria", "--", asked});
  CHECK(eventually([&] { return ada.get("/notes").has("Thank you, it is here."); }));
  CHECK(ada.get("/gracegate/help?sent=" + asked).has("Thank you, it is here."));
  CHECK(!ben.get("/notes").has("Thank you, it is here."));
  CHECK(ben.tab().dump().find("it is here") == std::string::npos);
  CHECK(inbox(world).empty());
}

TEST_CASE("What is asked while the server is down arrives when it is back, once") {
  World world;
  Sample& notes = world.start_sample();
  world.add_account("acme");
  const std::string id = world.open_case("acme");
  Browser ada = notes.signed_in("acme-member");
  REQUIRE(eventually([&] { return has_banner(ada.get("/notes")); }));
  world.kill_server();
  CHECK(ada.ask_for_help(id, "stuck", "Nothing prints.").has("Your message is on its way"));
  CHECK(has_banner(ada.get("/notes")));
  world.start_server();
  REQUIRE(eventually([&] { return !inbox(world).empty(); }));
  CHECK(eventually([&] { return ada.get("/notes").has("Your message of 2 March 2026"); }));
  CHECK(inbox(world).size() == 1);
}

TEST_CASE("With a policy that says so the countdown waits for the answer to a question about the bill") {
  World world;
  Sample& notes = world.start_sample();
  world.add_account("acme");
  world.ctl({"policy", "set", "standard", "--help-hold-days", "5", "--why", "patience"});
  const std::string id = world.open_case("acme");
  Browser ada = notes.signed_in("acme-billing"), ben = notes.signed_in("acme-member");
  REQUIRE(eventually([&] { return has_banner(ada.get("/notes")); }));
  const auto is_on_hold = [&] {
    const Json banner = ada.tab();
    return banner.is_object() && banner.at("on_hold") == true;
  };
  CHECK(ben.ask_for_help(id, "stuck", "Nothing prints.").has("Your message has arrived"));
  CHECK(world.ctl({"case", "show", id}).at("hold").is_null());
  CHECK(ada.ask_for_help(id, "question", "Why so much?").has("Your message has arrived"));

  CHECK(eventually(is_on_hold));
  for (const Json& one : inbox(world)) {
    const std::string asked = one.at("id");
    world.ctl({"inbox", "answer", "--text", "For two seats.", "--", asked});
  }
  CHECK(eventually([&] { return !is_on_hold(); }));
  CHECK(world.mode("acme") == "countdown");
}
