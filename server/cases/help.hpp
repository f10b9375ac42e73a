// A request for help, as the server keeps it. A value.
#ifndef GRACEGATE_SERVER_CASES_HELP_HPP
#define GRACEGATE_SERVER_CASES_HELP_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gracegate/notice.hpp"
#include "gracegate/time.hpp"

namespace gracegate::server {

enum class HelpState { waiting, answered, closed };
std::string_view to_string(HelpState state);
std::optional<HelpState> help_state_from(std::string_view text);

// What is known of a file without its bytes. Name and type are whatever somebody's machine has said: texts
// for people.
struct HelpFileFacts {
  std::string name;
  std::string type;
  std::int64_t size = 0;  // bytes
};

struct HelpRequest {
  std::string id;  // given by the sender
  std::string account;
  std::string case_id;
  HelpTopic topic = HelpTopic::question;
  std::string text;         // paragraphs; may be empty
  std::string reach;        // mail address or telephone number, as typed; may be empty
  std::string person;       // the product's word for who asks; may be empty
  bool is_billing = false;  // who asks looks after the contract
  std::string page;         // of the product, where they were; may be empty
  std::string locale;       // may be empty
  std::string date;         // when they paid or can pay, "2026-11-30"; may be empty
  std::optional<HelpFileFacts> file;
  TimePoint received_at;
  TimePoint answer_by;
  bool is_holding = false;           // the case was put on hold for it, which ends with the answer
  std::optional<HelpAnswer> answer;  // support's
  std::optional<TimePoint> closed_at;

  HelpState state() const;
};

}  // namespace gracegate::server

#endif
