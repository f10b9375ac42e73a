#include <gracegate/qt.hpp>
#include <gracegate/testing.hpp>

#include <QApplication>
#include <QTextEdit>
#include <QTimer>
#include <QVBoxLayout>

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  const gracegate::TimePoint now{gracegate::Seconds{1764000000}};
  const gracegate::Gate gate = gracegate::testing::fixed_gate(
      {gracegate::testing::example_notice("acme", gracegate::Mode::countdown, now)},
      std::make_shared<gracegate::testing::ManualClock>(now));

  QWidget window;
  QVBoxLayout layout(&window);
  gracegate::BannerWidget banner(gate, "acme", {gracegate::Role::billing, "en", {}});
  layout.addWidget(&banner);
  QTextEdit editor;
  layout.addWidget(&editor);
  window.show();

  QTimer::singleShot(0, &application, [&] { QApplication::exit(banner.isVisible() ? 0 : 1); });
  return QApplication::exec();
}
