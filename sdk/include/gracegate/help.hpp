// Asking for help: what a person of an account sends to support about a case, and what became of it.
#ifndef GRACEGATE_HELP_HPP
#define GRACEGATE_HELP_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

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

// What a page says is wrong with what was typed.
enum class HelpFault : std::uint8_t {
  none,
  nothing,     // neither text nor date nor file
  long_text,   // more than fits
  long_reach,  // the same, of how to be reached
  date,        // none that the calendar has
  file,        // too large
  too_many,    // the person has sent several just now
  not_sent,    // for some other reason: trying again may help
};
// That of an error of check_help() and Gate::ask_help().
GRACEGATE_API HelpFault help_fault(const Error& error);

// Page with a form for the case and the topic of `typed`, with what was typed in it and what is wrong with
// it; that the matter is closed, where the notice does not have the case. Complete HTML that needs no script,
// only what protect() serves under /gracegate: banner.css, page.css and theme.css. The form posts case,
// topic, page, text, reach, date and file to Viewer::help_page, as multipart/form-data.
GRACEGATE_API std::string help_page(const Notice& notice, const HelpRequest& typed, HelpFault fault,
                                    TimePoint now, const Viewer& viewer);
// Page that says what became of a request: who answers by when, the answer, or that it has not arrived and
// how else you can be reached. Asked for again as Viewer::help_page with "sent=" and the id in its query.
GRACEGATE_API std::string help_sent_page(const Notice& notice, std::string_view id, const HelpStatus& status,
                                         TimePoint now, const Viewer& viewer);

}  // namespace gracegate

#endif
