// What output goes to, and text made safe for it.
#ifndef GRACEGATE_SERVER_CTL_SCREEN_HPP
#define GRACEGATE_SERVER_CTL_SCREEN_HPP

#include <cstddef>
#include <string>
#include <string_view>

#include "gracegate/notice.hpp"

namespace gracegate::ctl {

// A value.
struct Screen {
  bool has_colour = false;
  bool has_unicode = true;  // else ASCII
  std::size_t columns = 80;
};

enum class Ink { plain, bold, faint, warning, limit, stop };
Ink ink_of(Mode mode);
// `text` in `ink`, where the screen has colours. Adds no columns.
std::string painted(const Screen& screen, Ink ink, std::string_view text);

// Text of several lines from the server, each made safe to show (see one_line()); blank lines stay.
std::string safe_lines(std::string_view text);
// JSON that is safe to show: what a terminal would obey or reorder stands as \uXXXX. Precondition: `json` is
// a JSON text.
std::string safe_json(std::string_view json);

}  // namespace gracegate::ctl

#endif
