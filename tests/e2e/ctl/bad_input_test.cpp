// Whatever people type, in whatever place: refused with exit code 2 and one line, and nothing is stored.
#include "tests/e2e/ctl/house.hpp"
#include "tests/support/catch.hpp"

namespace gracegate::ctl_test {
namespace {

const std::string kLong(120'000, 'x');  // as much as one argument may hold

std::vector<Words> bad_lines(const std::string& id, const House& house) {
  const auto open = [](Words more) {
    Words words = {"case", "open", "acme", "--reason", "nonpayment", "--why", "x"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  };
  const auto extend = [&](Words more) {
    Words words = {"case", "extend", id, "--why", "x"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  };
  return {
      // missing, unknown, repeated, of a wrong type
      {"case", "open", "acme", "--why", "x"},
      {"case", "open", "--reason", "nonpayment", "--why", "x"},
      {"case", "open", "acme", "--reason", "nonpayment"},
      open({"--colour", "red"}),
      open({"--reason", "nonpayment"}),
      open({"--owed", "5", "--owed", "5", "--currency", "USD"}),
      open({"extra"}),
      {"case", "open", "acme", "--reason", "Nonpayment", "--why", "x"},
      {"case", "open", "acme", "--reason", "nonpayment", "--why", ""},
      {"case", "open", "acme", "--reason", "nonpayment", "--why", " \t "},
      {"case", "open", "acme", "--reason", "nonpayment", "--why", "\x1b[31mred"},
      {"case", "open", "acme", "--reason", "nonpayment", "--why", "\xff\xfe"},
      {"case", "open", "acme", "--reason", "nonpayment", "--why", kLong},
      extend({"--days", "1.5"}),
      extend({"--days", "ten"}),
      extend({"--days", ""}),
      // money
      open({"--owed", "-5", "--currency", "USD"}),
      open({"--owed", "0", "--currency", "USD"}),
      open({"--owed", "1e30", "--currency", "USD"}),
      open({"--owed", "99999999999999999999", "--currency", "USD"}),
      open({"--owed", "5.001", "--currency", "USD"}),
      open({"--owed", "5", "--currency", "USX"}),
      open({"--owed", "5", "--currency", "usd"}),
      open({"--owed", "5"}),
      open({"--currency", "USD"}),
      open({"--owed", kLong, "--currency", "USD"}),
      open({"--owed", "5", "--currency", "USD", "--invoice", "A=4"}),
      open({"--owed", "5", "--currency", "USD", "--invoice", "A=6"}),
      open({"--owed", "5", "--currency", "USD", "--invoice", "A", "--invoice", "A"}),
      open({"--owed", "5", "--currency", "USD", "--invoice", "A\nB"}),
      {"pay", "acme", "--payment", "P", "--amount", "-1", "--currency", "EUR"},
      {"pay", "acme", "--payment", "P", "--amount", "1", "--currency", "EURO"},
      {"pay", "acme", "--payment", "", "--amount", "1", "--currency", "EUR"},
      {"pay", "acme", "--payment", kLong, "--amount", "1", "--currency", "EUR"},
      // times
      extend({"--until", "2026-12-20"}),
      extend({"--until", "2026-12-20T10:00:00"}),
      extend({"--until", "2020-01-01T00:00:00Z"}),
      extend({"--until", "2026-12-01T00:00:00Z"}),
      extend({"--until", "9999-12-31T23:59:59Z"}),
      extend({"--until", "2026-02-30T00:00:00Z"}),
      extend({"--until", kLong}),
      extend({"--days", "0"}),
      extend({"--days", "-3"}),
      extend({"--days", "100000000000000000000"}),
      extend({}),
      {"case", "hold", id, "--why", "x", "--reason", "r", "--until", "2026-11-23T10:00:00Z"},
      {"case", "hold", id, "--why", "x", "--reason", "", "--days", "3"},
      {"case", "hold", id, "--why", "x", "--reason", kLong, "--days", "3"},
      {"standing", "acme", "--at", "2026-12-20"},
      {"banner", "acme", "--at", "now"},
      {"simulate", "--policy", "standard", "--start", "2026-12-20"},
      {"enforcement", "suspend", "--until", "2020-01-01T00:00:00Z", "--reason", "r", "--why", "x"},
      {"enforcement", "suspend", "--until", "2036-01-01T00:00:00Z", "--reason", "r", "--why", "x"},
      {"key", "create", "--kind", "product", "--name", "k", "--expires", "2020-01-01T00:00:00Z", "--why",
       "x"},
      // zones, locales, texts
      {"account", "add", "new", "--name", "x", "--zone", "Mars/Olympus"},
      {"account", "add", "new", "--name", "x", "--zone", "../../etc/passwd"},
      {"account", "add", "new", "--name", "x", "--zone", kLong},
      {"account", "add", "new", "--name", "x", "--locale", "english please"},
      {"account", "add", "new", "--name", ""},
      {"account", "add", "new", "--name", "  "},
      {"account", "add", "new", "--name", "a\x1b]0;title\x07"},
      {"account", "add", "new", "--name", kLong},
      {"account", "add", "new", "--name", "x", "--contact", "boss:Ada:a@b"},
      {"account", "add", "new", "--name", "x", "--contact", "billing:Ada:no mail"},
      {"account", "add", "new", "--name", "x", "--contact", "billing:Ada:a@b:no number"},
      {"simulate", "--policy", "standard", "--zone", "Mars/Olympus"},
      open({"--message", "en"}),
      open({"--message", "en=a", "--message", "en=b"}),
      open({"--message", "en=" + kLong}),
      open({"--message", kLong + "=a"}),
      open({"--reference", kLong}),
      open({"--policy", kLong}),
      // ids
      {"account", "add", "", "--name", "x"},
      {"account", "add", kLong, "--name", "x"},
      {"account", "add", "a\nb", "--name", "x"},
      {"account", "add", "a\x07", "--name", "x"},
      {"account", "add", "\xc3\x28", "--name", "x"},
      {"case", "show", "../accounts"},
      {"case", "settle", id + " ", "--why", "x"},
      {"case", "settle", "\u202E" + id, "--why", "x"},
      {"policy", "set", "No Such Name", "--why", "x"},
      {"policy", "set", kLong, "--why", "x"},
      {"key", "revoke", "t_/../x", "--why", "x"},
      // policies
      {"policy", "set", "p", "--countdown-days", "0", "--why", "x"},
      {"policy", "set", "p", "--countdown-days", "-1", "--why", "x"},
      {"policy", "set", "p", "--countdown-days", "99999", "--why", "x"},
      {"policy", "set", "p", "--read-only-days", "-1", "--why", "x"},
      {"policy", "set", "p", "--read-only-days", "many", "--why", "x"},
      {"policy", "set", "p", "--snooze-days-before", "2", "--why", "x"},
      {"policy", "set", "p", "--snooze-days-before", "many", "--why", "x"},
      {"policy", "set", "p", "--hours", "17:00-09:00", "--why", "x"},
      {"policy", "set", "p", "--hours", "nine to five", "--why", "x"},
      {"policy", "set", "p", "--hours", "09:00", "--why", "x"},
      {"policy", "set", "p", "--holiday", "25.12.2026", "--why", "x"},
      {"policy", "set", "p", "--holiday", "2026-02-30", "--why", "x"},
      {"policy", "set", "p", "--file", house.path("nothing"), "--why", "x"},
      // keys and notices
      {"keys", "request", "--days", "0", "--why", "x"},
      {"keys", "request", "--days", "3651", "--why", "x"},
      {"account", "notice", "acme", "--valid-days", "0", "--why", "x"},
      {"account", "notice", "acme", "--valid-days", "401", "--why", "x"},
      {"key", "create", "--kind", "account", "--account", "", "--name", "k", "--why", "x"},
      {"key", "create", "--kind", "product", "--account", "acme", "--name", "k", "--why", "x"},
      {"key", "create", "--kind", "product", "--role", "admin", "--name", "k", "--why", "x"},
      {"key", "create", "--kind", "person", "--role", "root", "--name", "k", "--why", "x"},
  };
}

std::string check_refused(const House& house, const Words& words, const std::string& input = "") {
  std::string line;
  for (const std::string& word : words) line += " " + word.substr(0, 60);
  const Outcome outcome = house.ctl(words, input);
  INFO(line << "\n" << outcome.out << outcome.err.substr(0, 2000));
  CHECK(outcome.code == 2);
  CHECK(outcome.out.empty());
  CHECK(outcome.err.rfind("gracectl: ", 0) == 0);
  CHECK(outcome.err.find('\n') == outcome.err.size() - 1);
  CHECK(outcome.err.size() < 1200);
  CHECK(outcome.err.find('\x1b') == std::string::npos);
  return outcome.err;
}

TEST_CASE("What cannot be right is refused in one line, and nothing is stored") {
  House house;
  house.start_server();
  house.json({"account", "add", "acme", "--name", "Acme"});
  const std::string id = house.opened({"acme", "--reason", "other", "--why", "x"});
  const std::string before = house.everything();
  for (const Words& words : bad_lines(id, house)) {
    // Who typed an option knows no JSON pointers.
    const std::string said = check_refused(house, words);
    CHECK(said.rfind("gracectl: /", 0) != 0);
  }
  CHECK(house.everything() == before);
}

TEST_CASE("Files and inputs that are no policy or password are refused, a megabyte of text too") {
  House house;
  house.start_server();
  const std::string before = house.everything();
  const std::string megabyte(1 << 20, 'x');
  for (const std::string& text :
       {std::string(), megabyte, "{\"countdown_days\":\"" + megabyte + "\"}", std::string("[1]"),
        std::string("null"), std::string("{\"countdown_days\":14"),
        std::string("{\"countdown_days\":14,\"countdown_days\":15}"),
        std::string("{\"countdown_days\":\"14\"}"), std::string("{\"countdown_days\":1e3}"),
        std::string("{\"colour\":\"red\"}"), std::string("{\"working_hours\":5}"),
        std::string("\xef\xbb\xbf{\"countdown_days\":14}"), std::string(100'000, '['),
        std::string("{\"ends_in\":\"tears\"}")})
    check_refused(house, {"policy", "set", "p", "--file", "-", "--why", "x"}, text);
  write_file(house.path("odd.json"), "{\"working_hours\":5}");
  check_refused(house,
                {"policy", "set", "p", "--file", house.path("odd.json"), "--days", "mon", "--why", "x"});
  check_refused(house, {"login", "admin", "--password-stdin"}, "");
  check_refused(house, {"login", "admin", "--password-stdin"}, megabyte);
  check_refused(house, {"login", "", "--password-stdin"}, "x\n");
  CHECK(house.everything() == before);
}

}  // namespace
}  // namespace gracegate::ctl_test
