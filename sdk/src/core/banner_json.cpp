#include <cstdint>
#include <nlohmann/json.hpp>

#include "core/banner_words.hpp"
#include "core/code_points.hpp"
#include "core/html.hpp"
#include "core/texts.hpp"
#include "core/web_link.hpp"
#include "gracegate/banner.hpp"

namespace gracegate {
namespace {

using Json = nlohmann::ordered_json;

std::int64_t seconds_of(TimePoint at) { return at.time_since_epoch().count(); }

// Plural forms of a unit, so that the script can go on counting: {"one":"{n} day","other":"{n} days"}.
Json forms(const texts::Locale& locale, CountUnit unit) {
  Json out = Json::object();
  for (std::string_view category : {"zero", "one", "two", "few", "many", "other"}) {
    const auto form = own_text(locale, "count." + std::string(to_string(unit)) + '.' + std::string(category));
    if (!form.empty()) out[std::string(category)] = form;
  }
  return out;
}

Json all_forms(const texts::Locale& locale) {
  Json out = Json::object();
  for (CountUnit unit : {CountUnit::days, CountUnit::hours, CountUnit::minutes}) {
    out[std::string(to_string(unit))] = forms(locale, unit);
  }
  return out;
}

Json ways(const Banner& banner) {
  Json out = Json::array();
  for (const Way& way : banner.ways) {
    if (!is_page_link(way.url)) continue;
    out.push_back({{"kind", way_name(way.kind)}, {"label", one_line(way.label)}, {"url", way.url}});
  }
  return out;
}

Json contact_ways(const Banner& banner) {
  Json out = Json::array();
  for (const std::string& way : banner.contact_ways) {
    const std::string text = one_line(way);
    out.push_back({{"text", text}, {"url", contact_link(text)}});
  }
  return out;
}

Json message(const Message& message) {
  const std::string text = one_line(message.text);
  if (text.empty()) return nullptr;
  return {{"text", text}, {"locale", one_line(message.locale)}, {"right_to_left", message.right_to_left}};
}

Json asked(const Banner& banner) {
  Json out = Json::array();
  for (const Asked& one : banner.asked)
    out.push_back({{"id", one_line(one.id)}, {"text", one_line(one.text)}, {"answer", one.answer}});
  return out;
}

Json snooze(const Banner& banner, const BannerWords& words) {
  if (!banner.snooze_until) return nullptr;
  return {
      {"until", seconds_of(*banner.snooze_until)}, {"label", words.snooze}, {"end_label", words.snooze_end}};
}

Json model(const Banner& banner) {
  const BannerWords words = words_of(banner);
  return {{"mode", to_string(banner.mode)},
          {"on_hold", banner.on_hold},
          {"ended", banner.ended ? Json(to_string(*banner.ended)) : Json(nullptr)},
          {"reason", to_string(banner.reason)},
          {"case", one_line(banner.case_id)},
          {"locale", one_line(banner.locale)},
          {"right_to_left", banner.right_to_left},
          {"count", {{"value", banner.count.value}, {"unit", to_string(banner.count.unit)}}},
          {"count_text", one_line(banner.count_text)},
          {"counts_to", seconds_of(banner.counts_to)},
          {"count_forms", all_forms(texts::nearest(banner.locale))},
          {"state", html::state_class(banner)},
          {"region_label", one_line(banner.region_label)},
          {"title", one_line(banner.title)},
          {"message", message(banner.message)},
          {"text", one_line(banner.text)},
          {"deadline", banner.ended ? Json(nullptr) : Json(seconds_of(banner.deadline))},
          {"deadline_label", words.label_deadline},
          {"deadline_text", one_line(banner.deadline_text)},
          {"owed_label", words.label_owed},
          {"owed_text", one_line(banner.owed_text)},
          {"contact_text", one_line(banner.contact_text)},
          {"contact_ways", contact_ways(banner)},
          {"ways", ways(banner)},
          {"asked", asked(banner)},
          {"snooze", snooze(banner, words)},
          {"other_cases", banner.other_cases},
          {"more_text", words.more},
          {"next_label", words.next},
          {"gone_text", words.gone}};
}

// What of the model is different from counts_to on; null where that is not known.
Json change_of(const Json& now, const Banner* then) {
  if (!then) return nullptr;
  const Json later = model(*then);
  Json change = Json::object();
  for (const auto& [name, value] : later.items()) {
    if (now.at(name) != value) change[name] = value;
  }
  return change;
}

}  // namespace

std::string banner_json(const std::optional<Banner>& banner, TimePoint now, std::string_view account) {
  Json body{{"now", seconds_of(now)}};
  if (!account.empty()) body["account"] = account;
  body["banner"] = nullptr;
  if (banner) {
    Json shown = model(*banner);
    shown["then"] = change_of(shown, banner->then.get());
    body["banner"] = std::move(shown);
  }
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace gracegate
