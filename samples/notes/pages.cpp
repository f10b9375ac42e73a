#include "samples/notes/pages.hpp"

#include <cstdio>

namespace notes {
namespace {

// "22 Nov 2026, 16:18"
std::string time_text(gracegate::TimePoint at) {
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const gracegate::CivilTime civil = gracegate::civil_time(at);
  char text[32];
  std::snprintf(text, sizeof text, "%u %s %d, %02d:%02d", civil.day, kMonths[(civil.month - 1) % 12],
                civil.year, civil.hour, civil.minute);
  return text;
}

std::string time_element(gracegate::TimePoint at) {
  return "<time datetime=\"" + gracegate::format_rfc3339(at) + "\">" + time_text(at) + " UTC</time>";
}

// As the banner says it, in the person's own language.
std::string deadline_element(gracegate::TimePoint at, const gracegate::Zone& zone,
                             const std::string& locale) {
  return "<time dir=\"auto\" datetime=\"" + gracegate::format_rfc3339(at) + "\">" +
         escape(gracegate::date_text(at, zone, locale)) + "</time>";
}

// The first line, so that the list stays a list.
std::string beginning(const std::string& text) {
  constexpr std::size_t kLong = 140;
  std::size_t end = std::min(text.find('\n'), text.size());
  if (end <= kLong) return text.substr(0, end);
  end = kLong;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;  // not within a character
  return text.substr(0, end) + "…";
}

std::string status_line(const std::string& text) {
  return text.empty() ? "" : "<p class=\"said\" role=\"status\">" + escape(text) + "</p>";
}

std::string list_item(const Note& note) {
  return "<li><a href=\"/notes/" + std::to_string(note.id) + "\"><h2>" + escape(note.title) + "</h2><p>" +
         escape(beginning(note.text)) + "</p><p class=\"quiet\">" + escape(note.author) + " · " +
         time_element(note.changed) + "</p></a></li>";
}

std::string summary_line(const std::vector<Summary>& summaries) {
  if (summaries.empty()) return "";
  const Summary& last = summaries.back();
  return "<p class=\"quiet\">Last summary " + time_element(last.to) + ": " + std::to_string(last.notes) +
         " notes, " + std::to_string(last.changed) + " changed.</p>";
}

std::string person_button(const Person& person) {
  const char* role = person.role == gracegate::Role::billing ? "looks after the contract" : "member";
  const std::string id = escape(person.id);
  return "<li><button name=\"person\" value=\"" + id + "\">" + escape(person.name) +
         "<span class=\"quiet\">" + role + "</span></button><a href=\"/sso/start?person=" + id +
         "\" aria-label=\"" + escape(person.name) + " by single sign-on\">SSO</a></li>";
}

std::string matter_name(gracegate::Reason reason) {
  switch (reason) {
    case gracegate::Reason::nonpayment:
      return "Open invoice";
    case gracegate::Reason::seat_overuse:
      return "More people than seats";
    case gracegate::Reason::edition_mismatch:
      return "Features of a larger edition";
    case gracegate::Reason::contract_ended:
      return "The contract has ended";
    case gracegate::Reason::terms_violation:
      return "Question about the terms of use";
    case gracegate::Reason::released:
      return "Our time together ends";
    case gracegate::Reason::unconfirmed:
      return "This installation could not be confirmed";
    case gracegate::Reason::other:
      break;
  }
  return "Open matter";
}

constexpr const char* kMatter = "What is open";
constexpr const char* kDeadline = "Deadline";
constexpr const char* kAmount = "Amount";

std::string head(const std::string& text) { return "<th>" + text + "</th>"; }

// Names its column, for screens on which there is no room for columns.
std::string cell(const std::string& column, const std::string& html) {
  return "<td data-column=\"" + column + "\">" + html + "</td>";
}

std::string matter_row(const gracegate::NoticeCase& one, const gracegate::Zone& zone,
                       const std::string& locale) {
  std::string what = matter_name(one.reason);
  if (one.owed) {
    for (const std::string& invoice : one.owed->invoices) what += ", " + invoice;
  }
  const std::string amount = one.owed ? gracegate::money_text(one.owed->amount, locale) : "nothing to pay";
  return "<tr>" + cell(kMatter, escape(what)) +
         cell(kDeadline, deadline_element(one.deadline, zone, locale)) + cell(kAmount, escape(amount)) +
         "</tr>";
}

std::string open_matters(const Session& session, const Bill& bill) {
  std::string html =
      "<table><thead><tr>" + head(kMatter) + head(kDeadline) + head(kAmount) + "</tr></thead><tbody>";
  bool is_owed = false;
  std::string free_case;
  for (const gracegate::NoticeCase& one : bill.open) {
    html += matter_row(one, bill.zone, session.person->locale);
    is_owed = is_owed || one.owed;
    if (!one.owed) free_case = one.id;
  }
  html += "</tbody></table>";
  if (!free_case.empty()) {
    html += "<p>Where there is nothing to pay, <a href=\"/gracegate/help?topic=question&amp;case=" +
            escape(free_case) + "\">talk to us</a>.</p>";
  }
  if (!is_owed) return html;
  return html + "<form method=\"post\" action=\"/billing/pay\">" + csrf_field(session) +
         "<input type=\"hidden\" name=\"payment\" value=\"" + bill.payment +
         "\"><button class=\"primary\">Pay now</button></form>";
}

}  // namespace

std::string sign_in_page(const Session& session, const Directory& directory) {
  std::string html =
      "<h1>Sign in</h1><p class=\"demo\"><strong>Demo.</strong> There are no passwords here: choose whom to "
      "be.</p><form method=\"post\" action=\"/login\">" +
      csrf_field(session);
  std::string account;
  for (const Person& person : directory.people()) {
    if (person.account != account) {
      html += std::string(account.empty() ? "" : "</ul>") + "<h2>" + escape(person.account_name) +
              "</h2><ul class=\"people\">";
      account = person.account;
    }
    html += person_button(person);
  }
  return page(session, "Sign in", html + (account.empty() ? "" : "</ul>") + "</form>");
}

std::string list_page(const Session& session, const std::vector<Note>& notes, const std::string& query,
                      bool is_writable, const std::vector<Summary>& summaries) {
  std::string html = "<div class=\"bar\"><h1>Notes</h1>";
  html += is_writable ? "<a class=\"button primary\" href=\"/notes/new\">New note</a>"
                      : "<span class=\"tag\">Read only</span>";
  html +=
      "</div><form class=\"search\" role=\"search\" action=\"/notes\"><label for=\"q\">Search</label>"
      "<input id=\"q\" name=\"q\" type=\"search\" value=\"" +
      escape(query) + "\"><button>Search</button></form>";
  if (notes.empty()) html += query.empty() ? "<p>Nothing here yet.</p>" : "<p>Nothing found.</p>";
  html += "<ul class=\"notes\">";
  for (const Note& note : notes) html += list_item(note);
  return page(session, "Notes", html + "</ul>" + summary_line(summaries));
}

std::string note_page(const Session& session, const Note* note, const Draft& draft, bool is_writable,
                      const std::string& problem) {
  const std::string action = note ? "/notes/" + std::to_string(note->id) : "/notes";
  const std::string locked = is_writable ? "" : " readonly";
  std::string html = note ? "<h1>Note</h1>" : "<h1>New note</h1>";
  if (!problem.empty()) html += "<p class=\"said\" role=\"alert\">" + escape(problem) + "</p>";
  html += "<form class=\"note\" method=\"post\" action=\"" + action + "\">" + csrf_field(session) +
          "<label for=\"title\">Title</label><input id=\"title\" name=\"title\" maxlength=\"200\" required" +
          locked + " value=\"" + escape(draft.title) + "\"><label for=\"text\">Text</label>" +
          "<textarea id=\"text\" name=\"text\" rows=\"14\" maxlength=\"20000\"" + locked + ">\n" +
          escape(draft.text) + "</textarea>";
  if (is_writable) html += "<button class=\"primary\">Save</button>";
  html += "</form>";
  if (note)
    html += "<p class=\"quiet\">" + escape(note->author) + " · " + time_element(note->changed) + "</p>";
  if (note && is_writable) {
    html += "<form method=\"post\" action=\"" + action + "/delete\">" + csrf_field(session) +
            "<button class=\"danger\">Delete note</button></form>";
  }
  return page(session, note ? "Note" : "New note", html);
}

std::string billing_page(const Session& session, const Bill& bill) {
  std::string html = "<h1>Billing</h1>" + status_line(bill.said);
  if (session.person->role != gracegate::Role::billing) {
    html += "<p>" + (bill.payer ? escape(bill.payer->name) + " looks" : std::string("A colleague looks")) +
            " after the contract of " + escape(session.person->account_name) + ".</p>";
  } else {
    html += bill.open.empty() ? "<p>Nothing is open.</p>" : open_matters(session, bill);
    if (!bill.is_confirmed) html += "<p class=\"quiet\">As last heard: we cannot ask right now.</p>";
  }
  return page(session, "Billing", html);
}

std::string support_page(const Session& session, const gracegate::Contact& contact) {
  std::string html =
      "<h1>Support</h1><p>Stuck, or something does not work for you? Tell us, whatever the state "
      "of your contract.</p><dl>";
  html += "<dt>Person</dt><dd>" + escape(contact.name.empty() ? "The Notes team" : contact.name) + "</dd>";
  if (!contact.email.empty()) {
    html += "<dt>Mail</dt><dd><a href=\"mailto:" + escape(contact.email) + "\">" + escape(contact.email) +
            "</a></dd>";
  }
  if (!contact.phone.empty()) html += "<dt>Phone</dt><dd>" + escape(contact.phone) + "</dd>";
  return page(
      session, "Support",
      html + "</dl><p>Your notes are yours: <a href=\"/export\">download all of them</a> at any time.</p>");
}

std::string problem_page(const Session& session, const std::string& title, const std::string& text) {
  return page(
      session, title,
      "<h1>" + escape(title) + "</h1><p>" + escape(text) + "</p><p><a href=\"/\">To the notes</a></p>");
}

}  // namespace notes
