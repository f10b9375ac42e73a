#include "tests/adapter/product.hpp"
#include "tests/support/catch.hpp"

using namespace adapter_test;
using gracegate::Mode;

namespace {

void serve_api(Product& product, const char* cache_control = nullptr) {
  product.server.Get("/api", [cache_control](const httplib::Request&, httplib::Response& res) {
    res.set_content("{}", "application/json");
    for (const char* name : {"Gracegate-Mode", "Gracegate-Next-Mode", "Gracegate-Next-Change"}) {
      res.set_header(name, "the product's");
    }
    if (cache_control) res.set_header("Cache-Control", cache_control);
  });
  product.serve();
}

httplib::Headers billing() {
  auto headers = visitor("acme", "application/json");
  headers.emplace("X-Role", "billing");
  return headers;
}

}  // namespace

TEST_CASE("API-only customers are warned too") {
  Product product(Mode::countdown);
  serve_api(product);
  const auto answer = product.client().Get("/api", billing());
  REQUIRE(answer);
  CHECK(answer->body == "{}");
  CHECK(answer->get_header_value("Gracegate-Mode") == "countdown");
  CHECK(answer->get_header_value_count("Gracegate-Mode") == 1);
  CHECK(answer->get_header_value("Gracegate-Deadline") ==
        gracegate::format_rfc3339(product.gate.standing("acme").deadline.value()));
  CHECK(answer->get_header_value("Link") == "<https://pay.example.com/acme>; rel=\"payment\"");
  CHECK(answer->get_header_value("Cache-Control") == "private");
}

TEST_CASE("Programs learn what comes next and when, as long as something does") {
  using gracegate::kDay, gracegate::kHour;
  struct Row {
    const char* when;
    std::function<void(gracegate::NoticeCase&)> change;
    gracegate::Seconds at;  // after the deadline, from which it is read_only; shutdown comes a week later
    const char* mode;
    const char* next_mode;
    std::optional<gracegate::Seconds> next_change;
  };
  const auto ends_in_read_only = [](gracegate::NoticeCase& one) { one.stages.pop_back(); };
  const auto waits_for_work = [](gracegate::NoticeCase& one) { one.stages[1].from += 9 * kHour; };
  const auto held = [](gracegate::NoticeCase& one) {
    one.hold = gracegate::Hold{one.deadline - 2 * kDay, one.deadline + 3 * kDay, "dispute"};
  };
  const Row rows[] = {
      {"countdown", nullptr, -kDay, "countdown", "read_only", 0 * kDay},
      {"shutdown ahead", nullptr, kDay, "read_only", "shutdown", 7 * kDay},
      {"the last second", nullptr, 7 * kDay - gracegate::Seconds(1), "read_only", "shutdown", 7 * kDay},
      {"nothing stricter", nullptr, 7 * kDay, "shutdown", "", {}},
      {"ends in read_only", ends_in_read_only, kDay, "read_only", "", {}},
      {"deadline passed before working hours", waits_for_work, kHour, "countdown", "read_only", 9 * kHour},
      {"on hold", held, -kDay, "countdown", "read_only", 3 * kDay},
      {"on hold, deadline passed", held, kDay, "countdown", "read_only", 3 * kDay}};
  for (const Row& row : rows) {
    CAPTURE(row.when);
    Product product(Mode::countdown, {}, [&](gracegate::Notice& notice) {
      if (row.change) row.change(notice.cases.front());
    });
    serve_api(product);
    const gracegate::TimePoint deadline = product.gate.standing("acme").deadline.value();
    product.clock->advance(deadline + row.at - start());
    const auto answer = product.client().Get("/api", billing());
    CHECK(answer->get_header_value("Gracegate-Mode") == row.mode);
    CHECK(answer->get_header_value("Gracegate-Deadline") == gracegate::format_rfc3339(deadline));
    CHECK(answer->get_header_value("Gracegate-Next-Mode") == row.next_mode);
    CHECK(answer->get_header_value("Gracegate-Next-Change") ==
          (row.next_change ? gracegate::format_rfc3339(deadline + *row.next_change) : ""));
    CHECK(answer->get_header_value_count("Gracegate-Next-Mode") == (row.next_change ? 1 : 0));
  }
}

TEST_CASE("A member is told mode and deadline but not where to pay") {
  Product product(Mode::countdown);
  serve_api(product);
  const auto answer = product.client().Get("/api", visitor("acme"));
  CHECK(answer->get_header_value("Gracegate-Mode") == "countdown");
  CHECK_FALSE(answer->has_header("Link"));
}

TEST_CASE("An account without a case is told nothing") {
  Product product(Mode::shutdown);
  product.server.Get("/api", [](const httplib::Request&, httplib::Response& res) {
    res.set_content("{}", "application/json");
  });
  product.serve();
  const auto answer = product.client().Get("/api", visitor("clear"));
  CHECK_FALSE(answer->has_header("Gracegate-Mode"));
  CHECK_FALSE(answer->has_header("Gracegate-Deadline"));
  CHECK_FALSE(answer->has_header("Cache-Control"));
}

TEST_CASE("Where paying would settle nothing, no pay link is told") {
  for (const auto reason : {gracegate::Reason::terms_violation, gracegate::Reason::released}) {
    Product product(Mode::countdown, {},
                    [&](gracegate::Notice& notice) { notice.cases.front().reason = reason; });
    serve_api(product);
    const auto answer = product.client().Get("/api", billing());
    CHECK(answer->get_header_value("Gracegate-Mode") == "countdown");
    CHECK_FALSE(answer->has_header("Link"));
  }
}

TEST_CASE("A pay link that could break out of its header is left out") {
  Product product(Mode::countdown, {}, [](gracegate::Notice& notice) {
    notice.links.pay = "https://pay.example.com/>\r\nSet-Cookie: a=b";
  });
  serve_api(product);
  const auto answer = product.client().Get("/api", billing());
  CHECK_FALSE(answer->has_header("Link"));
  CHECK_FALSE(answer->has_header("Set-Cookie"));
  CHECK(answer->get_header_value("Gracegate-Mode") == "countdown");
}

TEST_CASE("What a shared cache may keep says nothing about an account") {
  Product product(Mode::countdown);
  serve_api(product, "public, max-age=3600");
  const auto answer = product.client().Get("/api", billing());
  CHECK(answer->get_header_value("Cache-Control") == "public, max-age=3600");
  CHECK_FALSE(answer->has_header("Link"));
  CHECK_FALSE(answer->has_header("Gracegate-Deadline"));
}

TEST_CASE("The product's own caching rule stays, but for shared caches") {
  struct Rule {
    const char* given;
    const char* sent;
  };
  const Rule rule = GENERATE(values<Rule>({{"no-store", "no-store"},
                                           {"private, max-age=60", "private, max-age=60"},
                                           {"max-age=60", "private, max-age=60"},
                                           {"s-maxage=60, must-revalidate", "private, must-revalidate"}}));
  Product product(Mode::countdown);
  serve_api(product, rule.given);
  CHECK(product.client().Get("/api", billing())->get_header_value("Cache-Control") == rule.sent);
}
