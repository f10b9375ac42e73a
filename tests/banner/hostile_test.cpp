#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/code_points.hpp"
#include "tests/banner/example.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;

namespace {

const std::vector<std::string>& hostile() {
  static const std::vector<std::string> all = {"<script>alert(1)</script>",
                                               "<img src=x onerror=alert(1)>",
                                               "\"><script>alert(1)</script>",
                                               "'><svg onload=alert(1)>",
                                               "</section><h1>",
                                               "</p></div></section><form action=//evil>",
                                               "<!--",
                                               "-->",
                                               "<![CDATA[",
                                               "]]>",
                                               "<?php",
                                               "</title><script>",
                                               "&lt;script&gt;",
                                               "&#60;script&#62;",
                                               "&amp;",
                                               "&",
                                               "<",
                                               ">",
                                               "\"",
                                               "'",
                                               "`",
                                               "\" onmouseover=\"alert(1)",
                                               "' style='x",
                                               "javascript:alert(1)",
                                               "data:text/html,<script>1</script>",
                                               "{title}",
                                               "{count}",
                                               "{{7*7}}",
                                               "${7*7}",
                                               "#{x}",
                                               "%00",
                                               "%0d%0aX: y",
                                               "{ways}<b>",
                                               "{",
                                               "}",
                                               "{}",
                                               "\r\nSet-Cookie: a=b",
                                               "a\nb",
                                               "a\tb",
                                               std::string("a\0b", 3),
                                               "\x1b[31mred\x1b[0m",
                                               "\x1b]0;title\x07",
                                               "\x1b]8;;https://evil\x1b\\x\x1b]8;;\x1b\\",
                                               "\x9b"
                                               "31m",
                                               "\xc2\x9b"
                                               "31m",
                                               "\x07\x08\x7f",
                                               "\xe2\x80\xae"
                                               "gnp.exe",
                                               "\xe2\x81\xa6x\xe2\x81\xa9",
                                               "\xe2\x80\xa8line",
                                               "\xe2\x80\xa9para",
                                               "\xef\xbb\xbf"
                                               "bom",
                                               "\xff\xfe",
                                               "\xc3",
                                               "\xe2\x82",
                                               "\xed\xa0\x80",
                                               "\xf4\x90\x80\x80",
                                               "\xc0\xaf",
                                               "\xf0\x9f\x98\x80",
                                               "e\xcc\x81\xcc\x81\xcc\x81",
                                               "<scr\0ipt>",
                                               "\\\"",
                                               "\\u003cscript\\u003e",
                                               "</ScRiPt >",
                                               "<a href=\"https://evil\">",
                                               "<base href=//evil>",
                                               "<meta http-equiv=refresh content=0>",
                                               "<style>*{display:none}</style>",
                                               std::string(5000, 'A'),
                                               std::string(2000, '<'),
                                               "14 days",
                                               "$&",
                                               "$1",
                                               "__proto__"};
  return all;
}

// Every place that the vendor or support types into.
Notice notice_with(const std::string& text) {
  Notice notice = example::notice();
  notice.cases[0].message["en"] = text;
  notice.cases[0].reference = text;
  notice.cases[0].owed = Owed{{100, text}, {text, text}};
  notice.cases[0].hold = Hold{example::opened() - kDay, example::opened(), text};
  notice.contact = {text, text, text};
  notice.zone.name = text;
  notice.zone.offsets[0].abbreviation = text;
  return notice;
}

// What the elements of a page look like when every text in it is taken out: the same whatever was typed.
std::string skeleton(const std::string& html) {
  std::string out;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const std::string tag = html.substr(at, html.find('>', at) + 1 - at);
    out += tag.substr(0, 3) == "<a " ? "<a>" : tag;
  }
  return out;
}

bool has_control(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    if ((c.value < 0x20 && c.value != '\n') || (c.value >= 0x7F && c.value < 0xA0)) return true;
    if ((c.value >= 0x202A && c.value <= 0x202E) || (c.value >= 0x2066 && c.value <= 0x2069)) return true;
    at += c.size;
  }
  return false;
}

}  // namespace

TEST_CASE("Text typed by support changes no element of the banner or the page of a denial") {
  REQUIRE(hostile().size() >= 50);
  const Viewer viewer = example::viewer(Role::billing);
  const auto banner_of = [&](const std::string& text) {
    return banner_html(*banner_at(notice_with(text), example::opened(), viewer));
  };
  const auto page_of = [&](const std::string& text) {
    const Notice notice = notice_with(text);
    return denied_page(notice, example::denial(notice, example::read_only()), example::read_only(), viewer);
  };
  for (const std::string& text : hostile()) {
    if (one_line(text).empty()) continue;
    INFO(text);
    CHECK(skeleton(banner_of(text)) == skeleton(banner_of("harmless")));
    CHECK(skeleton(page_of(text)) == skeleton(page_of("harmless")));
    CHECK_FALSE(has_control(banner_of(text)));
    CHECK_FALSE(has_control(page_of(text)));
  }
}

TEST_CASE("Text typed by support sends no escape sequence to a terminal") {
  const Viewer viewer = example::viewer(Role::billing);
  for (const std::string& text : hostile()) {
    INFO(text);
    const Banner banner = *banner_at(notice_with(text), example::opened(), viewer);
    CHECK_FALSE(has_control(banner_text(banner)));
    std::string ansi = banner_ansi(banner);
    for (const std::string own : {"\x1b[97;48;5;124m", "\x1b[1m", "\x1b[22m", "\x1b[0m"}) {
      for (auto at = ansi.find(own); at != std::string::npos; at = ansi.find(own)) ansi.erase(at, own.size());
    }
    CHECK_FALSE(has_control(ansi));
  }
}

TEST_CASE("Text typed by support leaves JSON that can be parsed and says the same") {
  const Viewer viewer = example::viewer(Role::billing);
  for (const std::string& text : hostile()) {
    INFO(text);
    const Notice notice = notice_with(text);
    const auto banner = banner_at(notice, example::opened(), viewer);
    const auto answer = nlohmann::json::parse(banner_json(banner, example::opened()));
    if (one_line(text).empty()) continue;
    CHECK(answer["banner"]["message"]["text"] == one_line(text));
    CHECK(answer["banner"]["text"].get<std::string>().find(one_line(text)) !=
          std::string::npos);  // the reference
    const auto body =
        denied_problem(notice, example::denial(notice, example::read_only()), example::read_only(), viewer);
    CHECK(nlohmann::json::parse(body)["status"] == 402);
  }
}

TEST_CASE("A banner that a product filled in by itself is escaped as well") {
  for (const std::string& text : hostile()) {
    INFO(text);
    Banner banner;
    banner.region_label = banner.title = banner.text = banner.deadline_text = banner.contact_text = text;
    banner.contact_ways = {text, "", text};
    banner.case_id = banner.locale = banner.owed_text = text;
    banner.message = {text, text, true};
    banner.ways = {{Way::Kind::pay, text, text}, {Way::Kind::stuck, text, "https://ok.example/"}};
    const std::string html = banner_html(banner);
    CHECK(html.find("<script") == std::string::npos);
    CHECK(html.find("href=\"javascript:") == std::string::npos);
    CHECK_FALSE(has_control(html));
    CHECK_FALSE(has_control(banner_text(banner)));
  }
}

TEST_CASE("Links that are not https, or http to this machine, are not shown") {
  for (const char* url : {"javascript:alert(1)",
                          "JavaScript:alert(1)",
                          "data:text/html,x",
                          "http://example.com/",
                          "ftp://example.com/",
                          "//example.com/",
                          "/\\example.com/",
                          "https://",
                          "https:///x",
                          "https://a b/",
                          "https://user@example.com/",
                          "https://a:b@example.com/",
                          "https://x/\"onclick=1",
                          "https://x/<",
                          "https://x/'",
                          "https://x\\@y",
                          "vbscript:x",
                          " https://x/",
                          "https://x/\n",
                          "https://x/\x1b[0m",
                          "http://localhost.example.com/",
                          "http://127.0.0.1.example.com/",
                          "mailto:a@example.com",
                          "https//x",
                          "http://[::1",
                          "https://ex\xc3\xa4mple/"}) {
    INFO(url);
    Notice notice = example::notice();
    notice.links = {url, url, url, url};
    notice.contact = {};
    const Viewer viewer = example::viewer(Role::billing);
    const Banner banner = *banner_at(notice, example::opened(), viewer);
    CHECK(banner.ways.empty());
    CHECK(banner_html(banner).find("href") == std::string::npos);
    const auto body =
        denied_problem(notice, example::denial(notice, example::read_only()), example::read_only(), viewer);
    const auto problem = nlohmann::json::parse(body);
    CHECK_FALSE((problem.contains("pay") || problem.contains("help") || problem.contains("export")));
    Banner given;
    given.ways = {{Way::Kind::pay, "x", url}};
    CHECK(banner_html(given).find("href") == std::string::npos);
    CHECK(banner_text(given).find(':') == std::string::npos);
    CHECK(nlohmann::json::parse(banner_json(given, example::opened()))["banner"]["ways"].empty());
  }
  for (const char* url :
       {"https://example.com", "http://localhost:8080/x", "http://127.0.0.1/", "http://[::1]:80/"}) {
    Notice notice = example::notice();
    notice.links.pay = url;
    CHECK(banner_at(notice, example::opened(), example::viewer(Role::billing))->ways.front().url == url);
  }
}

TEST_CASE("A notice cannot name a path: it does not know whose site it would be of") {
  Notice notice = example::notice();
  notice.links = {"/pay", "/help", "/export", "/terms"};
  CHECK(banner_at(notice, example::opened(), example::viewer(Role::billing))->ways.empty());
}
