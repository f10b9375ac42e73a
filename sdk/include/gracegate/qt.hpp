// The banner as a widget of Qt 6, for desktop products. Link gracegate::qt: it brings Qt6::Widgets.
#ifndef GRACEGATE_QT_HPP
#define GRACEGATE_QT_HPP

#include <QFrame>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "gracegate/banner.hpp"
#include "gracegate/export.h"
#include "gracegate/gate.hpp"
#include "gracegate/time.hpp"

namespace gracegate {

namespace qt {
class Content;
}

// A resource. Put it at the top of the layout of each window of your product. It shows and hides itself,
// takes no room while there is nothing to show, and never takes the focus. It looks again when the count
// changes, at the latest after 5 seconds, and at once when its window is shown or activated; not at all while
// nobody can see the window. Colours, words and count are those of the web banner; your style sheets don't
// reach into it. Threads: that of the QApplication alone.
class GRACEGATE_API BannerWidget : public QFrame {
  Q_OBJECT

 public:
  // Shows what the gate says of the account to this viewer. `gate` must outlive it.
  BannerWidget(const Gate& gate, std::string account, Viewer viewer, QWidget* parent = nullptr);
  // For a product whose account or viewer changes, and for tests: what to show, and the time that it goes by
  // (Gate::now()). Both are called on this thread; they must not throw.
  BannerWidget(std::function<std::optional<Banner>()> banner, std::function<TimePoint()> now,
               QWidget* parent = nullptr);
  ~BannerWidget() override;

  // Looks now. After Gate::take_notice(), or when account or viewer have changed.
  void refresh();

  // false: a way that somebody chooses is told by way_chosen() alone, and opening it is yours. Mail address
  // and telephone number are opened all the same, and a path of your own (Config::notice_page) never is.
  void set_opens_ways(bool opens) { opens_ways_ = opens; }

  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  // What is shown is of another mode; Mode::open: nothing is shown any more. Time to ask Gate::allows()
  // again.
  void mode_changed(gracegate::Mode mode);
  // Another stage can be seen: once when it appears and once for each change of stage, never for the count
  // alone. Assistive technology has been told.
  void stage_shown(const QString& title);
  void way_chosen(const gracegate::Way& way);

 protected:
  bool event(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void watch_ancestors();
  bool is_seen() const;
  void keep_first_focus_out();
  void take(const std::optional<Banner>& banner, TimePoint now);
  void announce(const QString& stage, const QString& title);
  void choose(const Way& way);

  const std::function<std::optional<Banner>()> banner_;
  const std::function<TimePoint()> now_;
  const std::unique_ptr<qt::Content> content_;
  QTimer timer_{this};
  Mode mode_ = Mode::open;
  QString announced_;  // the stage that was
  bool opens_ways_ = true;
};

}  // namespace gracegate

#endif
