// What the product's own visitors send and get: pages, request targets, counts.
#include <cstring>

#include "gracegate/banner.hpp"
#include "gracegate/countdown.hpp"
#include "gracegate/operation.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/support/test_signer.hpp"

namespace gracegate::fuzz {
namespace {

constexpr std::string_view kFragment = "<gracegate-fuzz></gracegate-fuzz>";
constexpr std::int64_t kLastInstant = 253402300799;  // of the year 9999

// Eight bytes of the input, taken off its front; zeros behind its end.
std::int64_t take_number(std::string_view& input) {
  std::uint64_t number = 0;
  const std::size_t size = std::min(input.size(), sizeof number);
  if (size > 0) std::memcpy(&number, input.data(), size);
  input.remove_prefix(size);
  return static_cast<std::int64_t>(number);
}

TimePoint take_instant(std::string_view& input) {
  const auto number = static_cast<std::uint64_t>(take_number(input));
  return TimePoint(Seconds(static_cast<std::int64_t>(number % static_cast<std::uint64_t>(kLastInstant))));
}

bool has_dot_segment(std::string_view target) {
  const std::string path = "/" + std::string(target.substr(0, target.find_first_of("?#"))) + "/";
  return path.find("/../") != std::string::npos;
}

void check_count(Seconds left) {
  const Count count = count_down(left);
  must(count.value >= 0, "a count is not negative");
  must((count.value == 0) == (left <= Seconds(0)), "nothing is left when the time is over, and not before");
}

}  // namespace

void run_inject(std::string_view input) {
  const auto page = inject(input, kFragment);
  if (!page) return;
  const std::string added = std::string(banner_assets()) + std::string(kFragment);
  const std::size_t at = page->find(added);
  must(at != std::string::npos, "the banner is in the page");
  must(page->substr(0, at) + page->substr(at + added.size()) == input, "the rest of the page is as it was");
  must(!inject(*page, kFragment), "a page gets one banner");
}

void run_classify(std::string_view input) {
  const std::size_t space = std::min(input.find(' '), input.size());
  const std::string_view method = input.substr(0, space);
  const std::string_view target = input.substr(std::min(space + 1, input.size()));
  const HttpRules rules;
  const Operation operation = classify(rules, method, target);
  if (target.find_first_of("?#") == std::string_view::npos) {
    must(classify(rules, method, std::string(target) + "?a=/login") == operation,
         "a query does not change what a request is");
  }
  const bool is_cure = operation == Operation::essential || operation == Operation::export_data;
  must(!is_cure || !has_dot_segment(target), "a path that could mean another one is no cure");
}

void run_countdown(std::string_view input) {
  const std::int64_t left = take_number(input);
  check_count(Seconds(left));
  if (left % 16 != 0) return;  // to draw a banner takes a thousand times as long as to count
  const TimePoint opened = take_instant(input);
  const TimePoint now = take_instant(input);
  Notice notice =
      test::overdue_notice("acme", std::min(opened, TimePoint(Seconds(kLastInstant)) - 60 * kDay));
  notice.expires_at = TimePoint(Seconds(kLastInstant));
  const auto banner = banner_at(notice, now, {Role::billing, std::string(input), std::nullopt});
  if (!banner) return;
  const auto width = static_cast<std::size_t>(left / 16 & 63);
  (void)(left / 1024 % 2 == 0 ? banner_text : banner_ansi)(*banner, width);
  must(banner_html(*banner).find(banner->count_text) != std::string::npos, "the count stands in the page");
}

}  // namespace gracegate::fuzz
