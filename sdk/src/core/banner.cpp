#include "gracegate/banner.hpp"

#include <algorithm>

#include "core/code_points.hpp"
#include "core/scene.hpp"
#include "core/web_link.hpp"
#include "core/wording.hpp"

namespace gracegate {
namespace {

std::string key(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (std::string_view part : parts) {
    if (!out.empty()) out += '.';
    out += part;
  }
  return out;
}

bool has_passed(const Scene& scene) { return scene.now >= scene.one.deadline; }

std::string limit_text(const Scene& scene) {
  if (scene.next_limit() == Mode::open) return {};
  return date_text(*scene.standing.next_change, scene.zone(), scene.locale.tag);
}

std::string hold_text(const Scene& scene) {
  return scene.is_held() ? date_text(*scene.standing.hold_until, scene.zone(), scene.locale.tag)
                         : std::string();
}

std::string_view title_pattern(const Scene& scene) {
  const auto& locale = scene.locale;
  const auto mode = to_string(scene.standing.mode);
  const auto reason = to_string(scene.one.reason);
  if (scene.standing.mode > Mode::countdown) {
    const bool goes_on = scene.next_limit() != Mode::open && !scene.is_held();
    const std::string plain = key({"title", mode});
    const std::string special = goes_on ? key({plain, "next"}) : plain;
    return texts::first_of(locale, {key({special, reason}), special, plain});
  }
  if (scene.is_held()) return texts::text(locale, "title.hold");
  if (has_passed(scene)) {
    const std::string plain = key({"title.passed", to_string(scene.next_limit())});
    return texts::first_of(locale, {key({plain, reason}), plain});
  }
  // To a member, what it is about is told by the text, as far as it concerns them.
  const bool concerns_all = scene.one.reason == Reason::released || scene.one.reason == Reason::unconfirmed;
  const bool tells_reason = scene.is_billing() || concerns_all;
  return texts::text(locale, key({"title.countdown", tells_reason ? reason : "member"}));
}

// What support typed for this case. It may name amounts and invoices, in words that nothing can tell for
// sure: it is for those who may read them.
Message typed_message(const Scene& scene) {
  if (!scene.is_billing()) return {};
  const auto [locale, text] = localized(scene.one.message, scene.viewer.locale);
  if (one_line(text).empty()) return {};
  return {one_line(text), std::string(locale), texts::right_to_left(locale)};
}

std::string reference_text(const Scene& scene) {
  const std::string reference = one_line(scene.one.reference);
  if (reference.empty() || !scene.is_billing()) return {};
  return texts::fill(texts::text(scene.locale, "reference"), {{"reference", reference}});
}

constexpr std::size_t kMaxInvoicesShown = 10;

std::string invoices_text(const Scene& scene, const std::vector<std::string>& invoices) {
  std::string out;
  for (std::size_t i = 0; i < std::min(invoices.size(), kMaxInvoicesShown); ++i) {
    if (!out.empty()) out.append(texts::text(scene.locale, "_list"));
    out += one_line(invoices[i]);
  }
  return invoices.size() > kMaxInvoicesShown ? out + "…" : out;
}

std::string owed_text(const Scene& scene) {
  if (!scene.is_billing() || !scene.one.owed) return {};
  const std::string amount = money_text(scene.one.owed->amount, scene.locale.tag);
  const std::string invoices = invoices_text(scene, scene.one.owed->invoices);
  if (invoices.empty()) return amount;
  return texts::fill(texts::text(scene.locale, "owed"), {{"amount", amount}, {"invoices", invoices}});
}

bool is_shown(const NoticeCase& one, TimePoint now) { return mode_at(one, now) > Mode::open; }

bool is_payable(const NoticeCase& one) { return one.owed && can_be_settled(one.reason); }

// The banner of one instant, which does not know what comes then.
std::optional<Banner> moment_at(const Notice& notice, TimePoint now, const Viewer& viewer) {
  const Standing standing = standing_at(notice, now);
  // A reminder is not told to all, held or not.
  if (standing.mode == Mode::open) return ended_banner(notice, now, viewer);
  const auto scene = scene_of(notice, standing, now, viewer);
  if (!scene) return std::nullopt;
  return describe(*scene);
}

// The last days before something happens are shown to everybody, whatever the policy says.
std::optional<TimePoint> snooze_end(const Scene& scene) {
  constexpr Seconds kAlwaysShown = 3 * kDay;
  if (!scene.one.snooze_until || scene.standing.mode != Mode::countdown || scene.is_held())
    return std::nullopt;
  TimePoint end = std::min(*scene.one.snooze_until, scene.one.deadline - kAlwaysShown);
  if (scene.standing.next_change) end = std::min(end, *scene.standing.next_change - kAlwaysShown);
  return scene.now < end ? std::optional(end) : std::nullopt;
}

std::string ask_text(const Scene& scene) {
  const std::string by_hand = by_hand_text(scene.notice, scene.one.reason, scene.locale);
  if (scene.one.reason == Reason::unconfirmed) return by_hand;
  const std::string_view plain = scene.is_billing() ? "ask.billing" : "ask.member";
  return joined(scene.locale, {by_hand, std::string(texts::text(scene.locale, plain))});
}

}  // namespace

std::optional<Scene> scene_of(const Notice& notice, const Standing& standing, TimePoint now,
                              const Viewer& viewer) {
  for (const NoticeCase& one : notice.cases) {
    if (one.id == standing.case_id.view()) {
      return Scene{notice, one, standing, now, viewer, texts::nearest(viewer.locale)};
    }
  }
  return std::nullopt;
}

std::size_t other_cases(const Scene& scene) {
  const auto& cases = scene.notice.cases;
  return static_cast<std::size_t>(std::count_if(cases.begin(), cases.end(), [&](const NoticeCase& one) {
    return &one != &scene.one && is_shown(one, scene.now);
  }));
}

const NoticeCase* case_to_pay(const Scene& scene) {
  if (!scene.is_billing() || !is_web_link(scene.notice.links.pay)) return nullptr;
  if (is_payable(scene.one)) return &scene.one;
  const auto& cases = scene.notice.cases;
  const auto found = std::find_if(cases.begin(), cases.end(), [&](const NoticeCase& one) {
    return is_payable(one) && is_shown(one, scene.now);
  });
  return found == cases.end() ? nullptr : &*found;
}

bool paying_settles_all(const Scene& scene) {
  const auto& cases = scene.notice.cases;
  return case_to_pay(scene) && std::all_of(cases.begin(), cases.end(), [&](const NoticeCase& one) {
           return is_payable(one) || !is_shown(one, scene.now);
         });
}

std::string why_text(const Scene& scene) {
  const std::string plain = key({"why", to_string(scene.one.reason)});
  if (scene.is_billing()) return std::string(texts::text(scene.locale, plain));
  return std::string(texts::first_of(scene.locale, {key({plain, "member"}), plain}));
}

std::string effect_text(const Scene& scene) {
  const auto& locale = scene.locale;
  const auto next = to_string(scene.next_limit());
  const auto reason = to_string(scene.one.reason);
  const auto now_key = key({"now", to_string(scene.standing.mode)});
  std::string_view pattern;
  if (scene.standing.mode > Mode::countdown) {
    const bool goes_on = scene.next_limit() != Mode::open && !scene.is_held();
    const std::string special = goes_on ? key({now_key, "next"}) : now_key;
    const std::string several = other_cases(scene) > 0 ? key({special, "several"}) : special;
    const std::string then = scene.is_offline() ? key({special, "offline"}) : several;
    pattern = texts::first_of(locale, {key({special, reason}), then, special});
  } else if (!scene.is_held()) {
    const std::string plain = key({has_passed(scene) ? "passed" : "then", next});
    pattern = texts::first_of(locale, {key({plain, reason}), plain});
  }
  const auto held = scene.is_held() ? texts::text(locale, "hold.text") : std::string_view{};
  return joined(locale, {texts::fill(pattern, {{"limit", limit_text(scene)}}),
                         texts::fill(held, {{"until", hold_text(scene)}})});
}

Matter matter_of(const Scene& scene) {
  Matter matter;
  matter.message = typed_message(scene);
  const std::string why = matter.message.text.empty() ? why_text(scene) : std::string();
  matter.text = joined(scene.locale, {why, reference_text(scene), effect_text(scene)});
  return matter;
}

Banner describe(const Scene& scene) {
  Banner banner;
  banner.mode = scene.standing.mode;
  banner.on_hold = scene.is_held();
  banner.reason = scene.one.reason;
  banner.case_id = scene.one.id;
  banner.locale = scene.locale.tag;
  banner.right_to_left = texts::right_to_left(scene.locale);
  banner.counts_to = counts_to(scene.standing, scene.now).value_or(scene.one.deadline);
  banner.count = count_down(banner.counts_to - scene.now);
  if (banner.count.value > 0) banner.count_text = count_text(scene.locale, banner.count);
  banner.region_label = texts::text(scene.locale, "region");
  const std::string_view title = title_pattern(scene);
  banner.title = texts::fill(title, {{"count", banner.count_text}, {"until", hold_text(scene)}});
  // In some languages a date has the same words in it, which is not the count.
  if (title.find("{count}") == std::string_view::npos) banner.count_text.clear();
  Matter matter = matter_of(scene);
  banner.message = std::move(matter.message);
  banner.text = joined(scene.locale, {matter.text, ask_text(scene)});
  banner.deadline = scene.one.deadline;
  banner.deadline_text = date_text(scene.one.deadline, scene.zone(), scene.locale.tag);
  banner.owed_text = owed_text(scene);
  banner.contact_text = contact_text(scene.notice.contact, scene.locale);
  banner.contact_ways = contact_ways(scene.notice.contact);
  banner.ways = ways_out(scene);
  banner.asked = asked_by_viewer(scene);
  banner.snooze_until = snooze_end(scene);
  banner.is_snoozed = banner.snooze_until && scene.viewer.snoozed_case == scene.one.id;
  banner.other_cases = other_cases(scene);
  return banner;
}

std::optional<Banner> banner_at(const Notice& notice, TimePoint now, const Viewer& viewer) {
  std::optional<Banner> banner = moment_at(notice, now, viewer);
  if (!banner || banner->ended || banner->counts_to <= now) return banner;
  if (auto then = moment_at(notice, banner->counts_to, viewer)) {
    banner->then = std::make_shared<const Banner>(std::move(*then));
  }
  return banner;
}

}  // namespace gracegate
