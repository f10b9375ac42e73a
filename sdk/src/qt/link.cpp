#include "qt/link.hpp"

#include <QKeyEvent>
#include <QPainter>
#include <algorithm>

namespace gracegate::qt {
namespace {

constexpr int kOneLine = 1 << 20;

QSize with(QSize size, QMargins margins) { return size.grownBy(margins); }

}  // namespace

Link::Link(const Look& look, QWidget* parent) : QAbstractButton(parent), look_(look) {
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
}

void Link::set_shape(Shape shape) {
  if (shape_ == shape) return;
  shape_ = shape;
  setCheckable(shape == Shape::fold);
  updateGeometry();
  update();
}

void Link::set_label(const QString& label) {
  if (label_ == label) return;
  label_ = label;
  setAccessibleName(label);
  updateGeometry();
  update();
}

// Within the ring that shows the focus.
QMargins Link::margins() const {
  const int em = em_of(font());
  const int ring = ring_of(font());
  return has_frame() ? QMargins(em + ring, em * 7 / 16 + ring, em + ring, em * 7 / 16 + ring)
                     : QMargins(ring, ring, ring, ring);
}

Lines Link::lines(int width) const {
  QFont own = font();
  own.setUnderline(!has_frame() || underMouse());
  QString text = label_;
  if (shape_ == Shape::fold) text += isChecked() ? QStringLiteral(" \u25b4") : QStringLiteral(" \u25be");
  const QMargins around = margins();
  return {{{text, 1, QFont::DemiBold}},
          own,
          layoutDirection(),
          std::max(width - around.left() - around.right(), 1),
          has_frame() ? Qt::AlignHCenter : Qt::AlignLeft};
}

int Link::heightForWidth(int width) const { return with(lines(width).size(), margins()).height(); }

QSize Link::sizeHint() const { return with(lines(kOneLine).size(), margins()); }

void Link::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(rect(), look_.surface);
  const bool is_filled = shape_ == Shape::filled;
  const int em = em_of(font());
  const double line = std::max(em / 16.0, 1.0);
  const double ring = ring_of(font()) / 2.0;
  if (has_frame()) {
    const double inset = 2 * ring + line / 2;
    painter.setPen(QPen(look_.ink, line));
    painter.setBrush(is_filled ? look_.ink : look_.surface);
    painter.drawRoundedRect(QRectF(rect()).marginsRemoved({inset, inset, inset, inset}), em * 0.375,
                            em * 0.375);
  }
  if (hasFocus()) {
    painter.setPen(QPen(look_.ink, ring));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).marginsRemoved({ring / 2, ring / 2, ring / 2, ring / 2}), em * 0.5,
                            em * 0.5);
  }
  painter.setPen(is_filled ? look_.surface : look_.ink);
  const Lines text = lines(width());
  painter.setRenderHint(QPainter::Antialiasing, false);
  text.draw(painter, {margins().left(), (height() - text.size().height()) / 2});
}

void Link::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return click();
  QAbstractButton::keyPressEvent(event);
}

void Link::enterEvent(QEnterEvent* event) {
  QAbstractButton::enterEvent(event);
  update();
}

void Link::leaveEvent(QEvent* event) {
  QAbstractButton::leaveEvent(event);
  update();
}

}  // namespace gracegate::qt
