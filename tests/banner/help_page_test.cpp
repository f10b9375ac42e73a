// The pages on which a person asks for help.
#include "gracegate/help.hpp"

#include <regex>

#include "core/texts.hpp"
#include "tests/banner/example.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using State = HelpStatus::State;

namespace {

constexpr const char* kCase = "c_8f3k2m9q4t7w1x5z";

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Viewer viewer(const std::string& locale = "en", Role role = Role::billing) {
  Viewer viewer = example::viewer(role, locale);
  viewer.person = "p_ada";
  viewer.help_page = "/gracegate/help";
  return viewer;
}

HelpRequest typed(HelpTopic topic = HelpTopic::stuck) {
  HelpRequest request;
  request.account = "acme";
  request.case_id = kCase;
  request.topic = topic;
  return request;
}

std::string form(const HelpRequest& request, HelpFault fault = HelpFault::none, const Viewer& who = viewer(),
                 const Notice& notice = example::notice()) {
  return help_page(notice, request, fault, example::opened(), who);
}

std::string heading(const std::string& page) {
  std::smatch found;
  return std::regex_search(page, found, std::regex("<h1[^>]*>([^<]*)</h1>")) ? found[1].str() : "";
}

Notice with_entry(const HelpEntry& entry) {
  Notice notice = example::notice();
  notice.cases[0].help.push_back(entry);
  return notice;
}

HelpEntry entry() {
  return {"h_1", "p_ada", HelpTopic::stuck, example::opened(), example::opened() + kDay, std::nullopt};
}

std::string sent(const Notice& notice, State state, const Viewer& who = viewer()) {
  HelpStatus status;
  status.state = state;
  if (state == State::arrived) status.by = "Maria", status.answer_by = example::opened() + kDay;
  return help_sent_page(notice, "h_1", status, example::opened() + kHour, who);
}

}  // namespace

TEST_CASE("The form is called as the way that leads to it, and asks for what its topic needs") {
  struct Row {
    HelpTopic topic;
    const char* heading;
    bool asks_for_date_and_file;
  };
  const Row rows[] = {{HelpTopic::stuck, "I’m stuck", false},
                      {HelpTopic::question, "Question about the bill", false},
                      {HelpTopic::time, "We have paid or need time", true}};
  for (const Row& row : rows) {
    CAPTURE(row.heading);
    const std::string page = form(typed(row.topic));
    CHECK(heading(page) == row.heading);
    CHECK(contains(page, "<title>" + std::string(row.heading) + "</title>"));
    CHECK(contains(page, "method=\"post\" action=\"/gracegate/help\" enctype=\"multipart/form-data\""));
    CHECK(contains(page, "name=\"case\" value=\"" + std::string(kCase) + "\""));
    CHECK(contains(page, "name=\"topic\" value=\"" + std::string(to_string(row.topic)) + "\""));
    for (const char* name : {"name=\"text\"", "name=\"reach\""}) CHECK(contains(page, name));
    CHECK(contains(page, "type=\"date\"") == row.asks_for_date_and_file);
    CHECK(contains(page, "type=\"file\"") == row.asks_for_date_and_file);
    CHECK_FALSE(contains(page, "<script"));
  }
}

TEST_CASE("Every field of the form has a label, in every language") {
  for (const std::string& locale : example::locales()) {
    CAPTURE(locale);
    const std::string page = form(typed(HelpTopic::time), HelpFault::nothing, viewer(locale));
    CHECK(contains(page, "<html lang=\"" + locale + "\""));
    CHECK(contains(page, locale == "ar" || locale == "he" ? "dir=\"rtl\"" : "dir=\"ltr\""));
    for (const char* id : {"gg-words", "gg-date", "gg-file", "gg-reach"}) {
      CAPTURE(id);
      const std::string label = "for=\"" + std::string(id) + "\">";
      REQUIRE(contains(page, label));
      CHECK(page[page.find(label) + label.size()] != '<');
      CHECK(contains(page, "id=\"" + std::string(id) + "\""));
    }
    CHECK_FALSE(contains(page, "{"));
  }
}

TEST_CASE("Time cannot be asked for where none would help: the form is for a question then") {
  const Notice notice = example::notice(Reason::terms_violation);
  const std::string page = form(typed(HelpTopic::time), HelpFault::none, viewer(), notice);
  CHECK(contains(page, "name=\"topic\" value=\"question\""));
  CHECK_FALSE(contains(page, "type=\"date\""));
}

TEST_CASE("A form that comes back keeps what was typed and says what is wrong, with a link to the field") {
  HelpRequest request = typed(HelpTopic::time);
  request.text = "We paid.\nOn Monday.";
  request.reach = "ada@example.com";
  request.date = "2026-11-30";
  const std::pair<HelpFault, const char*> rows[] = {
      {HelpFault::nothing, "gg-words"},    {HelpFault::long_text, "gg-words"},
      {HelpFault::long_reach, "gg-reach"}, {HelpFault::date, "gg-date"},
      {HelpFault::file, "gg-file"},        {HelpFault::too_many, nullptr},
      {HelpFault::not_sent, nullptr}};
  for (const auto& [fault, field] : rows) {
    const std::string page = form(request, fault);
    CHECK(contains(page, "role=\"alert\""));
    CHECK(contains(page, "<title>This has not been sent yet"));
    CHECK(contains(page, ">\nWe paid.\nOn Monday.</textarea>"));
    CHECK(contains(page, "value=\"ada@example.com\""));
    CHECK(contains(page, "value=\"2026-11-30\""));
    CHECK_FALSE(contains(page, "choose the file again"));
    CHECK(contains(page, "aria-invalid=\"true\"") == (field != nullptr));
    if (field) CHECK(contains(page, "href=\"#" + std::string(field) + "\""));
  }
  CHECK_FALSE(contains(form(request), "role=\"alert\""));
  request.file = HelpFile{"a.pdf", "application/pdf", "x"};
  CHECK(contains(form(request, HelpFault::date), "choose the file again"));
}

TEST_CASE("Each thing that is wrong with a request has its words on the page") {
  const auto fault_of = [](const char* pointer, ErrorCode code) { return help_fault({code, "", pointer}); };
  CHECK(fault_of("/text", ErrorCode::invalid_argument) == HelpFault::nothing);
  CHECK(fault_of("/text", ErrorCode::too_large) == HelpFault::long_text);
  CHECK(fault_of("/reach", ErrorCode::too_large) == HelpFault::long_reach);
  CHECK(fault_of("/date", ErrorCode::invalid_argument) == HelpFault::date);
  CHECK(fault_of("/file/bytes", ErrorCode::too_large) == HelpFault::file);
  CHECK(fault_of("/case_id", ErrorCode::invalid_argument) == HelpFault::not_sent);
  CHECK(fault_of("", ErrorCode::unavailable) == HelpFault::not_sent);
}

TEST_CASE("What was typed into the form cannot become part of the page") {
  HelpRequest request = typed(HelpTopic::time);
  const std::string attack = "</textarea><script>alert(1)</script>\"'&\x1b[2J\xE2\x80\xAE";
  request.text = request.reach = request.date = request.page = attack;
  const std::string page = form(request, HelpFault::nothing);
  CHECK_FALSE(contains(page, "<script"));
  CHECK_FALSE(contains(page, "\x1b"));
  CHECK_FALSE(contains(page, "\xE2\x80\xAE"));
  request.case_id = attack;
  CHECK_FALSE(contains(form(request), "script"));
  HelpEntry hostile = entry();
  hostile.answer = HelpAnswer{example::opened(), attack, attack};
  CHECK_FALSE(contains(sent(with_entry(hostile), State::arrived), "<script"));
  CHECK_FALSE(
      contains(help_sent_page(example::notice(), attack, {}, example::opened(), viewer()), "<script"));
}

TEST_CASE("A case that is not open any more has no form, and a person to reach") {
  HelpRequest request = typed();
  request.case_id = "c_gone";
  const std::string page = form(request);
  CHECK(heading(page) == "This matter is closed");
  CHECK_FALSE(contains(page, "<form"));
  CHECK(contains(page, "ada@example.com"));
}

TEST_CASE("The page of a request that was sent says truthfully whether it has arrived") {
  const Notice notice = example::notice();
  struct Row {
    State state;
    const char* heading;
    bool can_look_again;
  };
  const Row rows[] = {{State::arrived, "Your message has arrived", false},
                      {State::waiting, "Your message is on its way", true},
                      {State::unknown, "Your message is on its way", true},
                      {State::refused, "Your message could not be delivered", false}};
  for (const Row& row : rows) {
    CAPTURE(row.heading);
    const std::string page = sent(notice, row.state);
    CHECK(heading(page) == row.heading);
    CHECK(contains(page, "/gracegate/help?sent=h_1") == row.can_look_again);
    CHECK(contains(page, "Maria answers by 23 November 2026") == (row.state == State::arrived));
    CHECK(contains(page, "ada@example.com"));
  }
}

TEST_CASE("Support that names no person and no time has still said that the request arrived") {
  HelpStatus status;
  status.state = State::arrived;
  CHECK(contains(help_sent_page(example::notice(), "h_1", status, example::opened(), viewer()),
                 "Your message has arrived. We will answer."));
}

TEST_CASE("What the notice says of a request is shown to who made it, whatever the gate remembers") {
  HelpEntry answered = entry();
  answered.answer = HelpAnswer{example::opened() + kMinute, "Maria", "All is well.\nPlease try again."};
  Viewer colleague = viewer();
  colleague.person = "p_ben";
  for (const State state : {State::unknown, State::waiting, State::arrived}) {
    CHECK(heading(sent(with_entry(entry()), state)) == "Your message has arrived");
    const std::string page = sent(with_entry(answered), state);
    CHECK(heading(page) == "Here is our answer");
    CHECK(contains(page, "All is well.\nPlease try again."));
    CHECK_FALSE(contains(sent(with_entry(answered), state, colleague), "All is well."));
  }
}

TEST_CASE("What the gate itself counts down for is no case that support could be asked about") {
  Notice notice = example::notice(Reason::unconfirmed);
  notice.links.help.clear();
  const auto banner = banner_at(notice, example::opened(), viewer()).value();
  for (const Way& way : banner.ways) CHECK(way.kind == Way::Kind::export_data);
}
