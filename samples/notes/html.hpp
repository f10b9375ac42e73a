// HTML of the product: escaping, and the frame around every page.
#ifndef NOTES_HTML_HPP
#define NOTES_HTML_HPP

#include <string>
#include <string_view>

#include "samples/notes/sessions.hpp"

namespace notes {

// Safe as text and within quoted attributes.
std::string escape(std::string_view text);

// A complete page. `session`: of who looks; without a person it has no navigation. `content` is HTML.
std::string page(const Session& session, std::string_view title, std::string_view content);
// The hidden field that every form carries.
std::string csrf_field(const Session& session);

// web/notes.css
std::string_view style_sheet();

}  // namespace notes

#endif
