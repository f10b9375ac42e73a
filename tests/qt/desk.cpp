#include "tests/qt/desk.hpp"

#include <QCoreApplication>
#include <QDir>
#include <QTest>

#include "tests/support/catch.hpp"

namespace gracegate::example {

Desk::Desk(Viewer viewer_, Notice notice_)
    : notice(std::move(notice_)),
      viewer(std::move(viewer_)),
      banner(
          [this] {
            ++looks;
            return notice ? banner_at(*notice, now, viewer) : std::nullopt;
          },
          [this] { return now; }) {
  layout.setContentsMargins(0, 0, 0, 0);
  layout.setSpacing(0);
  layout.addWidget(&banner);
  layout.addWidget(&field);
  layout.addWidget(&editor);
}

void Desk::open(int width) {
  window.resize(width, 600);
  window.show();
  window.activateWindow();
  REQUIRE(QTest::qWaitForWindowActive(&window));
  QCoreApplication::processEvents();
}

void Desk::move_to(TimePoint to) {
  now = to;
  banner.refresh();
  QCoreApplication::processEvents();
}

void Desk::replace(std::optional<Notice> other) {
  notice = std::move(other);
  banner.refresh();
  QCoreApplication::processEvents();
}

QStringList Desk::texts() const {
  QStringList all;
  for (const QWidget* part : banner.findChildren<QWidget*>())
    if (part->isVisible()) all += part->accessibleName();
  return all;
}

QStringList Desk::links() const {
  QStringList all;
  for (const QAbstractButton* link : banner.findChildren<QAbstractButton*>())
    if (link->isVisible()) all += link->accessibleName();
  return all;
}

bool Desk::says(const std::string& text) const {
  return texts().join('\n').contains(QString::fromStdString(text));
}

QAbstractButton& Desk::link(const std::string& label) {
  for (QAbstractButton* link : banner.findChildren<QAbstractButton*>())
    if (link->accessibleName() == QString::fromStdString(label)) return *link;
  FAIL("no link: " << label);
  std::abort();
}

void keep_picture(QWidget& window, const std::string& name) {
  const QString folder = qEnvironmentVariable("GRACEGATE_SCREENSHOTS");
  if (folder.isEmpty()) return;
  REQUIRE(QDir().mkpath(folder));
  REQUIRE(window.grab().save(folder + "/qt-" + QString::fromStdString(name) + ".png"));
}

}  // namespace gracegate::example
