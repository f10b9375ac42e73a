#include <nlohmann/json.hpp>

#include "core/assets.hpp"
#include "core/banner_words.hpp"
#include "core/code_points.hpp"
#include "core/html.hpp"
#include "core/scene.hpp"
#include "core/texts.hpp"
#include "core/web_link.hpp"
#include "core/wording.hpp"

namespace gracegate {
namespace {

using Json = nlohmann::ordered_json;

// Whose request was denied, also where the notice no longer has the case that denied it.
struct Denial {
  const Notice& notice;
  const Decision& decision;
  const Viewer& viewer;
  std::optional<Scene> scene;
  const texts::Locale& locale;

  Mode mode() const { return decision.standing.mode; }
  std::string_view text(std::string_view key) const { return texts::text(locale, key); }
  // In words of the reason, where there are any.
  std::string_view text_by_reason(const std::string& key) const {
    return texts::first_of(locale, {key + '.' + std::string(to_string(decision.standing.reason)), key});
  }
  std::string_view text_by_mode(const std::string& key) const {
    return text_by_reason(key + (mode() == Mode::shutdown ? "shutdown" : "read_only"));
  }
  std::string by_hand() const { return by_hand_text(notice, decision.standing.reason, locale); }
  std::size_t others() const { return scene ? other_cases(*scene) : 0; }
};

Denial denial_of(const Notice& notice, const Decision& decision, TimePoint now, const Viewer& viewer) {
  return {notice, decision, viewer, scene_of(notice, decision.standing, now, viewer),
          texts::nearest(viewer.locale)};
}

// Denials that end by settling tell so; where we part, nothing comes back.
bool can_go_on(const Denial& denial) { return denial.decision.standing.reason != Reason::released; }

std::string what_works(const Denial& denial) {
  std::string items;
  const auto item = [&](std::string_view key) {
    items += html::element("li", "gg-item-plain", html::escaped(denial.text(key)));
  };
  if (denial.mode() != Mode::shutdown) item("denied.works.read");
  item("denied.works.export");
  item("denied.works.sign_in");
  if (denial.scene && case_to_pay(*denial.scene)) item("denied.works.pay");
  item("denied.works.help");
  return html::element("ul", "gg-list", items);
}

std::string next_text(const Denial& denial) {
  if (!can_go_on(denial)) return std::string(denial.text("ask.billing"));
  const std::string by_hand = denial.by_hand();
  if (denial.decision.standing.reason == Reason::unconfirmed) return by_hand;
  const bool is_billing = denial.viewer.role == Role::billing;
  const bool ends_by_paying = denial.scene && paying_settles_all(*denial.scene);
  const std::string talk(is_billing && !ends_by_paying ? denial.text("denied.next.talk") : "");
  if (!by_hand.empty()) {
    const std::string ask(is_billing ? "" : denial.text("ask.member"));
    return joined(denial.locale, {talk, by_hand, ask});
  }
  if (!talk.empty()) return talk;
  const std::string plain = is_billing ? "denied.next.billing" : "denied.next.member";
  const std::string many = denial.others() > 0 ? plain + ".several" : plain;
  const auto reason = to_string(denial.decision.standing.reason);
  return std::string(texts::first_of(denial.locale, {plain + '.' + std::string(reason), many, plain}));
}

std::string problem_type(Mode mode) {
  return std::string("urn:gracegate:problem:") + (mode == Mode::shutdown ? "shutdown" : "read-only");
}

// Without what support typed: that may name amounts, and this body is for programs and their logs.
std::string detail(const Denial& denial) {
  if (!denial.scene) return std::string(denial.text_by_mode("denied.lead."));
  const auto others = static_cast<std::int64_t>(denial.others());
  const std::string more = others > 0 ? texts::counted(denial.locale, "denied.more", others) : std::string();
  return joined(denial.locale, {why_text(*denial.scene), effect_text(*denial.scene), more, denial.by_hand()});
}

void add_times(Json& body, const Standing& standing) {
  if (standing.deadline) body["deadline"] = format_rfc3339(*standing.deadline);
  if (standing.next_change) {
    body["next_mode"] = to_string(standing.next_mode);
    body["next_change"] = format_rfc3339(*standing.next_change);
  }
  if (standing.hold_until) body["hold_until"] = format_rfc3339(*standing.hold_until);
}

// As the banner calls this way out.
std::string label_of(const Denial& denial, Way::Kind kind, const std::string& key) {
  if (denial.scene) {
    for (const Way& way : ways_out(*denial.scene)) {
      if (way.kind == kind) return way.label;
    }
  }
  return std::string(denial.text_by_reason(key));
}

// Links, and what a page writes on them.
void add_links(Json& body, const Denial& denial) {
  const Links& links = denial.notice.links;
  Json labels{{"close", denial.text("denied.close")}};
  if (body.contains("deadline_text")) labels["deadline"] = denial.text("label.deadline");
  const auto add = [&](const char* name, const std::string& url, Way::Kind kind, const char* key) {
    if (!is_page_link(url)) return;
    body[name] = url;
    labels[name] = label_of(denial, kind, key);
  };
  const bool can_pay =
      denial.scene ? case_to_pay(*denial.scene) != nullptr : denial.viewer.role == Role::billing;
  if (can_pay) add("pay", links.pay, Way::Kind::pay, "way.pay");
  add("notice", notice_page(denial.notice, denial.decision.standing.reason, denial.locale), Way::Kind::notice,
      "way.notice");
  if (denial.scene) add("help", help_url(*denial.scene, "stuck"), Way::Kind::stuck, "way.stuck");
  add("export", links.export_data, Way::Kind::export_data, "way.export");
  body["labels"] = std::move(labels);
}

// What a page that shows the problem to a person needs beside title and detail.
void add_words(Json& body, const Denial& denial) {
  body["locale"] = denial.locale.tag;
  body["right_to_left"] = texts::right_to_left(denial.locale);
  body["lead"] = denial.text_by_mode("denied.lead.");
  if (denial.scene) {
    body["deadline_text"] = date_text(denial.scene->one.deadline, denial.scene->zone(), denial.locale.tag);
  }
}

}  // namespace

std::string denied_page(const Notice& notice, const Decision& decision, TimePoint now, const Viewer& viewer) {
  const Denial denial = denial_of(notice, decision, now, viewer);
  const Banner banner = denial.scene ? describe(*denial.scene) : Banner{};
  const Matter matter = denial.scene ? matter_of(*denial.scene) : Matter{};
  const bool is_write = decision.operation == Operation::write;
  using html::escaped;
  return texts::fill(
      assets::denied_page(),
      {{"lang", escaped(denial.locale.tag)},
       {"dir", texts::right_to_left(denial.locale) ? "rtl" : "ltr"},
       {"title", escaped(denial.text_by_mode("denied.title."))},
       {"lead", escaped(denial.text_by_mode("denied.lead."))},
       {"message", html::message(matter.message)},
       {"text", escaped(matter.text)},
       {"facts", denial.scene ? html::facts(banner) : std::string()},
       {"works", escaped(denial.text("denied.works"))},
       {"works_list", what_works(denial)},
       {"next", escaped(denial.text("denied.next"))},
       {"next_text", escaped(next_text(denial))},
       {"more", html::element("p", "gg-paragraph", escaped(words_of(banner).more))},
       {"denying", is_write ? "read_only shutdown" : "shutdown"},
       {"start", escaped(denial.text("denied.start"))},
       {"possible", escaped(denial.text(is_write ? "denied.possible.write" : "denied.possible.read"))},
       {"asked", html::asked(banner)},
       {"contact", html::element("p", "gg-paragraph", html::contact(banner))},
       {"first_ways", html::first_ways(banner)},
       {"other_ways", html::other_ways(banner)}});
}

std::string denied_problem(const Notice& notice, const Decision& decision, TimePoint now,
                           const Viewer& viewer) {
  const Denial denial = denial_of(notice, decision, now, viewer);
  const Standing& standing = decision.standing;
  Json body{{"type", problem_type(standing.mode)},      {"title", denial.text_by_mode("denied.title.")},
            {"status", denied_status(standing.reason)}, {"detail", one_line(detail(denial))},
            {"mode", to_string(standing.mode)},         {"reason", to_string(standing.reason)}};
  add_times(body, standing);
  if (!standing.case_id.empty()) body["case"] = one_line(standing.case_id.view());
  add_words(body, denial);
  add_links(body, denial);
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

int denied_status(Reason reason) { return reason == Reason::nonpayment ? 402 : 403; }

}  // namespace gracegate
