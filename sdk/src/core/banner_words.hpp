// What a banner is shown with beside its own fields: labels and forms of its locale.
#ifndef GRACEGATE_CORE_BANNER_WORDS_HPP
#define GRACEGATE_CORE_BANNER_WORDS_HPP

#include <string>
#include <string_view>

#include "gracegate/banner.hpp"

namespace gracegate {

struct BannerWords {
  std::string_view label_deadline, label_owed;
  std::string more;  // "and 2 more open matters"; empty where there are none
};
BannerWords words_of(const Banner& banner);

// "pay", "stuck", "question", "time", "export": in class names, JSON and query strings.
std::string_view way_name(Way::Kind kind);

}  // namespace gracegate

#endif
