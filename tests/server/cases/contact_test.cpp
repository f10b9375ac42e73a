#include "server/cases/contact.hpp"

#include <string>

#include "tests/support/catch.hpp"

using namespace gracegate::server;

TEST_CASE("A mail address has something on both sides of its one @, and is one of at most 254 bytes") {
  const std::string longest = std::string(kMaxEmail - 12, 'a') + "@example.com";
  for (const std::string& address : {std::string("ada@example.com"), std::string("a.b+c@x"),
                                     std::string("j\u00F6rg@b\u00FCro.example"), longest}) {
    INFO(address);
    CHECK(is_email(address));
  }
  for (const std::string& text :
       {std::string(), std::string("ada"), std::string("@example.com"), std::string("ada@"),
        std::string("a@b@c"), std::string("ada byron@example.com"), std::string("a@b.example, c@d.example"),
        std::string("Ada <ada@example.com>"), std::string("a\nb@example.com"),
        std::string("a\x7f@example.com"), std::string("a\xff@example.com"), std::string("+49 30 1234567"),
        "a" + longest}) {
    INFO(text);
    CHECK_FALSE(is_email(text));
  }
}

TEST_CASE("A telephone number has digits and what stands between them, at most 32 bytes of it") {
  for (const std::string& number : {std::string("112"), std::string("+49 (0) 30 12-34.56"),
                                    std::string("030/1234567"), std::string(kMaxPhone, '1')}) {
    INFO(number);
    CHECK(is_phone(number));
  }
  for (const std::string& text :
       {std::string(), std::string("+-()"), std::string("+49 30 1234 ext. 5"), std::string("call me"),
        std::string("030\n1234567"), std::string("ada@example.com"), std::string(kMaxPhone + 1, '1')}) {
    INFO(text);
    CHECK_FALSE(is_phone(text));
  }
}
