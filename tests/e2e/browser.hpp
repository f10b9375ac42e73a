// Those who use the product: a browser with a session, and a program.
#ifndef GRACEGATE_TESTS_E2E_BROWSER_HPP
#define GRACEGATE_TESTS_E2E_BROWSER_HPP

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace e2e {

using Json = nlohmann::json;
using Fields = std::vector<std::pair<std::string, std::string>>;

struct Answer {
  int status = 0;  // 0: there was none
  std::string body;
  std::map<std::string, std::string> headers;  // names in small letters

  std::string header(const std::string& name) const;
  bool has(const std::string& part) const { return body.find(part) != std::string::npos; }
  // discarded where it is not JSON
  Json json() const { return Json::parse(body, nullptr, false); }
};

struct Question {
  std::string method = "GET";
  std::string path;
  Fields headers;
  std::string body, content_type;
};
// On a connection of its own. Threads: any.
Answer ask(const std::string& url, const Question& question);

// "a b&c" → "a%20b%26c"
std::string percent_encoded(const std::string& text);

// A person's browser with one session of the sample product. Does not follow redirects. Threads: one.
class Browser {
 public:
  explicit Browser(std::string url) : url_(std::move(url)) {}

  Answer get(const std::string& path);
  // Sends a form of the product, with the token of the session.
  Answer post(const std::string& path, Fields fields = {});
  // Fills in the form on which people ask for help about a case, and sends it; the page that follows.
  Answer ask_for_help(const std::string& case_id, const std::string& topic, const std::string& text,
                      const std::string& file = "");
  // By the list of people on the sign-in page; whether it let us in. Also from within another's session.
  bool sign_in(const std::string& person);
  bool sign_in_by_sso(const std::string& person);
  bool sign_out();

  // What the banner's script gets in an open tab, again and again: the banner, or null.
  Json tab();
  // Whether that is no banner of a case: null, or a word about one that ended.
  bool is_clear();

 private:
  Answer send(Question question);
  std::string token();

  std::string url_;
  std::string cookie_;
};

}  // namespace e2e

#endif
