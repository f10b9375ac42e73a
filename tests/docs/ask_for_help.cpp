#include <gracegate/gate.hpp>

// What your handler of the form does: `typed` is what was typed, `viewer` who is signed in. An HTML page.
std::string send_request(const gracegate::Gate& gate, gracegate::HelpRequest typed,
                         const gracegate::Viewer& viewer) {
  typed.person = viewer.person;
  typed.role = viewer.role;
  typed.locale = viewer.locale;
  const auto held = gate.notice(typed.account);
  const auto notice = held ? *held : gracegate::Notice();  // the case may have ended meanwhile
  const auto id = gate.ask_help(typed);
  if (!id) {
    const auto fault = gracegate::help_fault(id.error());
    return gracegate::help_page(notice, typed, fault, gate.now(), viewer);
  }
  const auto status = gate.help_status(*id, std::chrono::seconds(3));
  return gracegate::help_sent_page(notice, *id, status, gate.now(), viewer);
}
