#include "server/ctl/input.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/utf8.hpp"
#include "server/cases/case.hpp"
#include "server/cases/currency.hpp"
#include "server/cases/words.hpp"
#include "server/ctl/api_client.hpp"

namespace gracegate::ctl {
namespace {

constexpr std::size_t kMaxPlain = 40;
constexpr std::size_t kMaxInvoice = 100;

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// "2026-12-06"
bool is_date(const std::string& text) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  return text.size() == kShape.size() &&
         std::equal(text.begin(), text.end(), kShape.begin(),
                    [](char c, char shape) { return shape == 'd' ? c >= '0' && c <= '9' : c == shape; });
}

Result<Json> invoice(const std::string& text, const std::string& currency) {
  const std::size_t equals = text.rfind('=');
  const auto number = sentence("--invoice", text.substr(0, equals), kMaxInvoice);
  if (!number) return number.error();
  if (equals == std::string::npos) return Json(*number);
  const auto money = amount("--invoice", text.substr(equals + 1), currency);
  if (!money) return money.error();
  return Json{{"number", *number}, {"minor", money->at("minor")}};
}

const Json& number_of(const Json& invoice) { return invoice.is_string() ? invoice : invoice.at("number"); }

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text) c == at ? static_cast<void>(parts.emplace_back()) : parts.back().push_back(c);
  return parts;
}

}  // namespace

Error bad_input(std::string message) { return {ErrorCode::invalid_argument, std::move(message), ""}; }

Result<std::string> account_segment(const std::string& id) {
  if (is_account_id(id)) return percent_encoded(id);
  return bad_input("ACCOUNT: give an id of 1 to 128 bytes of UTF-8 without control characters");
}

Result<std::string> plain_segment(const std::string& what, const std::string& id) {
  if (!id.empty() && id.size() <= kMaxPlain && std::all_of(id.begin(), id.end(), is_plain)) return id;
  return bad_input(what + ": give 1 to 40 characters of A-Z a-z 0-9 _ -");
}

Result<std::string> instant(const std::string& option, const std::string& text) {
  if (text.empty()) return text;
  if (const auto at = parse_rfc3339(text)) return format_rfc3339(*at);
  if (is_date(text))
    return bad_input(option +
                     ": a date alone is no instant, it begins at another time in each zone; add time "
                     "and offset, for example " +
                     text + "T17:00:00+01:00");
  return bad_input(option +
                   ": give an instant with its offset (RFC 3339), for example "
                   "2026-12-06T17:00:00+01:00 or 2026-12-06T16:00:00Z");
}

Result<std::string> sentence(const std::string& option, const std::string& text, std::size_t max) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    return bad_input(option + ": say something; it is blank");
  if (text.size() > max) return bad_input(option + ": give at most " + std::to_string(max) + " bytes");
  if (!is_utf8(text) || has_control_characters_but_line_breaks(text))
    return bad_input(option + ": give UTF-8 without control characters");
  return text;
}

Result<Json> amount(const std::string& option, const std::string& text, const std::string& currency) {
  if (text.empty() && currency.empty()) return Json();
  if (currency.empty()) return bad_input(option + ": give its currency too, for example --currency USD");
  if (text.empty()) return bad_input("--currency: give the amount too, with " + option);
  const auto money = server::parse_money(text, currency);
  if (!money)
    return bad_input((server::currency_digits(currency) ? option : "--currency") + ": " +
                     money.error().message);
  return Json{{"minor", money->minor}, {"currency", money->currency}};
}

Result<Json> invoices(const std::vector<std::string>& texts, const std::string& currency) {
  Json list = Json::array();
  for (const std::string& text : texts) {
    const auto one = invoice(text, currency);
    if (!one) return one.error();
    for (const Json& other : list)
      if (number_of(other) == number_of(*one)) return bad_input("--invoice: name each invoice once");
    list.push_back(*one);
  }
  return list;
}

Result<Json> contacts(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) {
    const std::vector<std::string> parts = split(text, ':');
    if (parts.size() < 3 || parts.size() > 4 || parts[1].empty())
      return bad_input(
          "--contact: give KIND:NAME:MAIL or KIND:NAME:MAIL:PHONE, for example "
          "billing:Ada Byron:ada@example.com");
    if (!server::contact_kind_from(parts[0]))
      return bad_input("--contact: the kind is " +
                       server::choice_to(server::AccountContact::Kind::technical));
    Json one = {{"kind", parts[0]}, {"name", parts[1]}, {"email", parts[2]}};
    if (parts.size() == 4) one["phone"] = parts[3];
    list.push_back(std::move(one));
  }
  return list;
}

Result<Json> messages(const std::vector<std::string>& texts) {
  Json all = Json::object();
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
      return bad_input("--message: give LOCALE=TEXT, for example en=\"Please call us\"");
    const std::string locale = text.substr(0, equals);
    if (all.contains(locale)) return bad_input("--message: give each locale once");
    const auto words = sentence("--message", text.substr(equals + 1));
    if (!words) return words.error();
    all[locale] = *words;
  }
  return all;
}

}  // namespace gracegate::ctl
