#include "qt/look.hpp"

#include <QFontInfo>
#include <algorithm>
#include <cmath>

namespace gracegate::qt {
namespace {

double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour) {
  return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

// Qt tells a theme of high contrast from others since 6.10 alone. Such a theme has text of nearly the highest
// contrast, and windows, fields and buttons of one surface; no other theme has both.
bool is_high_contrast(const QPalette& system) {
  const QColor window = system.color(QPalette::Window);
  return contrast(window, system.color(QPalette::WindowText)) > 15 &&
         system.color(QPalette::Base) == window && system.color(QPalette::Button) == window;
}

QColor surface_of(const Banner& banner) {
  if (banner.ended) return {0x0b, 0x6b, 0x34};
  if (banner.on_hold) return {0x7a, 0x3e, 0x00};
  return banner.mode > Mode::countdown ? QColor(0x7d, 0x00, 0x13) : QColor(0xc0, 0x0d, 0x1e);
}

}  // namespace

Look look_of(const Banner& banner, const QPalette& system) {
  if (is_high_contrast(system)) {
    const QColor ink = system.color(QPalette::WindowText);
    return {system.color(QPalette::Window), ink, ink, true};
  }
  const QColor surface = surface_of(banner);
  return {surface, Qt::white,
          QColor::fromRgbF(surface.redF() * 0.7F, surface.greenF() * 0.7F, surface.blueF() * 0.7F)};
}

double contrast(const QColor& one, const QColor& other) {
  const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
  return (lighter + 0.05) / (darker + 0.05);
}

int em_of(const QFont& font) { return std::max(QFontInfo(font).pixelSize(), 1); }

int ring_of(const QFont& font) { return std::max(em_of(font) * 3 / 8, 4); }

}  // namespace gracegate::qt
