// When the widget looks, appears, changes and goes.
#include <QCoreApplication>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

#include "qt/next_look.hpp"
#include "tests/qt/desk.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using example::Desk;
using std::chrono::milliseconds;

namespace {

// Lets the timer run out without waiting for it.
void run_out(QTimer& timer) {
  REQUIRE(timer.isActive());
  QMetaObject::invokeMethod(&timer, "timeout", Qt::DirectConnection);
  QCoreApplication::processEvents();
}

}  // namespace

TEST_CASE("The widget looks again when the count changes, after five seconds at the latest") {
  struct Row {
    Seconds left;
    milliseconds rest;
  };
  for (const auto& [left, rest] : std::vector<Row>{{14 * kDay, Seconds{5}},
                                                   {13 * kDay + Seconds{7}, Seconds{5}},
                                                   {13 * kDay + Seconds{6}, Seconds{5}},
                                                   {13 * kDay + Seconds{5}, Seconds{4}},
                                                   {13 * kDay + Seconds{2}, Seconds{1}},
                                                   {13 * kDay + Seconds{1}, milliseconds(100)},
                                                   {13 * kDay, Seconds{5}},
                                                   {kDay + Seconds{3}, Seconds{2}},
                                                   {kDay, Seconds{5}},
                                                   {23 * kHour + Seconds{3}, Seconds{2}},
                                                   {kHour + Seconds{3}, Seconds{2}},
                                                   {kHour, Seconds{5}},
                                                   {59 * kMinute + Seconds{3}, Seconds{2}},
                                                   {Seconds{3}, Seconds{2}},
                                                   {Seconds{1}, milliseconds(100)}}) {
    CAPTURE(left.count());
    const TimePoint now = example::deadline() - left;
    CHECK(qt::next_look(banner_at(example::notice(), now, {}), now) == rest);
  }
  CHECK(qt::next_look(std::nullopt, example::opened()) == Seconds{5});
  CHECK(qt::next_look(banner_at(example::notice(), example::shutdown(), {}), example::shutdown()) ==
        Seconds{5});
}

TEST_CASE("At each instant at which the count changes, the widget looks within a tenth of a second") {
  TimePoint now = example::deadline() - 2 * kHour;
  for (int i = 0; i < 5000 && now < example::deadline(); ++i) {
    const auto banner = banner_at(example::notice(), now, {});
    const auto rest = std::chrono::floor<Seconds>(qt::next_look(banner, now));
    const TimePoint next = now + std::max(rest, Seconds{1});
    // Until the next look but the last second, all that is shown stays right.
    CHECK(count_down(example::deadline() - (next - Seconds{1})) == banner->count);
    now = next;
  }
  CHECK(now == example::deadline());
}

TEST_CASE("The widget appears, counts, changes stage and goes by itself") {
  Desk desk;
  QSignalSpy modes(&desk.banner, &BannerWidget::mode_changed);
  desk.now = example::opened() - Seconds{1};
  desk.open();
  CHECK(desk.banner.isHidden());
  CHECK(desk.field.y() == 0);  // no room is taken

  desk.now = example::opened();
  run_out(desk.timer());
  CHECK(desk.banner.isVisible());
  CHECK(desk.says("14 days left"));
  CHECK(QTest::qWaitFor([&] { return desk.field.y() == desk.banner.height(); }));
  CHECK(desk.banner.height() == desk.banner.heightForWidth(desk.banner.width()));

  desk.now = example::deadline() - Seconds{1};
  run_out(desk.timer());
  CHECK(desk.says("1 minute left"));
  for (const auto& [at, title] : {std::pair(example::deadline(), "The deadline has passed."),
                                  std::pair(example::read_only(), "Read-only for now."),
                                  std::pair(example::shutdown(), "This service is paused for now")}) {
    desk.now = at;
    run_out(desk.timer());
    CHECK(desk.says(title));
  }
  desk.notice->cases.clear();  // paid
  run_out(desk.timer());
  CHECK(desk.banner.isHidden());
  CHECK(QTest::qWaitFor([&] { return desk.field.y() == 0; }));
  desk.notice = example::notice();
  desk.now = example::opened();
  run_out(desk.timer());
  CHECK(desk.banner.isVisible());

  std::vector<Mode> seen;
  for (const auto& arguments : modes) seen.push_back(arguments.at(0).value<Mode>());
  // It was made in the countdown.
  CHECK(seen == std::vector{Mode::open, Mode::countdown, Mode::read_only, Mode::shutdown, Mode::open,
                            Mode::countdown});
}

TEST_CASE(
    "Nobody sees the window: the widget does not look, and does at once when it is shown or activated") {
  Desk desk;
  CHECK_FALSE(desk.timer().isActive());
  desk.open();
  CHECK(desk.timer().isActive());
  desk.window.hide();
  CHECK_FALSE(desk.timer().isActive());
  const int before = desk.looks;
  desk.now = example::deadline() - kDay;
  desk.window.show();
  CHECK(desk.looks > before);
  CHECK(desk.says("24 hours left"));
  CHECK(desk.timer().isActive());

  desk.now += kHour;
  QEvent activate(QEvent::WindowActivate);
  QCoreApplication::sendEvent(&desk.window, &activate);
  CHECK(desk.says("23 hours left"));

  desk.window.setWindowState(Qt::WindowMinimized);
  QCoreApplication::processEvents();
  CHECK_FALSE(desk.timer().isActive());
  desk.window.setWindowState(Qt::WindowNoState);
  QCoreApplication::processEvents();
  CHECK(desk.timer().isActive());
}

TEST_CASE("On a page that is not in front, or in another window, the widget still knows who sees it") {
  Desk desk;
  QTabWidget tabs;
  tabs.addTab(new QWidget, "first");
  tabs.addTab(&desk.window, "second");
  tabs.show();
  CHECK_FALSE(desk.timer().isActive());
  tabs.setCurrentIndex(1);
  CHECK(desk.timer().isActive());
  CHECK(desk.banner.isVisible());
  tabs.setWindowState(Qt::WindowMinimized);
  QCoreApplication::processEvents();
  CHECK_FALSE(desk.timer().isActive());
  tabs.setWindowState(Qt::WindowNoState);
  QCoreApplication::processEvents();
  CHECK(desk.timer().isActive());
  QWidget outer;  // the page's window becomes part of another
  tabs.setParent(&outer);
  tabs.show();
  CHECK_FALSE(desk.timer().isActive());
  outer.show();
  CHECK(desk.timer().isActive());
  outer.setWindowState(Qt::WindowMinimized);
  QCoreApplication::processEvents();
  CHECK_FALSE(desk.timer().isActive());
  tabs.setParent(nullptr);
  desk.window.setParent(nullptr);
  desk.window.show();
  CHECK(desk.timer().isActive());
}

TEST_CASE("A widget without a window of the product opens none") {
  BannerWidget widget([] { return banner_at(example::notice(), example::opened(), {}); },
                      [] { return example::opened(); });
  widget.refresh();
  CHECK(widget.isHidden());
}

TEST_CASE("Switching account or viewer switches the widget") {
  Desk desk;
  desk.open();
  CHECK(desk.links().contains("Pay now"));
  desk.viewer = example::viewer(Role::member, "de");
  desk.banner.refresh();
  CHECK_FALSE(desk.links().contains("Pay now"));
  CHECK(desk.says("Noch 14 Tage"));
  desk.replace(std::nullopt);
  CHECK(desk.banner.isHidden());
}
