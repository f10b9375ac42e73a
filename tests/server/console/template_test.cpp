#include <nlohmann/json.hpp>

#include "server/console/files.hpp"
#include "server/console/template.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate::server::console;
using Json = nlohmann::ordered_json;

namespace {

// What stands in the tags that are not escaped: "{{{name}}}" and "{{&name}}".
std::vector<std::string> unescaped(std::string_view text) {
  std::vector<std::string> names;
  for (const std::string_view mark : {"{{{", "{{&"})
    for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1))
      names.emplace_back(text.substr(at + 3, text.find("}}", at) - at - 3));
  return names;
}

std::vector<std::string_view> templates() {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < kFileCount; ++i)
    if (kFiles[i].name.substr(0, 10) == "templates/") names.push_back(kFiles[i].name);
  return names;
}

}  // namespace

TEST_CASE("No template shows anything unescaped but the banner, which the SDK has made") {
  REQUIRE(templates().size() > 20);
  for (const std::string_view name : templates())
    for (const std::string& shown : unescaped(file_text(name))) {
      INFO(name);
      CHECK(shown == "banner");
    }
}

TEST_CASE("No page has a style, a script or an event handler within itself") {
  for (const std::string_view name : templates()) {
    const std::string_view text = file_text(name);
    INFO(name);
    for (const char* mark : {"style=", "<style", "onclick", "onload", "onsubmit", "javascript:"})
      CHECK(text.find(mark) == std::string_view::npos);
    if (name != "templates/layout.mustache") CHECK(text.find("<script") == std::string_view::npos);
  }
}

TEST_CASE("Every form that is sent has the word that another site cannot know") {
  for (const std::string_view name : templates()) {
    const std::string_view text = file_text(name);
    if (name == "templates/sign_in.mustache") continue;
    for (std::size_t at = text.find("method=\"post\""); at != std::string_view::npos;
         at = text.find("method=\"post\"", at + 1)) {
      const std::string_view form = text.substr(at, text.find("</form>", at) - at);
      INFO(name << ": " << form);
      CHECK((form.find("{{> _token}}") != std::string_view::npos ||
             form.find("name=\"form_token\"") != std::string_view::npos));
    }
  }
}

TEST_CASE("What is null, false or empty counts as absent, and texts are escaped") {
  const std::string text =
      page("refusal", {{"title", "<b>\"&'"}, {"complaint", "{{title}}"}, {"told", nullptr}});
  CHECK(text.find("<title>&lt;b&gt;&quot;&amp;&apos; – gracegate</title>") != std::string::npos);
  CHECK(text.find("{{title}}") != std::string::npos);  // a text is no template
  CHECK(text.find("class=\"told\"") == std::string::npos);
  CHECK(text.find("<header") == std::string::npos);  // of somebody who is not signed in
}

TEST_CASE("Every template can be read, whatever there is to show") {
  for (const std::string_view name : templates()) {
    const std::string page_name(name.substr(10, name.size() - 10 - std::string_view(".mustache").size()));
    INFO(name);
    if (page_name == "layout" || page_name.front() == '_') continue;
    CHECK(page(page_name, Json::object()).find("</html>") != std::string::npos);
  }
}
