#include "qt/lines.hpp"

#include <QStyle>
#include <QTextOption>
#include <algorithm>
#include <cmath>

namespace gracegate::qt {
namespace {

QString text_of(const std::vector<Run>& runs) {
  QString text;
  for (const Run& run : runs) text += run.text;
  return text;
}

QList<QTextLayout::FormatRange> formats_of(const std::vector<Run>& runs, const QFont& font) {
  QList<QTextLayout::FormatRange> formats;
  int start = 0;
  for (const Run& run : runs) {
    QFont own = font;
    own.setWeight(run.weight);
    if (font.pixelSize() > 0) {
      own.setPixelSize(static_cast<int>(std::lround(font.pixelSize() * run.scale)));
    } else {
      own.setPointSizeF(font.pointSizeF() * run.scale);
    }
    QTextCharFormat format;
    format.setFont(own);
    const int length = static_cast<int>(run.text.size());
    formats.append({start, length, format});
    start += length;
  }
  return formats;
}

}  // namespace

Lines::Lines(const std::vector<Run>& runs, const QFont& font, Qt::LayoutDirection direction, int width,
             Qt::Alignment alignment)
    : layout_(text_of(runs), font) {
  QTextOption option(QStyle::visualAlignment(direction, alignment));
  option.setTextDirection(direction);
  option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  layout_.setTextOption(option);
  layout_.setFormats(formats_of(runs, font));
  double y = 0;
  double widest = 0;
  layout_.beginLayout();
  for (QTextLine line = layout_.createLine(); line.isValid(); line = layout_.createLine()) {
    line.setLineWidth(width);
    line.setPosition({0, y});
    y += line.height();
    widest = std::max(widest, line.naturalTextWidth());
  }
  layout_.endLayout();
  size_ = {static_cast<int>(std::ceil(widest)), static_cast<int>(std::ceil(y))};
}

}  // namespace gracegate::qt
