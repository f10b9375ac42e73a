#include "core/web_link.hpp"

#include <string>

#include "tests/support/catch.hpp"

namespace gracegate {

TEST_CASE("Links go to https, or to http on this machine") {
  for (const char* url : {"https://example.com", "https://example.com/", "https://example.com:8443/a?b=c#d",
                          "https://xn--bcher-kva.example/%C3%A9", "https://[2001:db8::1]:8443/",
                          "https://example.com?x@y", "http://localhost", "http://localhost:8080/pay",
                          "http://127.0.0.1/", "http://127.1.2.3:1?x", "http://[::1]:8080/#f"}) {
    INFO(url);
    CHECK(is_web_link(url));
  }
}

TEST_CASE("Links that run something, leave the machine in the clear or hide where they go are refused") {
  for (const char* url : {"",
                          "https://",
                          "https:///x",
                          "https://:443/",
                          "https://?x",
                          "https://#x",
                          "http://example.com/",
                          "http://localhost.example.com/",
                          "http://127.1/",
                          "http://127..0.1/",
                          "http://127.0.0./",
                          "http://127.0.0.0.1/",
                          "http://[127.0.0.1]/",
                          "http://127.0.0.1.example.com/",
                          "http://127.0.0.1@example.com/",
                          "http://[::1]x/",
                          "http://[::2]/",
                          "http://[::1",
                          "https://[::1/",
                          "http://1270.0.1/",
                          "https://a@example.com/",
                          "https://example.com:80x/",
                          "https://exa mple.com/",
                          "https://example.com/\t",
                          "https://example.com/\n",
                          "https://example.com/\"",
                          "https://example.com/'",
                          "https://example.com/<",
                          "https://example.com\\@evil.example/",
                          "https://example.com/\xC3\xA9",
                          " https://example.com",
                          "HTTPS://example.com",
                          "javascript:alert(1)",
                          "data:text/html,x",
                          "//example.com/",
                          "/pay",
                          "mailto:a@example.com",
                          "ftp://example.com/"}) {
    INFO(url);
    CHECK_FALSE(is_web_link(url));
  }
  CHECK(is_web_link("https://example.com/" + std::string(2028, 'a')));
  CHECK_FALSE(is_web_link("https://example.com/" + std::string(2029, 'a')));
}

TEST_CASE("A page link is a web link or a path, never of another site") {
  CHECK(is_page_link("https://example.com/help"));
  CHECK(is_page_link("/gracegate/help?case=c_1&topic=stuck"));
  for (const char* url : {"", "help", "//evil.example/", "/\\evil.example/", "/a b",
                          "/\"onclick=", "javascript:1", "http://example.com/"}) {
    INFO(url);
    CHECK_FALSE(is_page_link(url));
  }
}

}  // namespace gracegate
