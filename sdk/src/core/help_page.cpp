// The pages on which a person asks for help, and sees what became of it.
#include <algorithm>
#include <string>

#include "core/assets.hpp"
#include "core/html.hpp"
#include "core/scene.hpp"
#include "core/texts.hpp"
#include "gracegate/help.hpp"

namespace gracegate {
namespace {

using html::element, html::escaped;

// What both pages are made from, also where the notice does not have the case.
struct Sheet {
  const Notice& notice;
  const Viewer& viewer;
  const texts::Locale& locale;

  std::string text(std::string_view key) const { return escaped(texts::text(locale, key)); }
  std::string paragraph(std::string_view key) const { return element("p", "gg-paragraph", text(key)); }
};

Sheet sheet_of(const Notice& notice, const Viewer& viewer) {
  return {notice, viewer, texts::nearest(viewer.locale)};
}

// `title`, `heading` and `content` are HTML.
std::string page(const Sheet& sheet, const std::string& title, const std::string& heading,
                 const std::string& content) {
  Banner contact;
  contact.contact_text = contact_text(sheet.notice.contact, sheet.locale);
  contact.contact_ways = contact_ways(sheet.notice.contact);
  return texts::fill(assets::help_page(), {{"lang", escaped(sheet.locale.tag)},
                                           {"dir", texts::right_to_left(sheet.locale) ? "rtl" : "ltr"},
                                           {"title", title},
                                           {"heading", heading},
                                           {"content", content},
                                           {"contact", element("p", "gg-paragraph", html::contact(contact))},
                                           {"start", sheet.text("denied.start")}});
}

// --- the form
// -------------------------------------------------------------------------------------------------

struct FaultWords {
  std::string_view key;    // empty: nothing is wrong
  std::string_view field;  // id of the one at fault; empty: none
};

FaultWords words_of(HelpFault fault) {
  switch (fault) {
    case HelpFault::none:
      break;
    case HelpFault::nothing:
      return {"help.problem.nothing", "gg-words"};
    case HelpFault::long_text:
      return {"help.problem.long", "gg-words"};
    case HelpFault::long_reach:
      return {"help.problem.long", "gg-reach"};
    case HelpFault::date:
      return {"help.problem.date", "gg-date"};
    case HelpFault::file:
      return {"help.problem.file", "gg-file"};
    case HelpFault::too_many:
      return {"help.problem.many", {}};
    case HelpFault::not_sent:
      return {"help.problem.again", {}};
  }
  return {};
}

// Asks for text, date, file and how to be reached; has what was typed, and what is wrong with it.
class Form {
 public:
  Form(const Sheet& sheet, const HelpRequest& typed, HelpTopic topic, HelpFault fault)
      : sheet_(sheet), typed_(typed), topic_(topic), fault_(words_of(fault)) {}

  std::string html() const {
    const bool is_about_time = topic_ == HelpTopic::time;
    return problem() + "<form class=\"gg-form\" method=\"post\" action=\"" +
           escaped(sheet_.viewer.help_page) + "\" enctype=\"multipart/form-data\">" +
           hidden("case", typed_.case_id) + hidden("topic", to_string(topic_)) + hidden("page", typed_.page) +
           words() + (is_about_time ? date() : std::string()) + reach() +
           (is_about_time ? file() : std::string()) +
           "<p class=\"gg-paragraph\"><button class=\"gg-send\" type=\"submit\">" + sheet_.text("help.send") +
           "</button></p></form>";
  }

 private:
  static std::string hidden(std::string_view name, std::string_view value) {
    if (value.empty()) return {};
    return "<input type=\"hidden\" name=\"" + std::string(name) + "\" value=\"" + escaped(value) + "\">";
  }

  // Says it, and leads to the field.
  std::string problem() const {
    if (fault_.key.empty()) return {};
    const std::string text = sheet_.text(fault_.key);
    const std::string link = fault_.field.empty() ? text
                                                  : "<a class=\"gg-again\" href=\"#" +
                                                        std::string(fault_.field) + "\">" + text + "</a>";
    return "<div class=\"gg-problem\" role=\"alert\">" +
           element("h2", "gg-subheading", sheet_.text("help.problem")) +
           "<p class=\"gg-paragraph\" id=\"gg-why\">" + link + "</p>" +
           (typed_.file ? sheet_.paragraph("help.file.again") : std::string()) + "</div>";
  }

  static std::string field(const std::string& id, const std::string& label, const std::string& input) {
    return element("div", "gg-field",
                   "<label class=\"gg-name\" for=\"" + id + "\">" + label + "</label>" + input);
  }

  // id, name and class of an input, and what describes it.
  std::string named(const std::string& id, const std::string& name, const std::string& hint = {}) const {
    const bool is_wrong = fault_.field == id;
    std::string described = hint;
    if (is_wrong) described += described.empty() ? "gg-why" : " gg-why";
    return " class=\"gg-input\" id=\"" + id + "\" name=\"" + name + "\"" +
           (described.empty() ? "" : " aria-describedby=\"" + described + "\"") +
           (is_wrong ? " aria-invalid=\"true\"" : "");
  }

  std::string words() const {
    // The line feed after the start tag does not count.
    return field("gg-words", sheet_.text("help.text." + std::string(to_string(topic_))),
                 "<textarea" + named("gg-words", "text") + " rows=\"6\" maxlength=\"" +
                     std::to_string(kMaxHelpTextBytes) + "\" dir=\"auto\">\n" + html::lines(typed_.text) +
                     "</textarea>");
  }
  std::string date() const {
    return field(
        "gg-date", sheet_.text("help.date"),
        "<input type=\"date\"" + named("gg-date", "date") + " value=\"" + escaped(typed_.date) + "\">");
  }
  std::string file() const {
    return field("gg-file", sheet_.text("help.file"),
                 "<input type=\"file\"" + named("gg-file", "file") + ">");
  }
  std::string reach() const {
    return field("gg-reach", sheet_.text("help.reach"),
                 "<p class=\"gg-hint\" id=\"gg-reach-hint\">" + sheet_.text("help.reach.hint") +
                     "</p><input type=\"text\"" + named("gg-reach", "reach", "gg-reach-hint") +
                     " autocomplete=\"email\" dir=\"auto\" maxlength=\"" +
                     std::to_string(kMaxHelpReachBytes) + "\" value=\"" + escaped(typed_.reach) + "\">");
  }

  const Sheet& sheet_;
  const HelpRequest& typed_;
  const HelpTopic topic_;
  const FaultWords fault_;
};

const NoticeCase* case_of(const Notice& notice, std::string_view id) {
  const auto found = std::find_if(notice.cases.begin(), notice.cases.end(),
                                  [&](const NoticeCase& one) { return one.id == id; });
  return found == notice.cases.end() ? nullptr : &*found;
}

// What cannot be settled has no way that is about time.
HelpTopic topic_for(const NoticeCase& one, HelpTopic asked) {
  const bool has_way = asked != HelpTopic::time || can_be_settled(one.reason);
  return has_way ? asked : HelpTopic::question;
}

// --- what became of it
// ----------------------------------------------------------------------------------------

struct Found {
  const NoticeCase& one;
  const HelpEntry& entry;
};

// The request in the notice, for who made it.
std::optional<Found> find_own(const Notice& notice, std::string_view id, const Viewer& viewer) {
  for (const NoticeCase& one : notice.cases) {
    for (const HelpEntry& entry : one.help) {
      const bool is_own = entry.person.empty() || entry.person == viewer.person;
      if (entry.id == id && is_own) return Found{one, entry};
    }
  }
  return std::nullopt;
}

std::string arrived(const Sheet& sheet, const Asked& asked) {
  Banner banner;
  banner.asked.push_back(asked);
  const bool is_answered = !asked.answer.empty();
  const std::string title = sheet.text(is_answered ? "help.answered" : "help.arrived");
  return page(sheet, title, title,
              html::asked(banner) + (is_answered ? std::string() : sheet.paragraph("help.arrived.where")));
}

std::string not_arrived(const Sheet& sheet, std::string_view id) {
  const std::string title = sheet.text("help.waiting");
  const std::string again = escaped(with_query(sheet.viewer.help_page, "sent=" + std::string(id)));
  return page(sheet, title, title,
              element("p", "gg-lead", sheet.text("help.waiting.text")) +
                  "<p class=\"gg-paragraph\"><a class=\"gg-again\" href=\"" + again + "\">" +
                  sheet.text("help.waiting.look") + "</a></p>");
}

std::string ended(const Sheet& sheet, const std::string& key) {
  const std::string title = sheet.text(key);
  return page(sheet, title, title, element("p", "gg-lead", sheet.text(key + ".text")));
}

}  // namespace

HelpFault help_fault(const Error& error) {
  const bool is_large = error.code == ErrorCode::too_large;
  if (error.pointer == "/text") return is_large ? HelpFault::long_text : HelpFault::nothing;
  if (error.pointer == "/reach") return HelpFault::long_reach;
  if (error.pointer == "/date") return HelpFault::date;
  return error.pointer.rfind("/file", 0) == 0 ? HelpFault::file : HelpFault::not_sent;
}

std::string help_page(const Notice& notice, const HelpRequest& typed, HelpFault fault, TimePoint now,
                      const Viewer& viewer) {
  const Sheet sheet = sheet_of(notice, viewer);
  const NoticeCase* const one = case_of(notice, typed.case_id);
  if (!one) return ended(sheet, "help.ended");
  const HelpTopic topic = topic_for(*one, typed.topic);
  const Standing standing = standing_at(notice, now);
  const Scene scene{notice, *one, standing, now, viewer, sheet.locale};
  const std::string heading = escaped(way_label(scene, one->reason, to_string(topic)));
  const std::string title = fault == HelpFault::none ? heading : sheet.text("help.problem") + " – " + heading;
  return page(sheet, title, heading,
              element("p", "gg-lead", sheet.text("help.lead")) + Form(sheet, typed, topic, fault).html());
}

std::string help_sent_page(const Notice& notice, std::string_view id, const HelpStatus& status, TimePoint now,
                           const Viewer& viewer) {
  const Sheet sheet = sheet_of(notice, viewer);
  const Standing standing = standing_at(notice, now);
  if (const auto own = find_own(notice, id, viewer))
    return arrived(sheet, asked_of(own->entry, Scene{notice, own->one, standing, now, viewer, sheet.locale}));
  if (status.state == HelpStatus::State::refused) return ended(sheet, "help.refused");
  if (status.state != HelpStatus::State::arrived) return not_arrived(sheet, id);
  Notice as_told = notice;  // support says who answers
  as_told.contact.name = status.by;
  HelpEntry entry{std::string(id), {}, HelpTopic::question, now, status.answer_by, std::nullopt};
  const NoticeCase any{};
  return arrived(sheet, asked_of(entry, Scene{as_told, any, standing, now, viewer, sheet.locale}));
}

}  // namespace gracegate
