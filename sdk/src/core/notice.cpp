#include "gracegate/notice.hpp"

#include <array>

#include "core/utf8.hpp"

namespace gracegate {
namespace {

constexpr std::array<std::string_view, 4> kModes = {"open", "countdown", "read_only", "shutdown"};
constexpr std::array<std::string_view, 8> kReasons = {"nonpayment",     "seat_overuse",    "edition_mismatch",
                                                      "contract_ended", "terms_violation", "released",
                                                      "other",          "unconfirmed"};

constexpr std::array<std::string_view, 3> kHelpTopics = {"stuck", "question", "time"};
constexpr std::array<std::string_view, 3> kEndings = {"settled", "waived", "released"};

template <class Enum, std::size_t Size>
std::optional<Enum> value_named(const std::array<std::string_view, Size>& names, std::string_view text) {
  for (std::size_t i = 0; i < Size; ++i) {
    if (names[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Mode mode) { return kModes[static_cast<std::size_t>(mode)]; }
std::optional<Mode> mode_from(std::string_view text) { return value_named<Mode>(kModes, text); }

std::string_view to_string(Reason reason) { return kReasons[static_cast<std::size_t>(reason)]; }
std::optional<Reason> reason_from(std::string_view text) {
  const auto reason = value_named<Reason>(kReasons, text);
  return reason == Reason::unconfirmed ? std::nullopt : reason;
}

std::string_view to_string(HelpTopic topic) { return kHelpTopics[static_cast<std::size_t>(topic)]; }
std::optional<HelpTopic> help_topic_from(std::string_view text) {
  return value_named<HelpTopic>(kHelpTopics, text);
}

std::string_view to_string(Ending ending) { return kEndings[static_cast<std::size_t>(ending)]; }
std::optional<Ending> ending_from(std::string_view text) { return value_named<Ending>(kEndings, text); }

bool is_account_id(std::string_view id) {
  return !id.empty() && id.size() <= kMaxAccountBytes && is_utf8(id) && !has_control_characters(id);
}

}  // namespace gracegate
