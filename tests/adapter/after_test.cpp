// A page of an account whose case is over, and one whose banner is wanted as a thin line.
#include "tests/adapter/product.hpp"
#include "tests/support/catch.hpp"

using namespace adapter_test;
using gracegate::Mode;

namespace {

void serve_page(Product& product) {
  product.server.Get("/",
                     [](const httplib::Request&, httplib::Response& res) { res.set_content(kPage, kHtml); });
  product.serve();
}

void end_case(gracegate::Notice& notice) {
  const gracegate::NoticeCase one = notice.cases[0];
  notice.cases.clear();
  notice.ended = {{one.id, one.reason, gracegate::Ending::settled, notice.issued_at,
                   notice.issued_at + 30 * gracegate::kDay}};
}

std::string page(Product& product, httplib::Headers headers = visitor("acme")) {
  const auto answer = product.client().Get("/", headers);
  return answer ? answer->body : "no answer";
}

}  // namespace

TEST_CASE(
    "Once a case is over its people are thanked on the next page and in open tabs, and nothing is limited") {
  Product product(Mode::shutdown, {}, end_case);
  serve_page(product);
  CHECK(contains(page(product), "<body>" + assets() + banner_of(product)));
  CHECK(contains(banner_of(product), "Thank you: this is settled"));
  const auto tab = product.client().Get("/gracegate/standing", visitor("acme", "application/json"));
  REQUIRE(tab);
  CHECK(contains(tab->body, "\"ended\":\"settled\""));
  const auto written = product.client().Get("/", visitor("acme"));
  CHECK(written->status == 200);
  CHECK_FALSE(written->has_header("Gracegate-Mode"));
}

TEST_CASE("Who folded the banner in the browser gets it folded from the product, for that case alone") {
  Product product(Mode::countdown, {},
                  [](gracegate::Notice& notice) { notice.cases[0].snooze_until = notice.cases[0].deadline; });
  serve_page(product);
  const std::string id = product.gate.notice("acme")->cases[0].id;
  const auto with_cookie = [&](const std::string& cookie) {
    httplib::Headers headers = visitor("acme");
    headers.emplace("Cookie", cookie);
    return contains(page(product, headers), "data-thin");
  };
  CHECK_FALSE(contains(page(product), "data-thin"));
  CHECK(with_cookie("gracegate_snooze=" + id));
  CHECK(with_cookie("a=b; gracegate_snooze=" + id + "; c=d"));
  CHECK_FALSE(with_cookie("gracegate_snooze=c_other"));
  CHECK_FALSE(with_cookie("not_gracegate_snooze=" + id));
  CHECK_FALSE(with_cookie("a=gracegate_snooze=" + id));
}
