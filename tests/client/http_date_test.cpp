#include "client/http_date.hpp"

#include <clocale>

#include "tests/support/catch.hpp"

using namespace gracegate;

TEST_CASE("A date of HTTP is read as RFC 9110 writes it") {
  CHECK(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == TimePoint(Seconds(784111777)));
  CHECK(parse_http_date("Thu, 29 Feb 2024 00:00:00 GMT") == TimePoint(Seconds(1709164800)));
  CHECK(parse_http_date("Sat, 31 Dec 2016 23:59:60 GMT") == TimePoint(Seconds(1483228799)));
}

TEST_CASE("What is no date of HTTP is no date") {
  for (const char* text :
       {"", "now", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Nov 1994 08:49:37",
        "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1969 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, -6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun, 06 Nov 199x 08:49:37 GMT", "Wed, 29 Feb 2023 00:00:00 GMT"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_http_date(text));
  }
}

TEST_CASE("A date of HTTP is read alike in every locale of the process") {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  for (const char* name : {"de_DE.UTF-8", "ja_JP.UTF-8", "ar_SA.UTF-8", "C.UTF-8", "C"}) {
    if (std::setlocale(LC_ALL, name) == nullptr) continue;  // not installed here
    CHECK(parse_http_date("Wed, 21 Oct 2015 07:28:00 GMT") == TimePoint(Seconds(1445412480)));
  }
  std::setlocale(LC_ALL, before.c_str());
}

TEST_CASE("Retry-After counts in whole seconds, up to a bound") {
  const Seconds most(3600);
  CHECK(parse_retry_after("120", most) == Seconds(120));
  CHECK(parse_retry_after("0", most) == Seconds(0));
  CHECK(parse_retry_after("999999999999999999999", most) == most);
  CHECK(parse_retry_after("3601", most) == most);
  for (const char* text : {"", "-1", "1.5", "soon", "Fri, 31 Dec 1999 23:59:59 GMT", " 1"})
    CHECK_FALSE(parse_retry_after(text, most));
}
