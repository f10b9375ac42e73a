// What assistive technology is told the parts of the banner are.
#ifndef GRACEGATE_QT_ACCESSIBLE_HPP
#define GRACEGATE_QT_ACCESSIBLE_HPP

namespace gracegate::qt {

// The banner is a notification, its paragraphs are static text. Any number of times.
void install_roles();

}  // namespace gracegate::qt

#endif
