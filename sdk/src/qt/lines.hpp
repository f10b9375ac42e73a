// Text broken into lines: at spaces, and within a word that is longer than a line. Plain text always.
#ifndef GRACEGATE_QT_LINES_HPP
#define GRACEGATE_QT_LINES_HPP

#include <QPainter>
#include <QSize>
#include <QTextLayout>
#include <vector>

namespace gracegate::qt {

// A stretch of text in one size and weight.
struct Run {
  QString text;
  double scale = 1;  // of the widget's font
  QFont::Weight weight = QFont::Normal;
};

class Lines {
 public:
  Lines(const std::vector<Run>& runs, const QFont& font, Qt::LayoutDirection direction, int width,
        Qt::Alignment alignment = Qt::AlignLeft);  // left is where a line starts, in Arabic at the right
  QSize size() const { return size_; }  // taken; no wider than asked for, but for a single character
  void draw(QPainter& painter, QPoint at) const { layout_.draw(&painter, at); }

 private:
  QTextLayout layout_;
  QSize size_;
};

}  // namespace gracegate::qt

#endif
