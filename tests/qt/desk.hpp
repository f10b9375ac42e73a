// A window of a product with the banner at its top, on a clock that the test moves.
#ifndef GRACEGATE_TESTS_QT_DESK_HPP
#define GRACEGATE_TESTS_QT_DESK_HPP

#include <QAbstractButton>
#include <QLineEdit>
#include <QStringList>
#include <QTextEdit>
#include <QVBoxLayout>
#include <QWidget>

#include "gracegate/qt.hpp"
#include "tests/banner/example.hpp"

namespace gracegate::example {

class Desk {
 public:
  explicit Desk(Viewer viewer = example::viewer(Role::billing), Notice notice = example::notice());

  // Shows the window, which is the active one then, and waits until that is so.
  void open(int width = 1000);
  // To another instant; the banner looks.
  void move_to(TimePoint now);
  void replace(std::optional<Notice> notice);

  QStringList texts() const;  // what a reader of the screen is told, in order of creation; of what is visible
  QStringList links() const;  // labels of what can be pressed
  bool says(const std::string& text) const;
  QAbstractButton& link(const std::string& label);
  QTimer& timer() { return *banner.findChild<QTimer*>(); }

  TimePoint now = example::opened();
  std::optional<Notice> notice;
  Viewer viewer;
  int looks = 0;  // how often the banner was asked for

  QWidget window;
  QVBoxLayout layout{&window};
  QLineEdit field;
  QTextEdit editor;
  BannerWidget banner;
};

// For people, as qt-NAME.png in the folder GRACEGATE_SCREENSHOTS; without that, none.
void keep_picture(QWidget& window, const std::string& name);

}  // namespace gracegate::example

#endif
