// A paragraph of the banner: plain text in one or more sizes, which wraps at any width.
#ifndef GRACEGATE_QT_WORDS_HPP
#define GRACEGATE_QT_WORDS_HPP

#include <QWidget>

#include "qt/lines.hpp"
#include "qt/look.hpp"

namespace gracegate::qt {

// A resource; the look must outlive it. Threads: that of the QApplication.
class Words : public QWidget {
 public:
  Words(const Look& look, QWidget* parent) : QWidget(parent), look_(look) {}

  void set_text(const QString& text, QFont::Weight weight = QFont::Normal) { set_runs({{text, 1, weight}}); }
  void set_runs(std::vector<Run> runs);
  // A label over its value, with a line along both.
  void set_fact(const QString& label, const QString& value);
  bool is_empty() const { return text().isEmpty(); }
  QString text() const;

  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override;  // in one line

 protected:
  void paintEvent(QPaintEvent* event) override;
  virtual std::vector<Run> runs_for(int /*width*/) const { return runs_; }

 private:
  int aside() const;
  int indent() const;
  Lines lines(int width) const;

  const Look& look_;
  std::vector<Run> runs_;
  bool has_bar_ = false;
};

// The title, with its count large: as large as its width allows.
class Title : public Words {
 public:
  using Words::Words;
  // `count`: as it stands in `text`; may be empty.
  void set_title(const QString& text, const QString& count);

 protected:
  std::vector<Run> runs_for(int width) const override;

 private:
  QString before_, count_, after_;
};

}  // namespace gracegate::qt

#endif
