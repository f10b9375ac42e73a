#include <algorithm>

#include "core/code_points.hpp"
#include "core/scene.hpp"
#include "core/web_link.hpp"

namespace gracegate {

// What it costs concerns billing only.
std::string way_label(const Scene& scene, Reason reason, std::string_view way) {
  const std::string plain = "way." + std::string(way);
  if (!scene.is_billing()) return std::string(texts::text(scene.locale, plain));
  return std::string(texts::first_of(scene.locale, {plain + '.' + std::string(to_string(reason)), plain}));
}

std::string with_query(std::string_view url, const std::string& query) {
  const auto hash = std::min(url.find('#'), url.size());
  std::string out(url.substr(0, hash));
  const bool has_query = out.find('?') != std::string::npos;
  const bool is_open = has_query && (out.back() == '?' || out.back() == '&');
  if (!is_open) out += has_query ? '&' : '?';
  return out.append(query).append(url.substr(hash));
}

// A case id has no characters that a query string would need to escape, nor has a topic. What the gate says
// of itself is no case that support knows.
std::string help_url(const Scene& scene, std::string_view topic) {
  const bool has_page = scene.one.reason != Reason::unconfirmed && is_page_link(scene.viewer.help_page);
  const std::string& help = has_page ? scene.viewer.help_page : scene.notice.links.help;
  if (!has_page && !is_web_link(help)) return {};
  return with_query(help, "case=" + scene.one.id + "&topic=" + std::string(topic));
}

std::string notice_page(const Notice& notice, Reason reason, const texts::Locale& locale) {
  const bool is_link = is_page_link(notice.notice_page);
  return is_link && !by_hand_text(notice, reason, locale).empty() ? notice.notice_page : std::string();
}

std::vector<Way> ways_out(const Scene& scene) {
  const Links& links = scene.notice.links;
  std::vector<Way> ways;
  const NoticeCase* const to_pay = case_to_pay(scene);
  const auto pay = [&](std::string_view way) {
    ways.push_back({Way::Kind::pay, way_label(scene, to_pay->reason, way), links.pay});
  };
  if (to_pay == &scene.one) pay("pay");
  const Reason reason = scene.one.reason;
  if (const std::string page = notice_page(scene.notice, reason, scene.locale); !page.empty())
    ways.push_back({Way::Kind::notice, std::string(texts::text(scene.locale, "way.notice")), page});
  const auto ask = [&](Way::Kind kind, std::string_view topic) {
    const std::string url = help_url(scene, topic);
    if (!url.empty()) ways.push_back({kind, way_label(scene, reason, topic), url});
  };
  ask(Way::Kind::stuck, "stuck");
  if (to_pay && to_pay != &scene.one) pay("pay_other");  // what it is about is not ended by paying
  ask(Way::Kind::question, "question");
  if (scene.can_be_settled()) ask(Way::Kind::time, "time");
  if (is_web_link(links.export_data)) {
    ways.push_back({Way::Kind::export_data, way_label(scene, reason, "export"), links.export_data});
  }
  return ways;
}

std::string by_hand_text(const Notice& notice, Reason reason, const texts::Locale& locale) {
  const bool is_unconfirmed = reason == Reason::unconfirmed;
  if (!is_unconfirmed && (!notice.is_offline || reason == Reason::released)) return {};
  const std::string_view pattern = texts::text(locale, is_unconfirmed ? "ask.unconfirmed" : "ask.offline");
  return texts::fill(pattern, {{"account", one_line(notice.account)}});
}

std::vector<std::string> contact_ways(const Contact& contact) {
  std::vector<std::string> ways;
  for (const std::string* typed : {&contact.email, &contact.phone}) {
    if (std::string way = one_line(*typed); !way.empty()) ways.push_back(std::move(way));
  }
  return ways;
}

std::string contact_text(const Contact& contact, const texts::Locale& locale) {
  const std::string name = one_line(contact.name);
  std::string ways;
  for (const std::string& way : contact_ways(contact)) {
    if (!ways.empty()) ways.append(texts::text(locale, "_list"));
    ways += way;
  }
  if (name.empty() && ways.empty()) return {};
  const auto pattern = name.empty() ? "contact.ways" : (ways.empty() ? "contact.name" : "contact.named");
  return texts::fill(texts::text(locale, pattern), {{"name", name}, {"ways", ways}});
}

}  // namespace gracegate
