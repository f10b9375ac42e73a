#include "core/help_request.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base64url.hpp"
#include "core/civil_date.hpp"
#include "core/code_points.hpp"
#include "core/json_reader.hpp"
#include "core/utf8.hpp"

namespace gracegate {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxPageBytes = 2048;
constexpr std::size_t kMaxLocaleBytes = 35;
constexpr std::size_t kMaxFileNameBytes = 200;
constexpr std::size_t kMaxFileTypeBytes = 100;
constexpr std::size_t kMaxCaseBytes = 40;
constexpr std::size_t kMaxNameBytes = 1000;
constexpr std::size_t kMaxTimeBytes = 40;

// Keeps the first fault, so that the check is a plain list of members.
class Complaints {
 public:
  void refuse(ErrorCode code, const char* pointer, std::string message) {
    if (result_) result_ = Error{code, std::move(message), pointer};
  }
  void line(const char* pointer, std::string_view text, std::size_t min, std::size_t max) {
    bounded(pointer, text, min, max);
    if (!is_utf8(text) || has_control_characters(text))
      refuse(ErrorCode::invalid_argument, pointer, "give UTF-8 on one line, without control characters");
  }
  void paragraphs(const char* pointer, std::string_view text, std::size_t max) {
    bounded(pointer, text, 0, max);
    if (!is_utf8(text) || has_control_characters_but_line_breaks(text))
      refuse(ErrorCode::invalid_argument, pointer, "give UTF-8 without control characters");
  }
  void bounded(const char* pointer, std::string_view text, std::size_t min, std::size_t max) {
    if (text.size() > max)
      refuse(ErrorCode::too_large, pointer, "give " + std::to_string(max) + " bytes at the most");
    if (text.size() < min) refuse(ErrorCode::invalid_argument, pointer, "must not be empty");
  }
  Result<void> result() && { return std::move(result_); }

 private:
  Result<void> result_;
};

bool is_case_id(std::string_view id) {
  return !id.empty() && id.size() <= kMaxCaseBytes && has_base64url_only(id);
}

int number_in(std::string_view digits) {
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

bool is_date(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00";
  const auto fits = [](char c, char form) { return form == '-' ? c == '-' : c >= '0' && c <= '9'; };
  if (text.size() != kForm.size() || !std::equal(text.begin(), text.end(), kForm.begin(), fits)) return false;
  const auto month = static_cast<unsigned>(number_in(text.substr(5, 2)));
  const auto day = static_cast<unsigned>(number_in(text.substr(8, 2)));
  const int year = number_in(text.substr(0, 4));  // "0026" is a slip
  return year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

// RFC 4648 §4, with padding.
std::string base64(std::string_view bytes) {
  std::string text = base64url_encode(bytes);
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  return text.append((4 - text.size() % 4) % 4, '=');
}

Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json file_of(const std::optional<HelpFile>& file) {
  if (!file) return nullptr;
  return {{"name", file->name}, {"type", file->type}, {"data", base64(file->bytes)}};
}

std::optional<TimePoint> optional_time(const JsonReader& object, std::string_view name) {
  const auto member = object.optional_member(name);
  if (!member) return std::nullopt;
  const auto time = parse_rfc3339(member->text(1, kMaxTimeBytes));
  if (time) return *time;
  member->refuse(ErrorCode::malformed, "must be a time");
  return std::nullopt;
}

}  // namespace

Result<void> check_help(const HelpRequest& request) {
  Complaints check;
  const auto invalid = [&](const char* pointer, const char* message) {
    check.refuse(ErrorCode::invalid_argument, pointer, message);
  };
  if (!is_account_id(request.account))
    invalid("/account", "give the account's id: 1 to 128 bytes without control characters");
  if (!is_case_id(request.case_id)) invalid("/case_id", "give the id of a case of the account's notice");
  check.paragraphs("/text", request.text, kMaxHelpTextBytes);
  check.line("/reach", request.reach, 0, kMaxHelpReachBytes);
  check.line("/person", request.person, 0, kMaxPersonBytes);
  check.line("/page", request.page, 0, kMaxPageBytes);
  check.line("/locale", request.locale, 0, kMaxLocaleBytes);
  if (!request.date.empty() && !is_date(request.date))
    invalid("/date", "give a day of the calendar as YYYY-MM-DD");
  if (request.file) {
    check.line("/file/name", request.file->name, 1, kMaxFileNameBytes);
    check.line("/file/type", request.file->type, 1, kMaxFileTypeBytes);
    if (one_line(request.file->name).empty()) invalid("/file/name", "must not be blank");
    if (one_line(request.file->type).empty()) invalid("/file/type", "must not be blank");
    check.bounded("/file/bytes", request.file->bytes, 1, kMaxHelpFileBytes);
  }
  const bool says_nothing = one_line(request.text).empty() && request.date.empty() && !request.file;
  if (says_nothing) invalid("/text", "give a text, a date or a file");
  return std::move(check).result();
}

std::string encode_help_request(std::string_view id, const HelpRequest& request) {
  const Json body{{"id", id},
                  {"account", request.account},
                  {"case", request.case_id},
                  {"topic", to_string(request.topic)},
                  {"text", or_null(request.text)},
                  {"reach", or_null(request.reach)},
                  {"person", or_null(request.person)},
                  {"role", request.role == Role::billing ? "billing" : "member"},
                  {"page", or_null(request.page)},
                  {"locale", or_null(request.locale)},
                  {"date", or_null(request.date)},
                  {"file", file_of(request.file)}};
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<HelpStatus> decode_help_receipt(std::string_view body, std::string_view id) {
  return decode_json(body, [&](const JsonReader& receipt) {
    HelpStatus status;
    status.state = HelpStatus::State::arrived;
    if (receipt.member("id").text(1, kMaxCaseBytes) != id)
      receipt.refuse(ErrorCode::malformed, "is about another request");
    status.answer_by = optional_time(receipt, "answer_by");
    status.by = receipt.optional_text("by", kMaxNameBytes);
    return status;
  });
}

std::string help_refusal(std::string_view body) {
  const auto problem = decode_json(body, [](const JsonReader& answer) {
    return answer.optional_text("detail", kMaxHelpTextBytes, TextKind::paragraphs);
  });
  return problem ? one_line(*problem) : std::string();
}

}  // namespace gracegate
