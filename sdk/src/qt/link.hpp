// A way out of the banner, a mail address, or the line that folds the rest away: pressed by mouse, space or
// enter.
#ifndef GRACEGATE_QT_LINK_HPP
#define GRACEGATE_QT_LINK_HPP

#include <QAbstractButton>

#include "qt/lines.hpp"
#include "qt/look.hpp"

namespace gracegate::qt {

// A resource; the look must outlive it. Reached with the Tab key, so that no click takes the focus from where
// one types. Threads: that of the QApplication.
class Link : public QAbstractButton {
 public:
  enum class Shape { framed, filled, underlined, fold };

  Link(const Look& look, QWidget* parent);
  void set_shape(Shape shape);
  // "&" is no shortcut but itself.
  void set_label(const QString& label);

  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  bool has_frame() const { return shape_ == Shape::framed || shape_ == Shape::filled; }
  QMargins margins() const;
  Lines lines(int width) const;

  const Look& look_;
  Shape shape_ = Shape::framed;
  QString label_;
};

}  // namespace gracegate::qt

#endif
