// The sample product on a desktop.
#include <QDir>
#include <QFile>
#include <QTest>

#include "gracegate/testing.hpp"
#include "samples/desktop/editor.hpp"
#include "samples/desktop/options.hpp"
#include "tests/qt/desk.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace gracegate;
using notes_desktop::Editor;

namespace {

const TimePoint kStart{Seconds{1764000000}};

std::string content(const QString& name) {
  QFile file(name);
  return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : "no file";
}

// A customer's machine with the product on it.
struct Machine {
  QString file(const char* name) const { return QString::fromStdString(folder.file(name)); }
  QString note() const { return file("note.txt"); }

  test::TemporaryFolder folder;
  std::shared_ptr<testing::ManualClock> clock = std::make_shared<testing::ManualClock>(kStart);
  Gate gate = testing::fixed_gate({testing::example_notice("acme", Mode::countdown, kStart)}, clock);
};

class Window : public Editor {
 public:
  explicit Window(const Machine& machine)
      : Editor(machine.gate, "acme", {Role::billing, "en", {}}, machine.note()) {
    show();
    activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(this));
  }
  void pass(Machine& machine, Seconds time) {
    machine.clock->advance(time);
    banner().refresh();
  }
};

constexpr Seconds kUntilReadOnly = 14 * kDay;
constexpr Seconds kUntilShutdown = 21 * kDay;
constexpr Seconds kUntilOpen = 30 * kDay;  // the notice expires

}  // namespace

TEST_CASE("In the countdown the desktop sample shows the banner, saves and exports") {
  Machine machine;
  Window window(machine);
  CHECK(window.banner().isVisible());
  CHECK_FALSE(window.word().isVisible());
  window.note().setPlainText("hello");
  CHECK(window.save());
  CHECK(window.export_to(machine.file("copy.txt")));
  CHECK(content(machine.note()) == "hello");
  CHECK(content(machine.file("copy.txt")) == "hello");
}

TEST_CASE("In read-only Save says why it did not, nothing typed is lost, and Export goes on") {
  Machine machine;
  Window window(machine);
  window.note().setPlainText("saved");
  REQUIRE(window.save());
  window.pass(machine, kUntilReadOnly);
  QTest::keyClicks(&window.note(), "typed ");
  QTest::keySequence(&window, QKeySequence::Save);
  CHECK(window.word().isVisible());
  CHECK(window.word().text().startsWith("Not saved:"));
  CHECK(window.note().toPlainText() == "typed saved");
  CHECK(window.note().document()->isModified());
  CHECK(content(machine.note()) == "saved");
  CHECK(window.export_to(machine.file("copy.txt")));
  CHECK(content(machine.file("copy.txt")) == "typed saved");
  example::keep_picture(window, "sample-read-only");

  window.close();
  Window again(machine);
  CHECK(again.note().toPlainText() == "typed saved");
  CHECK_FALSE(again.save());
  again.pass(machine, kUntilOpen - kUntilReadOnly);
  CHECK_FALSE(again.word().isVisible());
  CHECK_FALSE(again.banner().isVisible());
  CHECK(again.save());
  CHECK(content(machine.note()) == "typed saved");
  CHECK_FALSE(QFile::exists(machine.note() + ".draft"));
}

TEST_CASE("In shutdown the note is not shown, is still there afterwards, and can be exported") {
  Machine machine;
  Window window(machine);
  window.note().setPlainText("typed");
  window.pass(machine, kUntilShutdown);
  CHECK_FALSE(window.note().isVisible());
  CHECK(window.word().isVisible());
  CHECK(window.export_to(machine.file("copy.txt")));
  CHECK(content(machine.file("copy.txt")) == "typed");
  window.pass(machine, kUntilOpen - kUntilShutdown);
  CHECK(window.note().isVisible());
  CHECK(window.note().toPlainText() == "typed");
}

TEST_CASE("A draft that cannot be kept keeps the window open") {
  Machine machine;
  REQUIRE(QDir().mkpath(machine.note() + ".draft"));  // a folder is in its place
  Window window(machine);
  window.note().setPlainText("typed");
  window.pass(machine, kUntilReadOnly);
  window.note().document()->setModified(true);
  CHECK_FALSE(window.close());
  CHECK(window.word().text().startsWith("Not written:"));
}

TEST_CASE("The desktop sample reads the options of the other sample, and those of a customer's machine") {
  const char* words[] = {"notes_desktop", "a.txt", "--server",  "http://127.0.0.1:1",
                         "--account",     "bolt",  "--sdk-key", "k",
                         "--root-key",    "r",     "--cache",   "c",
                         "--notice-file", "n",     "--role",    "billing",
                         "--locale",      "de"};
  int exit_code = -1;
  const auto options = notes_desktop::read_options(std::size(words), const_cast<char**>(words), exit_code);
  REQUIRE(options);
  CHECK(options->file == "a.txt");
  CHECK(options->server == "http://127.0.0.1:1");
  CHECK(options->product == "notes");
  CHECK(options->account == "bolt");
  CHECK(options->sdk_key == "k");
  CHECK(options->root_key == "r");
  CHECK(options->cache_file == "c");
  CHECK(options->notice_file == "n");
  CHECK(options->viewer.role == Role::billing);
  CHECK(options->viewer.locale == "de");
}
