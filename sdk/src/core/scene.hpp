// What the texts of banner, page and problem body are made from, once the standing is known.
#ifndef GRACEGATE_CORE_SCENE_HPP
#define GRACEGATE_CORE_SCENE_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/texts.hpp"
#include "gracegate/banner.hpp"

namespace gracegate {

// Whether paying or more time ends such a case. What is about the terms is talked about; where we part,
// nothing is; what is not confirmed has nothing to pay.
inline bool can_be_settled(Reason reason) {
  return reason != Reason::terms_violation && reason != Reason::released && reason != Reason::unconfirmed;
}

// The governing case at an instant, as one viewer sees it. Refers to its arguments.
struct Scene {
  const Notice& notice;
  const NoticeCase& one;
  const Standing& standing;
  TimePoint now;
  const Viewer& viewer;
  const texts::Locale& locale;

  bool is_billing() const { return viewer.role == Role::billing; }
  bool can_be_settled() const { return gracegate::can_be_settled(one.reason); }
  // Whether the gate does not learn by itself that it was settled; where we part, nothing is.
  bool is_offline() const { return notice.is_offline && one.reason != Reason::released; }
  bool is_held() const { return standing.hold_until.has_value(); }
  const Zone& zone() const { return viewer.zone ? *viewer.zone : notice.zone; }
  // The limit that comes next, where one is scheduled: its mode, else open.
  Mode next_limit() const {
    return standing.next_change && standing.next_mode > Mode::countdown ? standing.next_mode : Mode::open;
  }
};

// nullopt: the notice has no such case.
std::optional<Scene> scene_of(const Notice& notice, const Standing& standing, TimePoint now,
                              const Viewer& viewer);

Banner describe(const Scene& scene);

// Further cases that are open on the account and told to its people.
std::size_t other_cases(const Scene& scene);

// The case for which the pay link is offered to who may pay: one that can be settled and on which something
// is owed, the governing one before others. nullptr: paying would settle nothing.
const NoticeCase* case_to_pay(const Scene& scene);
// Whether all that is open is settled once it is paid, by this viewer.
bool paying_settles_all(const Scene& scene);

// Single sentences of it.
std::string why_text(const Scene& scene);
std::string effect_text(const Scene& scene);
std::string contact_text(const Contact& contact, const texts::Locale& locale);
// Mail address and telephone number, as they stand in contact_text().
std::vector<std::string> contact_ways(const Contact& contact);
// The viewer's own requests for help about the case.
std::vector<Asked> asked_by_viewer(const Scene& scene);
Asked asked_of(const HelpEntry& entry, const Scene& scene);
// Words about the case that ended last, where there is something to say of it still.
std::optional<Banner> ended_banner(const Notice& notice, TimePoint now, const Viewer& viewer);
// What it is about and what happens.
struct Matter {
  Message message;   // for the billing role alone
  std::string text;  // why_text(), where support typed nothing, and effect_text()
};
Matter matter_of(const Scene& scene);
std::vector<Way> ways_out(const Scene& scene);

// How a notice gets to a gate that is sent none; empty where that does not matter.
std::string by_hand_text(const Notice& notice, Reason reason, const texts::Locale& locale);
// The link to where it is entered; empty where there is none that can be shown, or none is needed.
std::string notice_page(const Notice& notice, Reason reason, const texts::Locale& locale);

// What a way is called, in words of the reason where there are any: "stuck", "pay_other".
std::string way_label(const Scene& scene, Reason reason, std::string_view way);
// An address with something more in its query, which needs no escaping.
std::string with_query(std::string_view url, const std::string& query);
// The viewer's help page, else the notice's help link, with the case and the topic in its query; empty where
// there is none that can be shown.
std::string help_url(const Scene& scene, std::string_view topic);

}  // namespace gracegate

#endif
