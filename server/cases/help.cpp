#include "server/cases/help.hpp"

#include "server/cases/words.hpp"

namespace gracegate::server {

std::string_view to_string(HelpState state) {
  switch (state) {
    case HelpState::waiting:
      return "waiting";
    case HelpState::answered:
      return "answered";
    case HelpState::closed:
      return "closed";
  }
  return "";
}

std::optional<HelpState> help_state_from(std::string_view text) { return value_of(text, HelpState::closed); }

HelpState HelpRequest::state() const {
  if (closed_at) return HelpState::closed;
  return answer ? HelpState::answered : HelpState::waiting;
}

}  // namespace gracegate::server
