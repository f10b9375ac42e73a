// When the banner has to be looked at again.
#ifndef GRACEGATE_QT_NEXT_LOOK_HPP
#define GRACEGATE_QT_NEXT_LOOK_HPP

#include <chrono>
#include <optional>

#include "gracegate/banner.hpp"

namespace gracegate::qt {

// From `now` to the next change of the count, five seconds at the most: another notice may have come. `now`
// has whole seconds, so that the change comes within the last one of them: then ten times a second.
std::chrono::milliseconds next_look(const std::optional<Banner>& banner, TimePoint now);

}  // namespace gracegate::qt

#endif
