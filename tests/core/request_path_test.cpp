#include "core/request_path.hpp"

#include <string>

#include "tests/support/catch.hpp"

namespace gracegate {

TEST_CASE("The path of a target is found without its query, in origin and in absolute form") {
  struct Row {
    const char *target, *path;
  };
  for (const Row& row :
       {Row{"/a/b?c=/d", "/a/b"}, Row{"/a?b?c", "/a"}, Row{"/", "/"}, Row{"?x", ""}, Row{"", ""},
        Row{"*", "*"}, Row{"http://host/a?b", "/a"}, Row{"HTTPS://Host:8443/a/b", "/a/b"},
        Row{"http://host", "/"}, Row{"http://host?/login", "/"}, Row{"http:/a", "http:/a"},
        Row{"http:///a", "http:///a"}, Row{"http://../a", "http://../a"}, Row{"http://?a", "http://"},
        Row{"ftp://host/a", "ftp://host/a"}, Row{"//host/a", "//host/a"}, Row{"host:443", "host:443"}}) {
    CHECK(path_of_target(row.target) == row.path);
  }
}

TEST_CASE("Plain paths mean one thing") {
  for (const char* path :
       {"/", "/a", "/a/", "/a/b.c", "/.well-known/x", "/...", "/a/..b", "/a/b..", "/a%20b", "/%41",
        "/caf\xc3\xa9", "/caf%C3%A9", "/a:b@c,d=e&f!$'()*+~-_", "/%f0%9f%98%80", "/%e0%a4%b9"}) {
    INFO(path);
    CHECK(is_unambiguous(path));
  }
}

TEST_CASE("Paths that some reader takes for another one are told") {
  for (const char* path : {"",
                           "a",
                           "*",
                           "http://h/a",
                           "//",
                           "//a",
                           "/a//b",
                           "/a//",
                           "/.",
                           "/..",
                           "/./",
                           "/../",
                           "/a/.",
                           "/a/..",
                           "/a/./b",
                           "/a/../b",
                           "/%2e",
                           "/%2E%2e/b",
                           "/.%2e/b",
                           "/a/%2e%2e",
                           "/a%2fb",
                           "/a%2Fb",
                           "/a%5cb",
                           "/a\\b",
                           "/a;b",
                           "/a%3bb",
                           "/a;jsessionid=1",
                           "/a%00",
                           "/a%0d%0ab",
                           "/a%7f",
                           "/a%25",
                           "/a%252f",
                           "/a%",
                           "/a%2",
                           "/a%zz",
                           "/a%-1",
                           "/a% 1",
                           "/a#b",
                           "/a%23b",
                           "/a\tb",
                           "/a\nb",
                           "/%c0%af",
                           "/%c0%ae%c0%ae/",
                           "/%c1%9c",
                           "/%e0%80%af",
                           "/%f0%80%80%af",
                           "/\xc0\xaf"}) {
    INFO(path);
    CHECK_FALSE(is_unambiguous(path));
  }
  CHECK_FALSE(is_unambiguous(std::string_view("/a\0b", 4)));
  CHECK_FALSE(is_unambiguous(std::string_view("/a%41", 4)));  // nothing is read behind the end
}

TEST_CASE("A rule covers whole segments, decoded once") {
  struct Row {
    const char *rule, *path;
    bool covered;
  };
  for (const Row& row : {Row{"/billing", "/billing", true},
                         Row{"/billing", "/billing/", true},
                         Row{"/billing", "/billing/pay", true},
                         Row{"/billing", "/billings", false},
                         Row{"/billing", "/billin", false},
                         Row{"/billing", "/", false},
                         Row{"/billing", "/a/billing", false},
                         Row{"/billing", "/Billing", false},
                         Row{"/billing", "/b%69lling", true},
                         Row{"/billing", "/billing%20", false},
                         Row{"/billing/", "/billing", true},
                         Row{"billing", "/billing", true},
                         Row{"/a/b", "/a/b/c", true},
                         Row{"/a/b", "/a/bc", false},
                         Row{"/a/b", "/a", false},
                         Row{"/", "/any", true},
                         Row{"/", "/", true},
                         Row{"", "/", false},
                         Row{"", "/any", false},
                         Row{"/caf\xc3\xa9", "/caf%c3%a9/x", true}}) {
    INFO(row.rule << " " << row.path);
    CHECK(covers(row.rule, row.path) == row.covered);
  }
}

}  // namespace gracegate
