// Nothing is clipped, covered or out of sight, at any width and size of text. Keeps pictures for people.
#include <QApplication>
#include <QCoreApplication>
#include <QTest>

#include "qt/lines.hpp"
#include "tests/qt/desk.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using example::Desk;

namespace {

constexpr int kText = 14;  // pixels

QFont text_of(int pixels) {
  QFont font("Noto Sans");
  font.setPixelSize(pixels);
  return font;
}

Notice talkative() {
  Notice notice = example::notice();
  notice.cases[0].message["en"] =
      "We have sent the invoice again, to accounts@example.com. Please call us if it is wrong.";
  notice.contact.email = "somebody.with.quite.a.long.name@support.emea.example.com";
  return notice;
}

std::vector<const QWidget*> visible_parts(const Desk& desk) {
  std::vector<const QWidget*> parts;
  for (const QWidget* part : desk.banner.findChildren<QWidget*>())
    if (part->isVisible()) parts.push_back(part);
  return parts;
}

void check_fits(const Desk& desk) {
  const auto parts = visible_parts(desk);
  REQUIRE(parts.size() > 3);
  const QRect whole = desk.banner.rect();
  CHECK(desk.banner.width() == desk.window.width());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const QRect place = parts[i]->geometry();
    CAPTURE(parts[i]->accessibleName().toStdString(), place.x(), place.y(), place.width(), place.height());
    CHECK(whole.contains(place));
    CHECK(place.height() >= parts[i]->heightForWidth(place.width()));
    for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(place.intersects(parts[j]->geometry()));
  }
  CHECK(desk.field.y() == desk.banner.height());  // it pushes down, and covers nothing
}

void settle(Desk& desk) {
  CHECK(QTest::qWaitFor([&] {
    return desk.banner.height() == desk.banner.heightForWidth(desk.banner.width()) &&
           desk.field.y() == desk.banner.height();
  }));
}

void keep(Desk& desk, const std::string& name) { example::keep_picture(desk.window, name); }

struct Moment {
  const char* name;
  TimePoint at;
};
const std::vector<Moment> kMoments = {{"countdown", example::opened()},
                                      {"last-hour", example::deadline() - 42 * kMinute},
                                      {"passed", example::deadline()},
                                      {"read-only", example::read_only()},
                                      {"shutdown", example::shutdown()}};

const char* name_of(Role role) { return role == Role::billing ? "billing" : "member"; }

}  // namespace

TEST_CASE(
    "The widget fits and covers nothing at 320 pixels and up, with large text, in each language and stage") {
  for (const int pixels : {kText, 2 * kText}) {
    for (const std::string& locale : example::locales()) {
      for (const Role role : {Role::member, Role::billing}) {
        Desk desk(example::viewer(role, locale), talkative());
        desk.window.setFont(text_of(pixels));
        desk.open(320);
        for (const int width : {320, 500, 839, 840, 1400}) {
          desk.window.resize(width, 700);
          for (const Moment& stage : kMoments) {
            desk.move_to(stage.at);
            settle(desk);
            CAPTURE(width, locale, stage.name, pixels);
            check_fits(desk);
          }
        }
      }
    }
  }
}

TEST_CASE("Unfolded, the widget fits too, and folds again where there is room for all") {
  for (const int pixels : {kText, 2 * kText}) {
    for (const std::string& locale : example::locales()) {
      Desk desk(example::viewer(Role::billing, locale), talkative());
      desk.window.setFont(text_of(pixels));
      desk.open(320);
      const auto folded = visible_parts(desk).size();
      QAbstractButton* fold = nullptr;
      for (QAbstractButton* link : desk.banner.findChildren<QAbstractButton*>())
        if (link->isCheckable()) fold = link;
      REQUIRE(fold != nullptr);
      fold->click();
      settle(desk);
      check_fits(desk);
      CHECK(visible_parts(desk).size() > folded);
      if (pixels == kText || locale == "en")
        keep(desk, "320-unfolded-" + locale + "-" + std::to_string(pixels));
      desk.window.resize(60 * pixels, 700);
      settle(desk);
      check_fits(desk);
      CHECK_FALSE(fold->isVisible());
    }
  }
}

TEST_CASE(
    "In Arabic each line begins at the right, with the bar of a fact; mail address and number stay as they "
    "are") {
  for (const int width : {320, 1100}) {
    Desk desk(example::viewer(Role::billing, "ar"));
    desk.window.setFont(text_of(kText));
    desk.open(width);
    settle(desk);
    for (const QWidget* part : visible_parts(desk)) {
      const auto* link = qobject_cast<const QAbstractButton*>(part);
      if (link != nullptr || part->height() == 0) continue;
      const QImage image = const_cast<QWidget*>(part)->grab().toImage();
      const auto has_ink = [&](int x) {
        for (int y = 0; y < image.height(); ++y)
          if (image.pixelColor(x, y) == Qt::white) return true;
        return false;
      };
      int last = image.width() - 1;
      while (last > 0 && !has_ink(last)) --last;
      CAPTURE(part->accessibleName().toStdString(), width);
      CHECK(last > image.width() - 2 * kText);
    }
    if (width > 1000) CHECK(desk.link("ada@example.com").layoutDirection() == Qt::LeftToRight);
  }
}

TEST_CASE("A word that is longer than a line is broken, so that nothing is cut off at the end of a line") {
  for (const int width : {60, 100, 320}) {
    const qt::Lines lines({{"somebody.with.quite.a.long.name@support.example.com", 2}}, text_of(kText),
                          Qt::LeftToRight, width);
    CHECK(lines.size().width() <= width);
    CHECK(lines.size().height() > 2 * kText);
  }
}

TEST_CASE("Text in a larger font makes the widget larger") {
  Desk desk;
  desk.window.setFont(text_of(kText));
  desk.open(1000);
  settle(desk);
  const int before = desk.banner.height();
  desk.window.setFont(text_of(2 * kText));
  settle(desk);
  CHECK(desk.banner.height() > before * 3 / 2);
  check_fits(desk);
}

TEST_CASE("Pictures of each stage, role, width, size and direction are kept") {
  for (const Role role : {Role::member, Role::billing}) {
    for (const std::string& locale : example::locales()) {
      Desk desk(example::viewer(role, locale));
      desk.window.setFont(text_of(kText));
      desk.open(1100);
      for (const Moment& stage : kMoments) {
        desk.move_to(stage.at);
        settle(desk);
        keep(desk, std::string(stage.name) + "-" + name_of(role) + "-" + locale);
      }
      desk.move_to(example::opened());
      for (const auto& [width, pixels] : {std::pair(320, kText), std::pair(640, kText),
                                          std::pair(320, 2 * kText), std::pair(1100, 2 * kText)}) {
        desk.window.setFont(text_of(pixels));
        desk.window.resize(width, 600);
        settle(desk);
        keep(desk, std::to_string(width) + "-" + name_of(role) + "-" + locale + "-" + std::to_string(pixels));
      }
      Notice held = example::notice();
      held.cases[0].hold = Hold{example::opened() + Seconds{1}, example::opened() + 3 * kDay, ""};
      desk.window.setFont(text_of(kText));
      desk.window.resize(1100, 600);
      desk.now += Seconds{1};
      desk.replace(held);
      settle(desk);
      keep(desk, std::string("hold-") + name_of(role) + "-" + locale);
    }
  }
}
