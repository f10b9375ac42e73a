#include "server/api/refused_callers.hpp"

namespace gracegate::server::api {
namespace {

using Why = RefusedCallers::Why;

std::string_view name_of(Why why) {
  switch (why) {
    case Why::no_token:
      return "no-token";
    case Why::unknown_token:
      return "unknown-token";
    case Why::wrong_login:
      return "wrong-login";
    case Why::expired:
      return "expired";
    case Why::revoked:
      return "revoked";
    case Why::forbidden:
      return "forbidden";
  }
  return "";
}

std::string labels(Why why, std::string_view caller) {
  return std::string("{reason=\"").append(name_of(why)).append("\",caller=\"").append(caller).append("\"}");
}

std::string message(Why why, const Token& key) {
  const std::string_view fault = why == Why::expired   ? "it has expired"
                                 : why == Why::revoked ? "it was revoked"
                                                       : "it may not do what it is used for";
  return std::string("SDK key ")
      .append(key.id)
      .append(" is refused: ")
      .append(fault)
      .append(". What uses it hears of no change");
}

}  // namespace

RefusedCallers::RefusedCallers(std::function<void(std::string_view)> tell) : tell_(std::move(tell)) {
  for (const Why why : {Why::no_token, Why::unknown_token, Why::wrong_login})
    counts_[labels(why, "unknown")] = 0;
  for (const Why why : {Why::expired, Why::revoked, Why::forbidden})
    for (const auto kind : {Token::Kind::person, Token::Kind::product, Token::Kind::account})
      counts_[labels(why, to_string(kind))] = 0;
}

void RefusedCallers::add(Why why, const Token* token) {
  const bool is_key = token != nullptr && token->kind != Token::Kind::person;
  bool is_news = false;
  {
    const std::lock_guard lock(mutex_);
    ++counts_[labels(why, token == nullptr ? "unknown" : to_string(token->kind))];
    is_news = is_key && told_of_.emplace(token->id, why).second;
  }
  if (is_news) tell_(message(why, *token));
}

std::string RefusedCallers::metrics() const {
  std::string text =
      "# HELP gracegate_callers_refused_total Requests that were answered with 401 or 403.\n"
      "# TYPE gracegate_callers_refused_total counter\n";
  const std::lock_guard lock(mutex_);
  for (const auto& [labels, count] : counts_)
    text.append("gracegate_callers_refused_total").append(labels).append(" ").append(std::to_string(count)) +=
        '\n';
  return text;
}

}  // namespace gracegate::server::api
