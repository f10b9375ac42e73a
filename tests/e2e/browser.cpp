#include "tests/e2e/browser.hpp"

#include <httplib.h>

#include <algorithm>

namespace e2e {
namespace {

std::string small_letters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string form_of(const Fields& fields) {
  std::string form;
  for (const auto& [name, value] : fields)
    form += (form.empty() ? "" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
  return form;
}

std::string form_part(const std::string& boundary, const std::string& name, const std::string& value) {
  return "--" + boundary + "\r\nContent-Disposition: form-data; name=" + name + "\r\n\r\n" + value + "\r\n";
}

// The value of a hidden field of a page; empty: not there.
std::string field_of(const std::string& page, const std::string& name) {
  const std::string start = "name=\"" + name + "\" value=\"";
  const std::size_t at = page.find(start);
  if (at == std::string::npos) return {};
  const std::size_t value = at + start.size();
  return page.substr(value, page.find('"', value) - value);
}

bool leads_to_the_notes(const Answer& answer) {
  return answer.status == 303 && answer.header("location") == "/notes";
}

}  // namespace

std::string Answer::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string() : found->second;
}

std::string percent_encoded(const std::string& text) {
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || c == '-' || c == '_' || c == '.') {
      encoded += c;
      continue;
    }
    (encoded += '%') += "0123456789ABCDEF"[byte >> 4];
    encoded += "0123456789ABCDEF"[byte & 15];
  }
  return encoded;
}

Answer ask(const std::string& url, const Question& question) {
  httplib::Client client(url);
  client.set_connection_timeout(20);
  client.set_read_timeout(60);
  client.set_url_encode(false);
  httplib::Request request;
  request.method = question.method;
  request.path = question.path;
  for (const auto& [name, value] : question.headers) request.headers.emplace(name, value);
  if (question.method != "GET" && question.method != "HEAD") {
    request.body = question.body;
    if (!question.content_type.empty()) request.headers.emplace("Content-Type", question.content_type);
  }
  const auto result = client.send(request);
  Answer answer;
  if (!result) return answer;
  answer.status = result->status;
  answer.body = result->body;
  for (const auto& [name, value] : result->headers) answer.headers[small_letters(name)] = value;
  return answer;
}

Answer Browser::send(Question question) {
  question.headers.emplace_back("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
  if (!cookie_.empty()) question.headers.emplace_back("Cookie", cookie_);
  Answer answer = ask(url_, question);
  const std::string set = answer.header("set-cookie");
  if (!set.empty()) cookie_ = set.substr(0, set.find(';'));
  return answer;
}

Answer Browser::get(const std::string& path) {
  Question question;
  question.path = path;
  return send(std::move(question));
}

Answer Browser::post(const std::string& path, Fields fields) {
  fields.emplace_back("csrf", token());
  Question question;
  question.method = "POST";
  question.path = path;
  question.body = form_of(fields);
  question.content_type = "application/x-www-form-urlencoded";
  return send(std::move(question));
}

Answer Browser::ask_for_help(const std::string& case_id, const std::string& topic, const std::string& text,
                             const std::string& file) {
  const std::string boundary = "part-of-a-form";
  Question question;
  question.method = "POST";
  question.path = "/gracegate/help";
  question.content_type = "multipart/form-data; boundary=" + boundary;
  for (const auto& [name, value] : Fields{{"case", case_id}, {"topic", topic}, {"text", text}})
    question.body += form_part(boundary, '"' + name + '"', value);
  if (!file.empty()) question.body += form_part(boundary, "\"file\"; filename=\"receipt.pdf\"", file);
  question.body += "--" + boundary + "--\r\n";
  const Answer sent = send(std::move(question));
  return sent.status == 303 ? get(sent.header("location")) : sent;
}

// The sign-in page is there in every mode, for whoever is signed in too.
std::string Browser::token() { return field_of(get("/login").body, "csrf"); }

bool Browser::sign_in(const std::string& person) {
  return leads_to_the_notes(post("/login", {{"person", person}}));
}

bool Browser::sign_in_by_sso(const std::string& person) {
  const Answer away = get("/sso/start?person=" + percent_encoded(person));
  return away.status == 303 && leads_to_the_notes(get(away.header("location")));
}

bool Browser::sign_out() {
  return post("/logout").header("location") == "/login" && get("/notes").header("location") == "/login";
}

Json Browser::tab() {
  const Json answer = get("/gracegate/standing").json();
  return answer.is_object() && answer.contains("banner") ? answer.at("banner") : Json("no answer");
}

bool Browser::is_clear() {
  const Json told = tab();
  return told.is_null() || (told.is_object() && !told.at("ended").is_null());
}

}  // namespace e2e
