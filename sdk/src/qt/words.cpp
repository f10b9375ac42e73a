#include "qt/words.hpp"

#include <QPainter>
#include <algorithm>

namespace gracegate::qt {
namespace {

constexpr int kOneLine = 1 << 20;

}  // namespace

void Words::set_runs(std::vector<Run> runs) {
  const QString before = text();
  runs_ = std::move(runs);
  if (text() == before) return;
  setAccessibleName(text());
  updateGeometry();
  update();
}

void Words::set_fact(const QString& label, const QString& value) {
  has_bar_ = true;
  if (value.isEmpty()) return set_runs({});
  // Amounts and dates keep their own order within text that runs the other way (first strong isolate).
  set_runs({{label + QChar::LineSeparator, 0.875}, {QChar(0x2068) + value + QChar(0x2069), 1, QFont::Bold}});
}

QString Words::text() const {
  QString text;
  for (const Run& run : runs_) text += run.text;
  return text;
}

int Words::aside() const { return contentsMargins().left() + contentsMargins().right(); }

int Words::indent() const { return has_bar_ ? em_of(font()) : 0; }

Lines Words::lines(int width) const {
  return {runs_for(width), font(), layoutDirection(), std::max(width - indent() - aside(), 1)};
}

int Words::heightForWidth(int width) const {
  return lines(width).size().height() + contentsMargins().top() + contentsMargins().bottom();
}

QSize Words::sizeHint() const {
  const QSize size = lines(kOneLine).size();
  return {size.width() + indent() + aside(), heightForWidth(kOneLine)};
}

void Words::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter(this);
  painter.fillRect(rect(), look_.surface);
  painter.setPen(look_.ink);
  const bool is_mirrored = layoutDirection() == Qt::RightToLeft;
  if (has_bar_) {
    const int bar = std::max(indent() / 5, 2);
    painter.fillRect(is_mirrored ? width() - bar : 0, 0, bar, height(), look_.ink);
  }
  lines(width()).draw(painter,
                      {contentsMargins().left() + (is_mirrored ? 0 : indent()), contentsMargins().top()});
}

void Title::set_title(const QString& text, const QString& count) {
  const auto at = count.isEmpty() ? -1 : text.indexOf(count);
  before_ = at < 0 ? text : text.left(at);
  count_ = at < 0 ? QString() : count;
  after_ = at < 0 ? QString() : text.mid(at + count.size());
  set_text(text);
}

std::vector<Run> Title::runs_for(int width) const {
  const double ems = static_cast<double>(width) / em_of(font());
  const double title = std::clamp(0.75 + 0.015 * ems, 1.0, 1.5);
  const double count = std::clamp(0.13 * ems / title, 1.35, 2.25);
  return {{before_, title, QFont::DemiBold},
          {count_, title * count, QFont::ExtraBold},
          {after_, title, QFont::DemiBold}};
}

}  // namespace gracegate::qt
