// Puts widgets one below another into a rectangle, or only measures how high that would be.
#ifndef GRACEGATE_QT_COLUMN_HPP
#define GRACEGATE_QT_COLUMN_HPP

#include <QRect>
#include <QWidget>
#include <utility>
#include <vector>

namespace gracegate::qt {

enum class Put { measure, place };
enum class Fill { own_width, all };  // what is left of a line is shared among its widgets

class Column {
 public:
  // `place`: from its top on, as it lies where text runs from left to right. In a `page` of the other
  // direction it is mirrored.
  Column(QRect place, int page, Qt::LayoutDirection direction, Put put)
      : place_(place), page_(page), direction_(direction), put_(put), bottom_(place.top()) {}

  void gap(int height) { bottom_ += height; }
  // As wide as the column.
  void add(QWidget& one);
  // Side by side, in as many lines as that takes; nothing where there are none.
  void add_lines(const std::vector<QWidget*>& all, QSize gaps, Fill fill);
  int bottom() const { return bottom_; }

  // Two columns side by side from here on: the second one of `width`, `gap` apart.
  std::pair<Column, Column> split(int width, int gap) const;
  // From here on, no wider than `width`.
  Column at_most(int width) const;
  // From here on, wider by so much at start and end.
  Column outset(int by) const { return outset(by, by); }
  Column outset(int start, int end) const;
  // From here on, to see how high something would be.
  Column measuring() const { return {rest(), page_, direction_, Put::measure}; }

 private:
  void put_line(const std::vector<QWidget*>& line, int gap, Fill fill);
  int width_of(const QWidget& one) const;
  QRect rest() const { return {place_.left(), bottom_, place_.width(), 0}; }

  const QRect place_;
  const int page_;
  const Qt::LayoutDirection direction_;
  const Put put_;
  int bottom_;
};

}  // namespace gracegate::qt

#endif
