// Asking for help: what a person of an account sends to support about a case, and what became of it.
#ifndef GRACEGATE_HELP_HPP
#define GRACEGATE_HELP_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "gracegate/banner.hpp"
#include "gracegate/export.h"
#include "gracegate/notice.hpp"
#include "gracegate/result.hpp"
#include "gracegate/time.hpp"

namespace gracegate {

struct HelpFile {
  std::string name;   // as the person's machine calls it, 1 to 200 bytes
  std::string type;   // media type as claimed, 1 to 100 bytes
  std::string bytes;  // 1 byte to 5 MiB
};

// At least one of text, date and file has to be there; what else is empty is not sent. A value.
struct HelpRequest {
  std::string account;
  std::string case_id;  // of the notice
  HelpTopic topic = HelpTopic::stuck;
  std::string text;   // what they wrote: UTF-8, up to 4000 bytes, line breaks allowed
  std::string reach;  // mail address or telephone number; a line of up to 300 bytes
  // As Viewer::person: who asks sees the answer by it; empty: nobody does but support.
  std::string person;
  Role role = Role::member;
  std::string page;                // of the product, where they were; up to 2048 bytes
  std::string locale;              // BCP 47
  std::string date;                // when they paid or can pay, "2026-11-30"
  std::optional<HelpFile> file{};  // a proof of payment, a picture of what is wrong
};

// What became of a request. A value.
struct HelpStatus {
  enum class State : std::uint8_t {
    unknown,  // not of this process, or of long ago
    waiting,  // it has not reached support yet; the gate goes on trying
    arrived,  // support has it
    refused,  // support's server does not take it: trying again would not help
  };
  State state = State::unknown;
  std::optional<TimePoint> answer_by;  // arrived: when there is an answer at the latest
  std::string by{};                    // arrived: who answers; may be empty
  std::string why{};                   // refused: one line, for a log
};

inline constexpr std::size_t kMaxHelpTextBytes = 4000;
inline constexpr std::size_t kMaxHelpReachBytes = 300;
inline constexpr std::size_t kMaxHelpFileBytes = std::size_t{5} * 1024 * 1024;

// Whether support can take the request as it is. Errors, with the member at fault as pointer ("/date"):
// invalid_argument, too_large. Where nothing was written, the member is "/text". Pure.
GRACEGATE_API Result<void> check_help(const HelpRequest& request);

}  // namespace gracegate

#endif
