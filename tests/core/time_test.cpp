#include "gracegate/time.hpp"

#include <clocale>
#include <locale>
#include <random>

#include "tests/support/catch.hpp"

namespace gracegate {
namespace {

TimePoint at(std::int64_t seconds) { return TimePoint{Seconds{seconds}}; }
constexpr std::int64_t kLastSecond = 253402300799;  // 9999-12-31T23:59:59Z

// A process whose locale groups digits and has a decimal comma, for as long as this lives.
class StrangeLocale {
 public:
  StrangeLocale() : before_(std::locale::global(std::locale(std::locale::classic(), new Grouping))) {
    for (const char* name : {"de_DE.UTF-8", "ar_SA.UTF-8", ""})
      if (std::setlocale(LC_ALL, name) != nullptr) break;
  }
  ~StrangeLocale() {
    std::setlocale(LC_ALL, "C");
    std::locale::global(before_);
  }

 private:
  struct Grouping : std::numpunct<char> {
    char do_thousands_sep() const override { return '.'; }
    char do_decimal_point() const override { return ','; }
    std::string do_grouping() const override { return "\1"; }
  };
  std::locale before_;
};

}  // namespace

TEST_CASE("An instant can be written in each form that RFC 3339 has") {
  struct Row {
    const char* text;
    std::int64_t seconds;
  };
  for (const Row& row : {
           Row{"1970-01-01T00:00:00Z", 0},
           Row{"2026-11-22T16:18:52Z", 1795364332},
           Row{"2026-11-22t16:18:52z", 1795364332},
           Row{"2026-11-22T17:18:52+01:00", 1795364332},
           Row{"2026-11-22T05:18:52-11:00", 1795364332},
           Row{"2026-11-23T06:18:52+14:00", 1795364332},
           Row{"2026-11-22T16:18:52-00:00", 1795364332},
           Row{"2026-11-22T16:18:52.0Z", 1795364332},
           Row{"2026-11-22T16:18:52.999999999999999999999Z", 1795364332},
           Row{"2026-11-22T17:18:52.5+01:00", 1795364332},
           Row{"1985-04-12T23:20:50.52Z", 482196050},    // RFC 3339 §5.8
           Row{"1996-12-19T16:39:57-08:00", 851042397},  // RFC 3339 §5.8
           Row{"2000-02-29T00:00:00Z", 951782400},
           Row{"9999-12-31T23:59:59Z", kLastSecond},
           Row{"1969-12-31T23:00:00-01:00", 0},  // an instant of 1970
           Row{"9999-12-31T23:59:59+23:59", kLastSecond - 86340},
       }) {
    const auto parsed = parse_rfc3339(row.text);
    INFO(row.text);
    REQUIRE(parsed.ok());
    CHECK(*parsed == at(row.seconds));
  }
}

TEST_CASE("What names no instant is refused as malformed, with a way to put it right") {
  struct Row {
    const char* text;
    const char* message_has;
  };
  for (const Row& row : {
           Row{"2026-11-22", "date alone"},
           Row{"2026-11-22T16:18:52", "offset"},
           Row{"2026-11-22T16:18:52.5", "offset"},
           Row{"2016-12-31T23:59:60Z", "leap second"},
           Row{"1990-12-31T15:59:60-08:00", "leap second"},
           Row{"1969-12-31T23:59:59Z", "1970"},
           Row{"1970-01-01T00:00:00+00:01", "1970"},
           Row{"0000-01-01T00:00:00Z", "1970"},
           Row{"9999-12-31T23:59:59-00:01", "9999"},
       }) {
    const auto parsed = parse_rfc3339(row.text);
    INFO(row.text);
    REQUIRE_FALSE(parsed.ok());
    CHECK(parsed.error().code == ErrorCode::malformed);
    CHECK(parsed.error().message.find(row.message_has) != std::string::npos);
    CHECK(parsed.error().message.find('\n') == std::string::npos);
  }
}

TEST_CASE("Texts that are nearly an instant are refused") {
  for (const char* text : {"",
                           " ",
                           "now",
                           "2026",
                           "2026-11",
                           "2026-11-",
                           "2026-11-2",
                           "2026-1-22T16:18:52Z",
                           "26-11-22T16:18:52Z",
                           "+2026-11-22T16:18:52Z",
                           "-2026-11-22T16:18:52Z",
                           "12026-11-22T16:18:52Z",
                           "2026-11-22 16:18:52Z",
                           "2026-11-22T16:18Z",
                           "2026-11-22T16:18:52ZZ",
                           "2026-11-22T16:18:52Z ",
                           " 2026-11-22T16:18:52Z",
                           "2026-11-22T16:18:52Z\n",
                           "2026-11-22T16:18:52.Z",
                           "2026-11-22T16:18:52,5Z",
                           "2026-11-22T16:18:52+01",
                           "2026-11-22T16:18:52+0100",
                           "2026-11-22T16:18:52+1:00",
                           "2026-11-22T16:18:52+24:00",
                           "2026-11-22T16:18:52+01:60",
                           "2026-11-22T24:00:00Z",
                           "2026-11-22T16:60:00Z",
                           "2026-11-22T16:18:61Z",
                           "2026-00-22T16:18:52Z",
                           "2026-13-22T16:18:52Z",
                           "2026-11-00T16:18:52Z",
                           "2026-11-31T16:18:52Z",
                           "2026-02-29T16:18:52Z",
                           "1900-02-29T00:00:00Z",
                           "2100-02-29T00:00:00Z",
                           "20261122T161852Z",
                           "2026-W47-7T16:18:52Z",
                           "2026-11-22T16:18:52 +01:00",
                           "2026-11-22T-1:18:52Z",
                           "2026-11-22T16:18:52Zulu",
                           "2026-11-22TT16:18:52Z",
                           "2026/11/22T16:18:52Z",
                           "1795364332",
                           "\xd9\xa2\xd9\xa0-11-22T16:18:52Z"}) {
    INFO(text);
    const auto parsed = parse_rfc3339(text);
    REQUIRE_FALSE(parsed.ok());
    CHECK(parsed.error().code == ErrorCode::malformed);
  }
  CHECK_FALSE(parse_rfc3339(std::string_view("2026-11-22T16:18:52Z\0", 21)).ok());
}

TEST_CASE("Every prefix of an instant is refused, and every byte that is put into one") {
  const std::string text = "2026-11-22T16:18:52.25+01:00";
  REQUIRE(parse_rfc3339(text).ok());
  for (std::size_t size = 0; size < text.size(); ++size)
    CHECK_FALSE(parse_rfc3339(text.substr(0, size)).ok());
  for (std::size_t i = 0; i <= text.size(); ++i)
    for (const char byte : {'x', ' ', '-', '\0', '\xff'}) {
      std::string with = text;
      with.insert(i, 1, byte);
      CHECK_FALSE(parse_rfc3339(with).ok());
    }
}

TEST_CASE("Every day from 1970 to 2400 is written, read and taken apart as a calendar on paper has it") {
  int year = 1970;
  unsigned month = 1, day = 1, weekday = 4;
  std::mt19937_64 random(1);
  std::int64_t wrong = 0;
  for (std::int64_t days = 0; year <= 2400; ++days) {
    const TimePoint instant = at(days * 86400 + static_cast<std::int64_t>(random() % 86400));
    const CivilTime civil = civil_time(instant);
    const auto parsed = parse_rfc3339(format_rfc3339(instant));
    const bool right = civil.year == year && civil.month == month && civil.day == day &&
                       civil.weekday == weekday && from_civil(year, month, day) == at(days * 86400) &&
                       parsed.ok() && *parsed == instant;
    if (!right) ++wrong;
    const bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
    const unsigned lengths[] = {31, leap ? 29u : 28u, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    weekday = (weekday + 1) % 7;
    if (++day <= lengths[month - 1]) continue;
    day = 1;
    if (++month <= 12) continue;
    month = 1;
    ++year;
  }
  CHECK(wrong == 0);
  CHECK(year == 2401);
}

TEST_CASE("Any instant at any offset survives being written and read") {
  std::mt19937_64 random(20261122);
  std::uniform_int_distribution<std::int64_t> instants(0, kLastSecond - 86400);
  std::uniform_int_distribution<int> minutes(-23 * 60 - 59, 23 * 60 + 59);
  for (int i = 0; i < 50'000; ++i) {
    const TimePoint instant = at(instants(random));
    const Seconds offset = minutes(random) * kMinute;
    const std::string text = format_rfc3339(instant, offset);
    const auto parsed = parse_rfc3339(text);
    const CivilTime civil = civil_time(instant, offset);
    const TimePoint again =
        from_civil(civil.year, civil.month, civil.day, civil.hour, civil.minute, civil.second) - offset;
    if (!parsed.ok() || *parsed != instant || again != instant) FAIL(text);
  }
}

TEST_CASE("An instant is written with its offset") {
  const TimePoint instant = from_civil(2026, 11, 22, 16, 18, 52);
  CHECK(format_rfc3339(instant) == "2026-11-22T16:18:52Z");
  CHECK(format_rfc3339(instant, kHour) == "2026-11-22T17:18:52+01:00");
  CHECK(format_rfc3339(instant, -11 * kHour) == "2026-11-22T05:18:52-11:00");
  CHECK(format_rfc3339(instant, 14 * kHour) == "2026-11-23T06:18:52+14:00");
  CHECK(format_rfc3339(instant, 5 * kHour + 45 * kMinute) == "2026-11-22T22:03:52+05:45");
  CHECK(format_rfc3339(instant, -30 * kMinute) == "2026-11-22T15:48:52-00:30");
}

TEST_CASE("An offset with seconds is written in whole minutes and names the same instant") {
  const TimePoint instant = from_civil(2026, 1, 1);
  for (const int offset : {1, -1, 53 * 60 + 28, -(53 * 60 + 28), 59}) {
    const auto parsed = parse_rfc3339(format_rfc3339(instant, Seconds{offset}));
    REQUIRE(parsed.ok());
    CHECK(*parsed == instant);
  }
}

TEST_CASE("Instants and offsets beyond the calendar are shown as the nearest within") {
  CHECK(format_rfc3339(TimePoint::max()) == "9999-12-31T23:59:59Z");
  CHECK(format_rfc3339(TimePoint::min()) == "0000-01-01T00:00:00Z");
  CHECK(format_rfc3339(at(kLastSecond), kHour) == "9999-12-31T23:59:59+01:00");
  CHECK(format_rfc3339(at(0), Seconds::max()) == "1970-01-01T23:59:00+23:59");
  CHECK(format_rfc3339(at(0), Seconds::min()) == "1969-12-31T00:01:00-23:59");
  CHECK(civil_time(TimePoint::min()).weekday == 6);  // 0000-01-01 was a Saturday
}

TEST_CASE("The process locale changes no written or read instant") {
  const StrangeLocale strange;
  CHECK(format_rfc3339(at(kLastSecond), -kHour) == "9999-12-31T22:59:59-01:00");
  const auto parsed = parse_rfc3339("2026-11-22T16:18:52.5Z");
  REQUIRE(parsed.ok());
  CHECK(*parsed == at(1795364332));
}

}  // namespace gracegate
