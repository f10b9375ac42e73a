#include "qt/column.hpp"

#include <QStyle>
#include <algorithm>

namespace gracegate::qt {

void Column::add(QWidget& one) {
  const QRect own(place_.left(), bottom_, place_.width(), one.heightForWidth(place_.width()));
  const QRect page(0, 0, page_, 0);
  if (put_ == Put::place) one.setGeometry(QStyle::visualRect(direction_, page, own));
  bottom_ += own.height();
}

std::pair<Column, Column> Column::split(int width, int gap) const {
  const QRect all = rest();
  const QRect end(all.right() + 1 - width, bottom_, width, 0);
  return {at_most(all.width() - width - gap), Column(end, page_, direction_, put_)};
}

Column Column::at_most(int width) const {
  return {{place_.left(), bottom_, std::min(width, place_.width()), 0}, page_, direction_, put_};
}

Column Column::outset(int start, int end) const {
  return {rest().adjusted(-start, 0, end, 0), page_, direction_, put_};
}

int Column::width_of(const QWidget& one) const { return std::min(one.sizeHint().width(), place_.width()); }

void Column::add_lines(const std::vector<QWidget*>& all, QSize gaps, Fill fill) {
  std::vector<QWidget*> line;
  int used = 0;
  for (QWidget* one : all) {
    const int wanted = width_of(*one);
    if (!line.empty() && used + gaps.width() + wanted > place_.width()) {
      put_line(line, gaps.width(), fill);
      gap(gaps.height());
      line.clear();
      used = 0;
    }
    used += wanted + (line.empty() ? 0 : gaps.width());
    line.push_back(one);
  }
  if (!line.empty()) put_line(line, gaps.width(), fill);
}

void Column::put_line(const std::vector<QWidget*>& line, int gap, Fill fill) {
  const int count = static_cast<int>(line.size());
  int left_over = place_.width() - gap * (count - 1);
  for (const QWidget* one : line) left_over -= width_of(*one);
  int x = place_.left();
  int lowest = bottom_;
  for (QWidget* one : line) {
    const int width = width_of(*one) + (fill == Fill::all ? left_over / count : 0);
    Column own(QRect(x, bottom_, width, 0), page_, direction_, put_);
    own.add(*one);
    lowest = std::max(lowest, own.bottom());
    x += width + gap;
  }
  bottom_ = lowest;
}

}  // namespace gracegate::qt
