#include <string>
#include <vector>

#include "gracegate/banner.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;

namespace {

constexpr auto kNowhere = std::string_view::npos;

std::size_t found_in(std::string_view html) {
  BodyScan scan;
  return find_body(html, scan);
}

// A page whose body's start tag ends where the "|" stands; without one there is no body.
struct Page {
  std::string html;
  std::size_t expected = kNowhere;
};

Page page(std::string marked) {
  const auto at = marked.find('|');
  if (at != std::string::npos) marked.erase(at, 1);
  return {marked, at};
}

std::vector<Page> pages() {
  std::vector<Page> all;
  for (const char* marked :
       {"<body>|", "<BODY>|", "<bOdY\n>|x", "<body/>|", "<body class=a>|",
        "<html><body id='b' data-x=\"1\">|<p>",
        "<!doctype html><html><head><title>t</title></head><body>|<p>hi</p></body></html>",
        // Attributes.
        "<body data-a=\"a>b\">|", "<body data-a='a>b'>|", "<body a=\"'>\" b='\">'>|", "<body a=x\"y>|z\">",
        "<body a = \">\" >|", "<body a= '>'>|", "<body \">|", "<body =\">|\">", "<body a==\">|\">",
        "<body a/b=\">\">|", "<body a=\"\"b=\">\">|", "<body a=b/>|", "<body\fa\tb\rc>|", "<body a=>|",
        "<body a=\"b\"/>|", "<p title=\"<body>\"><body>|", "<p title='<body>'><body>|",
        "<p title=<body><body>|", "<p a=\"x\"c=\"<body>\"><body>|",
        "<p longlonglonglonglong=\"<body>\"><body>|", "<p a b c d e f g h i j k=\"<body>\"><body>|",
        "<p a=1 b=\"<body>\"><body>|", "<p a=1b=\"<body>\"><body>|",
        "<p aaaaaaaaaaaaaaaa=1 b='<body>'><body>|",
        // What is not a body.
        "<bodyx><body>|", "<bod><body>|", "< body><body>|", "</body><body>|", "<body-x><body>|", "<\nbody>",
        "<b", "<body", "<body class=\"a", "<bodyx>", "body>", "", "<", "<<body>|", "<3<body>|",
        "<tbody><body>|", "<body:a>",
        // Comments, declarations.
        "<!-- <body> --><body>|", "<!--><body>|", "<!---><body>|", "<!----><body>|", "<!-- --!><body>|",
        "<!-- <body> --", "<!--!><body>--><body>|", "<!-- > <body> -> --> <body>|",
        "<!--- <body> ---><body>|", "<!-- - -><body>--><body>|", "<! <body><body>|",
        "<!DOCTYPE html PUBLIC \"x\"><body>|", "<?xml version='1.0'?><body>|", "<![CDATA[ <body>]]><body>|",
        "</ <body><body>|", "</><body>|", "<!-", "<!--", "<!---", "<!><body>|",
        // Raw text.
        "<script>'<body>'</script><body>|", "<SCRIPT type=\"a\">x<body></ScRiPt ><body>|",
        "<script></scriptx><body></script><body>|", "<script src='x' /><body></script><body>|",
        "<style>/*<body>*/</style><body>|", "<title><body></title><body>|",
        "<textarea><body></textarea><body>|", "<noscript><body></noscript><body>|",
        "<iframe><body></iframe><body>|", "<xmp><body></xmp><body>|", "<noembed><body></noembed><body>|",
        "<noframes><body></noframes><body>|", "<title></titl><body></title/><body>|",
        "<title><!--</title><body>|-->", "<style><</style><body>|", "<style></</style><body>|",
        "<script><!-- <script> </script> <body> --></script><body>|", "<script><!-- </script><body>|",
        "<script><!--<script></script><body></script><body>|", "<script><!--><script></script><body>|",
        "<script><!-- <scriptx></script><body>|", "<script><!-- <script> --></script><body>|",
        "<script><! <body></script><body>|", "<script><!-- - -- <body> </script><body>|",
        "<plaintext><body></plaintext><body>", "<script><body>",
        // Templates.
        "<template><body></template><body>|", "<template><template></template><body></template><body>|",
        "<template><script>'</template>'</script><body></template><body>|", "</template><body>|",
        "<template><!--</template>--><body></template><body>|",
        "<template a='</template>'><body></template><body>|", "<template><body>",
        // Encodings.
        "\xEF\xBB\xBF<html><body>|", "<p>\xC3\xA9\xFF</p><body>|"}) {
    all.push_back(page(marked));
  }
  return all;
}

}  // namespace

TEST_CASE("The banner's place is right after the start tag of body, as a browser reads the page") {
  for (const Page& page : pages()) {
    INFO(page.html);
    CHECK(found_in(page.html) == page.expected);
  }
}

TEST_CASE("A page that comes in pieces, cut anywhere, has its body where the whole page has it") {
  for (const Page& page : pages()) {
    INFO(page.html);
    for (std::size_t cut = 0; cut <= page.html.size(); ++cut) {
      BodyScan scan;
      std::size_t found = find_body(std::string_view(page.html).substr(0, cut), scan);
      if (found == kNowhere) found = find_body(page.html, scan);
      INFO("cut at " << cut);
      CHECK(found == page.expected);
    }
    BodyScan scan;
    std::size_t found = kNowhere;
    for (std::size_t size = 0; size <= page.html.size() && found == kNowhere; ++size) {
      found = find_body(std::string_view(page.html).substr(0, size), scan);
    }
    INFO("byte by byte");
    CHECK(found == page.expected);
  }
}

TEST_CASE("What stands before the body does not change where it is found") {
  // Each page after each other one that leaves nothing open: long runs, and every pair of states.
  std::vector<std::string> closed;
  for (const Page& page : pages()) {
    const auto probe = page.html + "<body>";
    if (page.expected == kNowhere && found_in(probe) == probe.size()) closed.push_back(page.html);
  }
  closed.push_back("<!--" + std::string(5000, '-') + "> <script>" + std::string(5000, '<') + "</script>");
  closed.push_back("<meta content=\"" + std::string(300, '>') + "\">" + std::string(100, ' '));
  REQUIRE(closed.size() > 3);
  for (const std::string& before : closed) {
    for (const Page& page : pages()) {
      INFO(before << page.html);
      const bool has = page.expected != kNowhere;
      if (before.find('<') == std::string::npos || before.back() != '>') continue;
      CHECK(found_in(before + page.html) == (has ? before.size() + page.expected : kNowhere));
    }
  }
}

TEST_CASE("A piece is read once: the scan of a long page in small pieces goes on where it stopped") {
  std::string page = "<html><head>";
  for (const char* part : {"<!-- x > y -- -->", "<script>if (a<b) { x = '<p>' }</script>",
                           "<style>a>b{}</style>", "<meta name=\"a\" content=\"b>c\">"}) {
    for (int i = 0; i < 300; ++i) page += part;
  }
  page += "</head><body class=x>";
  BodyScan scan;
  std::size_t found = kNowhere;
  for (std::size_t size = 4; size <= page.size(); ++size) {
    const std::size_t before = scan.offset;
    found = find_body(std::string_view(page).substr(0, size), scan);
    CHECK(scan.offset >= before);
    CHECK(size - scan.offset <= 16);  // at most a tag's name is read again
  }
  CHECK(found == page.size());
}

TEST_CASE("UTF-16 and UTF-32 pages are left as they are") {
  const auto text = [](std::initializer_list<int> bytes) {
    std::string out;
    for (const int byte : bytes) out += static_cast<char>(byte);
    return out + std::string("<body>");
  };
  for (const std::string& page :
       {text({0xFF, 0xFE, '<', 0}), text({0xFE, 0xFF, 0, '<'}), text({'<', 0, 'h', 0}),
        text({0, '<', 0, 'h'}), text({0, 0, 0xFE, 0xFF}), text({0xFF, 0xFE, 0, 0})}) {
    CHECK(found_in(page) == kNowhere);
    CHECK_FALSE(inject(page, "<section></section>"));
  }
}

TEST_CASE("Injecting puts style, script and fragment after the body tag and changes nothing else") {
  const auto page = inject("<html><body a=b><p>x", "<section>!</section>");
  REQUIRE(page);
  CHECK(*page == "<html><body a=b>" + std::string(banner_assets()) + "<section>!</section><p>x");
  CHECK(page->capacity() - page->size() < 64);
  CHECK_FALSE(inject("<p>no body</p>", "x"));
}

TEST_CASE("A page that has been injected already is not injected again") {
  const std::string page = "<body>\n<p>x</p>";
  const auto once = inject(page, "<section id=\"gracegate\"></section>");
  REQUIRE(once);
  CHECK_FALSE(inject(*once, "<section id=\"gracegate\"></section>"));
  CHECK_FALSE(inject("<body> \n <section id=\"gracegate\" class=\"x\"></section>", "y"));
  CHECK(inject("<body><section id=\"graceful\"></section>", "y"));
}

TEST_CASE("A page of 100 KB is injected whole") {
  const std::string tail(100 * 1024, 'x');
  const auto page = inject("<body>" + tail, "f");
  REQUIRE(page);
  CHECK(page->size() == 6 + banner_assets().size() + 1 + tail.size());
  CHECK(page->substr(page->size() - tail.size()) == tail);
}
