// The widget by keyboard, for assistive technology, and for eyes that need contrast.
#include <QAccessible>
#include <QApplication>
#include <QCoreApplication>
#include <QTest>
#include <set>

#include "qt/look.hpp"
#include "tests/qt/desk.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using example::Desk;

namespace {

QString focused(const Desk& desk) {
  const QWidget* one = desk.window.focusWidget();
  return one == nullptr ? QStringLiteral("nothing") : one->accessibleName();
}

bool has_focus(const Desk& desk) { return desk.banner.isAncestorOf(desk.window.focusWidget()); }

QImage picture(Desk& desk) { return desk.banner.grab().toImage(); }
QColor surface(Desk& desk) { return picture(desk).pixelColor(desk.banner.width() / 2, 2); }

// Qt tells widgets of it only while QApplication::exec() runs.
void take_palette(Desk& desk, const QPalette& palette) {
  QApplication::setPalette(palette);
  QEvent change(QEvent::ApplicationPaletteChange);
  QCoreApplication::sendEvent(&desk.banner, &change);
}

int pixels(const QImage& image, const QColor& colour) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) count += image.pixelColor(x, y) == colour ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("The widget takes the focus neither with the window nor when it appears") {
  Desk desk;
  desk.open();
  CHECK(desk.window.focusWidget() == &desk.field);  // as without the banner
  desk.replace(std::nullopt);
  desk.editor.setFocus();
  QTest::keyClicks(&desk.editor, "half a ");
  desk.replace(example::notice());
  CHECK(desk.window.focusWidget() == &desk.editor);
  QTest::keyClicks(desk.window.focusWidget(), "word");
  CHECK(desk.editor.toPlainText() == "half a word");
  QTest::mouseClick(&desk.banner, Qt::LeftButton);
  CHECK(desk.window.focusWidget() == &desk.editor);
}

TEST_CASE("All that can be pressed is reached by Tab, in the order in which it is read") {
  Desk desk;
  desk.open();
  desk.link("Pay now").setFocus(Qt::TabFocusReason);
  QStringList order;
  for (int i = 0; i < 10 && has_focus(desk); ++i) {
    order += focused(desk);
    QTest::keyClick(desk.window.focusWidget(), Qt::Key_Tab);
  }
  CHECK(order.join(", ").toStdString() ==
        "Pay now, I’m stuck, ada@example.com, +49 30 901820, Question about the bill, We have paid or need "
        "time, "
        "Export our data");
  CHECK(desk.window.focusWidget() == &desk.field);
}

TEST_CASE("Space and Enter press what has the focus, and the fold too") {
  Desk desk;
  desk.open(400);
  desk.banner.set_opens_ways(false);
  int chosen = 0;
  QObject::connect(&desk.banner, &BannerWidget::way_chosen, [&] { ++chosen; });
  for (const Qt::Key key : {Qt::Key_Space, Qt::Key_Return, Qt::Key_Enter})
    QTest::keyClick(&desk.link("Pay now"), key);
  CHECK(chosen == 3);
  CHECK_FALSE(desk.links().contains("Export our data"));
  QTest::keyClick(&desk.link("How to go on"), Qt::Key_Return);
  CHECK(desk.links().contains("Export our data"));
  desk.move_to(example::read_only());  // what was unfolded stays so
  CHECK(desk.links().contains("Export our data"));
  QTest::keyClick(&desk.link("How to go on"), Qt::Key_Space);
  CHECK_FALSE(desk.links().contains("Export our data"));
}

TEST_CASE(
    "The focus is seen, stays where it is while the count goes on, and goes to the product with the banner") {
  Desk desk;
  desk.open();
  QAbstractButton& link = desk.link("I’m stuck");
  const QImage before = link.grab().toImage();
  link.setFocus(Qt::TabFocusReason);
  CHECK(pixels(link.grab().toImage(), Qt::white) > pixels(before, Qt::white) + 2 * link.width());
  desk.move_to(example::opened() + 3 * kDay);
  CHECK(focused(desk) == "I’m stuck");
  desk.move_to(example::read_only());
  CHECK(focused(desk) == "I’m stuck");
  desk.replace(std::nullopt);
  CHECK(desk.window.focusWidget() == &desk.field);
}

TEST_CASE("Assistive technology is told a notification with a name, its text, and buttons") {
  Desk desk;
  desk.open();
  QAccessibleInterface* banner = QAccessible::queryAccessibleInterface(&desk.banner);
  REQUIRE(banner);
  CHECK(banner->role() == QAccessible::Notification);
  CHECK(banner->text(QAccessible::Name) == "Message about your account");
  CHECK(banner->text(QAccessible::Description).contains("An invoice is still open"));
  std::set<QString> texts;
  std::set<QString> buttons;
  for (int i = 0; i < banner->childCount(); ++i) {
    const QAccessibleInterface* child = banner->child(i);
    if (child->role() == QAccessible::StaticText) texts.insert(child->text(QAccessible::Name));
    if (child->role() == QAccessible::Button && !child->state().invisible)
      buttons.insert(child->text(QAccessible::Name));
  }
  CHECK(texts.count("14 days left to settle an open invoice") == 1);
  CHECK(buttons.count("Pay now") == 1);
  CHECK(buttons.count("ada@example.com") == 1);
}

TEST_CASE("Each stage is announced once, no count is") {
  Desk desk;
  int alerts = 0;
  QObject::connect(&desk.banner, &BannerWidget::stage_shown, [&] { ++alerts; });
  desk.banner.refresh();
  CHECK(alerts == 0);  // nobody sees it yet
  desk.open();
  CHECK(alerts == 1);
  for (Seconds left = kHour; left > Seconds{0}; left -= kMinute) desk.move_to(example::deadline() - left);
  CHECK(alerts == 1);
  desk.move_to(example::read_only());
  CHECK(alerts == 2);
  desk.move_to(example::read_only() + kDay);
  CHECK(alerts == 2);
  desk.notice->cases[0].hold = Hold{desk.now, desk.now + kDay, ""};
  desk.banner.refresh();
  CHECK(alerts == 3);
  desk.replace(std::nullopt);
  desk.replace(example::notice());
  CHECK(alerts == 4);
}

TEST_CASE(
    "White on red, dark red and brown has a contrast of 4.5 at least, whatever the product's style sheet "
    "says") {
  for (const char* sheet : {"", "* { background: #eee; color: #aaa; border: 3px solid lime; }"}) {
    qApp->setStyleSheet(sheet);
    Desk desk;
    desk.open();
    const QColor red(0xc0, 0x0d, 0x1e);
    const QColor dark(0x7d, 0x00, 0x13);
    for (const auto& [at, colour] : {std::pair(example::opened(), red), std::pair(example::read_only(), dark),
                                     std::pair(example::shutdown(), dark)}) {
      desk.move_to(at);
      CHECK(surface(desk) == colour);
      const QImage image = picture(desk);
      CHECK(pixels(image, Qt::white) > 500);
      CHECK(pixels(image, colour) > image.width() * image.height() / 2);
      CHECK(qt::contrast(colour, Qt::white) >= 4.5);
      for (const char* foreign : {"#eeeeee", "#aaaaaa", "#00ff00"})
        CHECK(pixels(image, QColor(foreign)) < 20);
    }
    desk.notice->cases[0].hold = Hold{desk.now, desk.now + kDay, ""};
    desk.banner.refresh();
    CHECK(surface(desk) == QColor(0x7a, 0x3e, 0x00));
    CHECK(qt::contrast(surface(desk), Qt::white) >= 4.5);
    desk.now = example::opened();
    desk.replace(example::ended(Ending::released));
    CHECK(surface(desk) == QColor(0x0b, 0x6b, 0x34));
    CHECK(qt::contrast(surface(desk), Qt::white) >= 4.5);
  }
  qApp->setStyleSheet("");
}

TEST_CASE("Contrast is that of WCAG") {
  CHECK(qt::contrast(Qt::white, Qt::black) == Approx(21));
  CHECK(qt::contrast(Qt::white, Qt::white) == Approx(1));
  CHECK(qt::contrast(QColor(0x77, 0x77, 0x77), Qt::white) == Approx(4.478).epsilon(0.001));
}

TEST_CASE(
    "Where the system's palette is one of high contrast its colours are taken, and no other palette's") {
  const QPalette usual = QApplication::palette();
  QPalette strong(Qt::black);
  for (const auto role : {QPalette::Window, QPalette::Base, QPalette::Button})
    strong.setColor(role, Qt::black);
  for (const auto role : {QPalette::WindowText, QPalette::Text}) strong.setColor(role, Qt::yellow);
  QPalette dark = strong;
  dark.setColor(QPalette::Base, QColor(30, 30, 30));
  Desk desk;
  desk.open();
  take_palette(desk, dark);
  CHECK(surface(desk) == QColor(0xc0, 0x0d, 0x1e));
  take_palette(desk, strong);
  CHECK(picture(desk).pixelColor(desk.banner.width() / 2, 8) == Qt::black);
  CHECK(picture(desk).pixelColor(1, 1) == Qt::yellow);  // a frame around it
  CHECK(pixels(picture(desk), Qt::yellow) > 500);
  CHECK(pixels(picture(desk), Qt::white) == 0);
  take_palette(desk, usual);
  CHECK(surface(desk) == QColor(0xc0, 0x0d, 0x1e));
}
