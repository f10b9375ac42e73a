// Prints dates, amounts and plural categories in each language, one JSON object a line, to be compared with
// what a browser writes.
#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/texts.hpp"
#include "gracegate/banner.hpp"

using namespace gracegate;
using nlohmann::json;

namespace {

json dates(std::string_view locale) {
  json rows = json::array();
  for (unsigned month = 1; month <= 12; ++month) {
    for (const unsigned day : {1U, 9U, 28U}) {
      const TimePoint at = from_civil(2026, month, day, static_cast<int>(month), 5);
      rows.push_back({{"at", at.time_since_epoch().count()}, {"text", date_text(at, Zone{}, locale)}});
    }
  }
  return rows;
}

json amounts(std::string_view locale) {
  json rows = json::array();
  for (const char* currency : {"USD", "EUR", "INR", "JPY", "KWD"}) {
    for (const std::int64_t minor : {0LL, 5LL, 99999LL, 12345678LL, 12345678901LL}) {
      rows.push_back(
          {{"minor", minor}, {"currency", currency}, {"text", money_text({minor, currency}, locale)}});
    }
  }
  return rows;
}

// The numbers of each category: all small ones, then ever fewer, and those around each hundred thousand.
json plurals(const texts::Locale& locale) {
  json by_category = json::object();
  const auto add = [&](std::int64_t n) { by_category[std::string(texts::plural(locale, n))].push_back(n); };
  for (std::int64_t n = 0; n <= 1200; ++n) add(n);
  for (std::int64_t n = 1201; n <= 1'100'000; n += 331) add(n);
  for (std::int64_t n = 100'000; n <= 3'000'000; n += 100'000) {
    for (std::int64_t beside = -12; beside <= 12; ++beside) add(n + beside);
  }
  return by_category;
}

}  // namespace

int main() {
  for (const texts::Locale* locale : texts::all()) {
    const json line{{"locale", locale->tag},
                    {"list", texts::text(*locale, "_list")},
                    {"dates", dates(locale->tag)},
                    {"amounts", amounts(locale->tag)},
                    {"plurals", plurals(*locale)}};
    std::puts(line.dump().c_str());
  }
}
