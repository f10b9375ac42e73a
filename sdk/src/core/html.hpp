// HTML from text: escaping, and elements that cannot be left open.
#ifndef GRACEGATE_CORE_HTML_HPP
#define GRACEGATE_CORE_HTML_HPP

#include <string>
#include <string_view>

#include "gracegate/banner.hpp"

namespace gracegate::html {

// Text as it may stand between tags and in quoted attributes: & < > " ' as references, and what one_line()
// takes out taken out.
std::string escaped(std::string_view text);

// <name class="class_name">inner</name>; empty where `inner` is, so that no empty element is left. `inner` is
// HTML already.
std::string element(std::string_view name, std::string_view class_name, std::string_view inner);

// Lines of typed text, each escaped(), with line feeds between them.
std::string lines(std::string_view typed);

// lang and dir, as attributes.
std::string language(std::string_view locale, bool right_to_left);

// A paragraph with the language and the direction of what was typed; empty where nothing was.
std::string message(const Message& message);
// Parts of the banner that the page of a refused request shows too.
std::string facts(const Banner& banner);
// Paying and help: they stand near the top and are never folded away.
std::string first_ways(const Banner& banner);
std::string other_ways(const Banner& banner);
// contact_text with mail address and telephone number as links that keep their order in right-to-left text.
std::string contact(const Banner& banner);

// What became of the viewer's own requests for help.
std::string asked(const Banner& banner);
// The button that makes a thin line of the banner, and the other way round; empty where it may not be one.
std::string snooze(const Banner& banner);

// What tells the stylesheet how the banner is to look.
std::string state_class(const Banner& banner);

}  // namespace gracegate::html

#endif
