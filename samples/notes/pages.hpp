// The product's pages, as complete HTML.
#ifndef NOTES_PAGES_HPP
#define NOTES_PAGES_HPP

#include <string>
#include <vector>

#include "gracegate/notice.hpp"
#include "samples/notes/html.hpp"
#include "samples/notes/note_store.hpp"

namespace notes {

std::string sign_in_page(const Session& session, const Directory& directory);
// `is_writable`: whether the account's notes can be changed now.
std::string list_page(const Session& session, const std::vector<Note>& notes, const std::string& query,
                      bool is_writable, const std::vector<Summary>& summaries);
// `note`: nullptr to write a new one. `problem`: what was wrong with the last try; may be empty.
std::string note_page(const Session& session, const Note* note, const Draft& draft, bool is_writable,
                      const std::string& problem);

struct Bill {
  std::vector<gracegate::NoticeCase> open;  // with or without something to pay
  gracegate::Zone zone;                     // the account's
  bool is_confirmed = false;                // the entitlement server says so; else what was last heard
  const Person* payer = nullptr;            // whom a member can ask
  std::string payment;                      // id of the payment that the button makes
  std::string said;                         // what came of the last try; may be empty
};
std::string billing_page(const Session& session, const Bill& bill);
std::string support_page(const Session& session, const gracegate::Contact& contact);
std::string problem_page(const Session& session, const std::string& title, const std::string& text);

}  // namespace notes

#endif
