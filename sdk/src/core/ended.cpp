// Thanks and farewell: the banner of a case that is over.
#include "core/scene.hpp"
#include "core/web_link.hpp"
#include "core/wording.hpp"

namespace gracegate {
namespace {

// The one that ended last, of those that something is said of at `now`.
const EndedCase* last_ended(const Notice& notice, TimePoint now) {
  const EndedCase* last = nullptr;
  for (const EndedCase& one : notice.ended) {
    const bool is_told = one.at <= now && now < one.until;
    if (is_told && (last == nullptr || last->at < one.at)) last = &one;
  }
  return last;
}

// That something was paid concerns the billing role alone.
std::string_view title_of(const EndedCase& one, const Viewer& viewer, const texts::Locale& locale) {
  const std::string plain = "title.ended." + std::string(to_string(one.how));
  if (viewer.role != Role::billing) return texts::text(locale, plain);
  return texts::first_of(locale, {plain + '.' + std::string(to_string(one.reason)), plain});
}

void say_farewell(Banner& banner, const Notice& notice, const Zone& zone, const texts::Locale& locale) {
  banner.text = texts::fill(texts::text(locale, "text.ended.released"),
                            {{"until", date_text(banner.deadline, zone, locale.tag)}});
  banner.contact_text = contact_text(notice.contact, locale);
  banner.contact_ways = contact_ways(notice.contact);
  if (is_web_link(notice.links.export_data)) {
    banner.ways = {
        {Way::Kind::export_data, std::string(texts::text(locale, "way.export")), notice.links.export_data}};
  }
}

}  // namespace

std::optional<Banner> ended_banner(const Notice& notice, TimePoint now, const Viewer& viewer) {
  const EndedCase* const one = now < notice.expires_at ? last_ended(notice, now) : nullptr;
  if (one == nullptr) return std::nullopt;
  const texts::Locale& locale = texts::nearest(viewer.locale);
  Banner banner;
  banner.mode = Mode::open;
  banner.ended = one->how;
  banner.reason = one->reason;
  banner.case_id = one->id;
  banner.locale = locale.tag;
  banner.right_to_left = texts::right_to_left(locale);
  banner.counts_to = banner.deadline = one->until;
  banner.region_label = texts::text(locale, "region");
  banner.title = title_of(*one, viewer, locale);
  banner.text = texts::text(locale, "then.open");
  if (one->how == Ending::released)
    say_farewell(banner, notice, viewer.zone ? *viewer.zone : notice.zone, locale);
  return banner;
}

}  // namespace gracegate
