#include "core/banner_words.hpp"

namespace gracegate {

BannerWords words_of(const Banner& banner) {
  const texts::Locale& locale = texts::nearest(banner.locale);
  return {
      texts::text(locale, "label.deadline"), texts::text(locale, "label.owed"),
      texts::text(locale, "denied.next"),    banner.ended ? std::string_view() : texts::text(locale, "gone"),
      texts::text(locale, "snooze"),         texts::text(locale, "snooze.end"),
      more_text(locale, banner.other_cases)};
}

std::string more_text(const texts::Locale& locale, std::size_t others) {
  return others > 0 ? texts::counted(locale, "more", static_cast<std::int64_t>(others)) : std::string();
}

std::string_view way_name(Way::Kind kind) {
  switch (kind) {
    case Way::Kind::pay:
      return "pay";
    case Way::Kind::stuck:
      return "stuck";
    case Way::Kind::question:
      return "question";
    case Way::Kind::time:
      return "time";
    case Way::Kind::export_data:
      return "export";
    case Way::Kind::notice:
      break;
  }
  return "notice";
}

bool is_first(const Way& way) {
  return way.kind == Way::Kind::pay || way.kind == Way::Kind::notice || way.kind == Way::Kind::stuck;
}

}  // namespace gracegate
