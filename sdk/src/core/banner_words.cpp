#include "core/banner_words.hpp"

#include "core/texts.hpp"

namespace gracegate {

BannerWords words_of(const Banner& banner) {
  const texts::Locale& locale = texts::nearest(banner.locale);
  BannerWords words{texts::text(locale, "label.deadline"), texts::text(locale, "label.owed"), {}};
  if (banner.other_cases > 0) {
    words.more = texts::counted(locale, "more", static_cast<std::int64_t>(banner.other_cases));
  }
  return words;
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
      break;
  }
  return "export";
}

}  // namespace gracegate
