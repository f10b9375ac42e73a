#include "tests/e2e/sample.hpp"

#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace e2e {

Sample::Sample(std::string folder, std::string name, Words options)
    : path_(std::move(folder) + "/" + std::move(name)), options_(std::move(options)) {}

void Sample::start(const Words& more_options) {
  const std::string ready = path_ + ".ready";
  ::unlink(ready.c_str());
  Words words = {"--listen", "127.0.0.1:0", "--ready-file", ready,
                 "--cache",  cache_file(),  "--data",       path_ + ".data"};
  words.insert(words.end(), options_.begin(), options_.end());
  words.insert(words.end(), more_options.begin(), more_options.end());
  process_ = std::make_unique<Process>(e2e::program("notes"), words, path_ + ".log");
  eventually([&] { return !text_of_file(ready).empty() || !process_->is_running(); });
  url_ = text_of_file(ready);
  if (url_.empty()) throw std::runtime_error("notes does not start: " + log());
  url_.pop_back();  // the end of its line
}

int Sample::port() const { return std::stoi(url_.substr(url_.rfind(':') + 1)); }

Browser Sample::signed_in(const std::string& person) const {
  Browser browser(url_);
  if (!browser.sign_in(person)) throw std::runtime_error("notes does not let in " + person);
  return browser;
}

Answer Sample::program(const std::string& account, const std::string& method, const std::string& path,
                       const Json& body) const {
  Question question;
  question.method = method;
  question.path = path;
  question.headers = {{"Authorization", "Bearer notes_demo_" + account}, {"Accept", "application/json"}};
  if (!body.is_null()) question.body = body.dump();
  question.content_type = "application/json";
  return ask(url_, question);
}

std::optional<gracegate::TimePoint> Sample::now() const {
  Question question;
  question.path = "/gracegate/standing";
  const Json answer = ask(url_, question).json();
  if (!answer.is_object() || !answer.contains("now")) return std::nullopt;
  return gracegate::TimePoint(gracegate::Seconds(answer.at("now").get<std::int64_t>()));
}

Json note(const std::string& title) { return {{"title", title}, {"text", "text"}}; }

bool has_banner(const Answer& page) { return page.has("id=\"gracegate\"") && !has_last_words(page); }

bool has_last_words(const Answer& page) { return page.has("gg-ended"); }

}  // namespace e2e
