// Colours of the banner, and what they are measured in.
#ifndef GRACEGATE_QT_LOOK_HPP
#define GRACEGATE_QT_LOOK_HPP

#include <QColor>
#include <QFont>
#include <QPalette>

#include "gracegate/banner.hpp"

namespace gracegate::qt {

struct Look {
  QColor surface;
  QColor ink;
  QColor edge;  // below the banner; around it where the system's palette is one of high contrast
  bool is_high_contrast = false;
};

// Those of `banner` as sdk/web/banner.css has them. Where the system's palette is one of high contrast, its
// own colours.
Look look_of(const Banner& banner, const QPalette& system);

// Ratio of two colours by WCAG 2.1, 1 to 21.
double contrast(const QColor& one, const QColor& other);

// Pixels of a font: what the lengths of the banner are multiples of.
int em_of(const QFont& font);
// Room around a link for the ring that shows the focus.
int ring_of(const QFont& font);

}  // namespace gracegate::qt

#endif
