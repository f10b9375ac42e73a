// What a banner is shown with beside its own fields: labels and forms of its locale.
#ifndef GRACEGATE_CORE_BANNER_WORDS_HPP
#define GRACEGATE_CORE_BANNER_WORDS_HPP

#include <string>
#include <string_view>

#include "core/texts.hpp"
#include "gracegate/banner.hpp"

namespace gracegate {

struct BannerWords {
  std::string_view label_deadline, label_owed;
  std::string_view next;  // over what is folded away
  std::string_view gone;  // told once the banner has been taken away; empty: nothing
  std::string_view snooze, snooze_end;
  std::string more;  // more_text()
};
BannerWords words_of(const Banner& banner);

// "and 2 more open matters"; empty where there are none.
std::string more_text(const texts::Locale& locale, std::size_t others);

// "pay", "stuck", "question", "time", "export", "notice": in class names, JSON and query strings.
std::string_view way_name(Way::Kind kind);
// The others are folded away.
bool is_first(const Way& way);

}  // namespace gracegate

#endif
