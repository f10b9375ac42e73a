#include "gracegate/operation.hpp"

#include <stdexcept>
#include <string>

#include "tests/support/allocations.hpp"
#include "tests/support/catch.hpp"

namespace gracegate {
namespace {

constexpr Operation kAll[] = {Operation::read, Operation::write, Operation::export_data,
                              Operation::essential};

}  // namespace

TEST_CASE("The whole table of what each mode allows") {
  struct Row {
    Mode mode;
    bool read, write, export_data, essential;
  };
  for (const Row& row :
       {Row{Mode::open, true, true, true, true}, Row{Mode::countdown, true, true, true, true},
        Row{Mode::read_only, true, false, true, true}, Row{Mode::shutdown, false, false, true, true}}) {
    CHECK(mode_allows(row.mode, Operation::read) == row.read);
    CHECK(mode_allows(row.mode, Operation::write) == row.write);
    CHECK(mode_allows(row.mode, Operation::export_data) == row.export_data);
    CHECK(mode_allows(row.mode, Operation::essential) == row.essential);
  }
}

TEST_CASE("A stricter mode never allows what a milder one denies") {
  for (const Operation operation : kAll)
    for (const auto& [mild, strict] :
         {std::pair(Mode::open, Mode::countdown), std::pair(Mode::countdown, Mode::read_only),
          std::pair(Mode::read_only, Mode::shutdown)})
      CHECK((mode_allows(mild, operation) || !mode_allows(strict, operation)));
}

TEST_CASE("Each operation has its word") {
  CHECK(to_string(Operation::read) == "read");
  CHECK(to_string(Operation::write) == "write");
  CHECK(to_string(Operation::export_data) == "export");
  CHECK(to_string(Operation::essential) == "essential");
}

TEST_CASE("Safe methods read, all others write") {
  for (const char* method : {"GET", "HEAD", "OPTIONS", "TRACE"})
    CHECK(classify({}, method, "/notes") == Operation::read);
  for (const char* method : {"POST", "PUT", "PATCH", "DELETE", "CONNECT", "PROPFIND", "QUERY", "get", "Get",
                             "GET ", " GET", "", "G", "GETS", "\xff"})
    CHECK(classify({}, method, "/notes") == Operation::write);
  CHECK(classify({}, "OPTIONS", "*") == Operation::read);
  CHECK(classify({}, std::string_view("GET\0", 4), "/notes") == Operation::write);
}

TEST_CASE("A name for another method in the query changes nothing") {
  CHECK(classify({}, "POST", "/notes?_method=GET") == Operation::write);
  CHECK(classify({}, "POST", "/notes?X-HTTP-Method-Override=GET") == Operation::write);
  CHECK(classify({}, "GET", "/notes?_method=DELETE") == Operation::read);
}

TEST_CASE("Spellings of a path that could mean another one open no way to write") {
  const std::string very_long = "/notes/" + std::string(1'000'000, 'a') + "/login";
  const std::string many_dots = [] {
    std::string path = "/billing";
    for (int i = 0; i < 10'000; ++i) path += "/..";
    return path + "/notes";
  }();
  for (const std::string& target : {std::string("/login/../notes"),
                                    std::string("/login/..%2fnotes"),
                                    std::string("/login/%2e%2e/notes"),
                                    std::string("/login/.%2E/notes"),
                                    std::string("/login%2f..%2fnotes"),
                                    std::string("/login//notes"),
                                    std::string("//login/notes"),
                                    std::string("/notes/../login"),
                                    std::string("/login/./notes"),
                                    std::string("/login\\..\\notes"),
                                    std::string("/login%5c..%5cnotes"),
                                    std::string("/login;/../notes"),
                                    std::string("/login;x=1/notes"),
                                    std::string("/login%3b/notes"),
                                    std::string("/login%00/notes"),
                                    std::string("/login%00"),
                                    std::string("/login/%"),
                                    std::string("/login/%zz"),
                                    std::string("/login/%252e%252e/"),
                                    std::string("/login/%c0%ae%c0%ae/notes"),
                                    std::string("/login#/../notes"),
                                    std::string("/login/%0a/notes"),
                                    std::string("/LOGIN"),
                                    std::string("/Login"),
                                    std::string("/loginx"),
                                    std::string("/login.php"),
                                    std::string("/notes?/login"),
                                    std::string("/notes?next=/login"),
                                    std::string("/notes/login"),
                                    std::string("?/login"),
                                    std::string("login"),
                                    std::string(""),
                                    std::string("http:/login"),
                                    std::string("ftp://host/login"),
                                    std::string("http://host/notes?/login"),
                                    std::string("http://login/notes"),
                                    std::string("http://host/login/../notes"),
                                    std::string("http://login"),
                                    std::string("/login\0/x", 9),
                                    very_long,
                                    many_dots}) {
    INFO(target.substr(0, 80));
    CHECK(classify({}, "POST", target) == Operation::write);
    CHECK(classify({}, "GET", target) == Operation::read);
  }
}

TEST_CASE("Absolute form names the same path") {
  CHECK(classify({}, "POST", "http://notes.example.com/billing/pay") == Operation::essential);
  CHECK(classify({}, "POST", "HTTPS://notes.example.com:8443/export?all=1") == Operation::export_data);
}

TEST_CASE("The product's own rule comes first, and sees the path as it was sent") {
  HttpRules rules;
  std::string seen;
  rules.rule = [&seen](std::string_view method, std::string_view path) -> std::optional<Operation> {
    seen.assign(path);
    if (method == "POST" && path == "/search") return Operation::read;
    if (path == "/billing/delete") return Operation::write;
    return std::nullopt;
  };
  CHECK(classify(rules, "POST", "/search?q=x") == Operation::read);
  CHECK(classify(rules, "GET", "/billing/delete") == Operation::write);
  CHECK(classify(rules, "POST", "/billing/pay") == Operation::essential);
  CHECK(classify(rules, "POST", "/notes/%2e%2e?x") == Operation::write);
  CHECK(seen == "/notes/%2e%2e");
}

TEST_CASE("A rule that throws counts as none") {
  HttpRules rules;
  rules.rule = [](std::string_view, std::string_view) -> std::optional<Operation> {
    throw std::runtime_error("no");
  };
  CHECK(classify(rules, "POST", "/notes") == Operation::write);
  CHECK(classify(rules, "POST", "/login") == Operation::essential);
  rules.rule = [](std::string_view, std::string_view) -> std::optional<Operation> { throw 1; };
  CHECK(classify(rules, "GET", "/notes") == Operation::read);
}

TEST_CASE("Essential comes before export, and without rules only the method counts") {
  HttpRules both;
  both.essential_paths = both.export_paths = {"/both"};
  CHECK(classify(both, "POST", "/both") == Operation::essential);
  HttpRules none;
  none.essential_paths.clear();
  none.export_paths.clear();
  CHECK(classify(none, "POST", "/login") == Operation::write);
  CHECK(classify(none, "GET", "/export") == Operation::read);
}

TEST_CASE("A request is classified without allocating") {
  const HttpRules rules;
  const std::string target = "/notes/" + std::string(4000, 'a') + "%20?query";
  const std::size_t before = testing::allocations();
  const Operation operation = classify(rules, "DELETE", target);
  const std::size_t after = testing::allocations();
  CHECK(after == before);
  CHECK(operation == Operation::write);
}

}  // namespace gracegate
