#include "server/api/help_input.hpp"

#include <algorithm>

#include "core/base64url.hpp"
#include "gracegate/help.hpp"
#include "server/cases/calendar.hpp"
#include "server/cases/words.hpp"

namespace gracegate::server::api {
namespace {

constexpr std::size_t kMaxId = 40;
constexpr std::size_t kMaxPage = 2048;
constexpr std::size_t kMaxLocale = 35;
constexpr std::size_t kMaxFileName = 200;
constexpr std::size_t kMaxFileType = 100;
constexpr std::size_t kMaxFileText = (kMaxHelpFileBytes + 2) / 3 * 4;

// RFC 4648 §4, with its padding and in its one canonical form.
std::optional<std::string> base64_decode(std::string text) {
  if (text.size() % 4 != 0 || text.find_first_of("-_") != std::string::npos) return std::nullopt;
  for (int i = 0; i < 2 && !text.empty() && text.back() == '='; ++i) text.pop_back();
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return base64url_decode(text);
}

void read_file(Members& in, HelpInput& input) {
  const auto place = in.get("file");
  if (!place) return;
  Members file(*place);
  HelpFileFacts facts{file.text("name", kMaxFileName), file.text("type", kMaxFileType)};
  auto bytes = base64_decode(file.text("data", kMaxFileText));
  if (!bytes)
    file.refuse("data", "must be base64 with padding", ErrorCode::malformed);
  else if (bytes->size() > kMaxHelpFileBytes)
    file.refuse("data", "must be 5 MiB at the most", ErrorCode::too_large);
  file.finish();
  input.file = std::move(bytes).value_or("");
  facts.size = static_cast<std::int64_t>(input.file.size());
  input.request.file = std::move(facts);
}

bool is_id(std::string_view text) { return has_base64url_only(text); }

bool is_billing(Members& in) {
  const std::string role = in.text("role", 16);
  if (role != "billing" && role != "member") in.refuse("role", "must be member or billing");
  return role == "billing";
}

HelpTopic read_topic(Members& in) {
  const auto topic = help_topic_from(in.text("topic", 64));
  if (!topic) in.refuse("topic", "must be " + choice_to(HelpTopic::time));
  return topic.value_or(HelpTopic::question);
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

HelpInput read_help(Members& in) {
  HelpInput input;
  HelpRequest& request = input.request;
  request.id = in.text("id", kMaxId);
  if (!is_id(request.id))
    in.refuse("id", "must be of A-Z, a-z, 0-9, _ and -, made at random", ErrorCode::malformed);
  request.account = in.text("account", kMaxAccountBytes);
  request.case_id = in.text("case", kMaxId);
  request.topic = read_topic(in);
  request.text = in.optional_text("text", kMaxHelpTextBytes, TextKind::paragraphs);
  request.reach = in.optional_text("reach", kMaxHelpReachBytes);
  request.person = in.optional_text("person", kMaxPersonBytes);
  request.is_billing = is_billing(in);
  request.page = in.optional_text("page", kMaxPage);
  request.locale = in.optional_text("locale", kMaxLocale);
  request.date = in.optional_text("date", 10);
  if (!request.date.empty() && !parse_date(request.date))
    in.refuse("date", "must be a date, for example 2026-12-25", ErrorCode::malformed);
  read_file(in, input);
  if (is_blank(request.text) && request.date.empty() && !request.file)
    in.refuse("text", "must say something where there is neither date nor file");
  return input;
}

}  // namespace gracegate::server::api
