// What the widget says, and where its links lead.
#include <QDesktopServices>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>
#include <fstream>
#include <nlohmann/json.hpp>

#include "gracegate/testing.hpp"
#include "tests/qt/desk.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using example::Desk;

namespace {

const std::vector<TimePoint> kInstants = {example::opened(), example::deadline() - kHour,
                                          example::deadline() + kMinute, example::read_only(),
                                          example::shutdown()};

// Takes the place of the desktop's browser and mail program.
class Opened : public QObject {
  Q_OBJECT

 public:
  Opened() {
    for (const char* scheme : kSchemes) QDesktopServices::setUrlHandler(scheme, this, "take");
  }
  ~Opened() override {
    for (const char* scheme : kSchemes) QDesktopServices::unsetUrlHandler(scheme);
  }
  QStringList urls;

 public Q_SLOTS:
  void take(const QUrl& url) { urls += url.toString(); }

 private:
  static constexpr const char* kSchemes[] = {"https", "http", "mailto", "tel", "file", "javascript"};
};

}  // namespace

TEST_CASE("Who paid is thanked in the window too, and who asked for help has the answer there") {
  Desk thanked(example::viewer(Role::billing), example::ended(Ending::settled));
  thanked.open();
  CHECK(thanked.says("Thank you: your payment has arrived"));
  CHECK(thanked.links().isEmpty());
  example::keep_picture(thanked.window, "thanked");
  Viewer viewer = example::viewer(Role::member);
  viewer.person = "p-17";
  Desk answered(viewer, example::conversing());
  answered.open();
  answered.move_to(example::opened() + 3 * kHour);
  CHECK(answered.says("Answer from Maria Lindqvist"));
  CHECK(answered.says("It is mended."));
  example::keep_picture(answered.window, "answered");
}

TEST_CASE("The widget counts as the vectors say") {
  std::ifstream file(GRACEGATE_VECTORS "/countdown.json");
  const auto vectors = nlohmann::json::parse(file);
  REQUIRE(vectors.size() > 100);
  Desk desk;
  desk.open();
  for (const auto& vector : vectors) {
    const Seconds left(vector.at("left_seconds").get<std::int64_t>());
    if (left <= Seconds{0} || left > 14 * kDay) continue;
    desk.move_to(example::deadline() - left);
    const std::string unit = vector.at("unit").get<std::string>();
    const auto value = vector.at("value").get<std::int64_t>();
    const std::string text =
        std::to_string(value) + " " + (value == 1 ? unit.substr(0, unit.size() - 1) : unit);
    CHECK(desk.says(text + " left to settle an open invoice"));
  }
}

TEST_CASE("The widget says all that the banner says, to each role, in each language and stage") {
  for (const Role role : {Role::member, Role::billing}) {
    for (const std::string& locale : example::locales()) {
      Notice notice = example::notice();
      notice.cases[0].message["en"] = "Please call us, we have a proposal";
      Desk desk(example::viewer(role, locale), notice);
      desk.open();
      for (const TimePoint at : kInstants) {
        desk.move_to(at);
        const Banner banner = *banner_at(notice, at, desk.viewer);
        for (const std::string& text : {banner.title, banner.message.text, banner.text, banner.deadline_text,
                                        banner.owed_text, banner.contact_ways[0], banner.contact_ways[1]}) {
          CAPTURE(locale, text);
          CHECK(desk.says(text));
        }
        for (const Way& way : banner.ways) CHECK(desk.links().contains(QString::fromStdString(way.label)));
        CHECK(desk.links().size() == static_cast<qsizetype>(banner.ways.size() + 2));
        CHECK(desk.banner.layoutDirection() == (banner.right_to_left ? Qt::RightToLeft : Qt::LeftToRight));
      }
    }
  }
}

TEST_CASE("Members never get amount, invoices or pay link, in no part of the widget") {
  Desk desk(example::viewer(Role::member));
  desk.open();
  for (const TimePoint at : kInstants) {
    desk.move_to(at);
    for (const char* secret : {"30,000", "INV-1", "§ 7.2", "Pay"}) CHECK_FALSE(desk.says(secret));
  }
}

TEST_CASE("A hold is shown with its end; further cases are told") {
  Notice notice = example::notice();
  notice.cases[0].hold = Hold{example::opened() + Seconds{1}, example::opened() + 3 * kDay, "dispute"};
  notice.cases.push_back(notice.cases[0]);
  notice.cases[1].id = "c_2";
  Desk desk(example::viewer(Role::billing), notice);
  desk.open();
  desk.move_to(example::opened() + Seconds{1});
  CHECK(desk.says("paused until 25 November 2026, 16:18 CET"));
  CHECK(desk.says("and 1 more open matter"));
}

TEST_CASE("Text typed by support is shown as it was typed: no markup, no control characters, no shortcuts") {
  Notice notice = example::notice();
  const std::string typed = "<b>Pay</b> <img src='file:///etc/passwd'> &amp; R&D <a href='x'>here</a>";
  notice.cases[0].message["en"] = typed + "\x1b[31m\n\u202e";
  notice.contact.name = "<i>Ada</i> & co";
  Desk desk(example::viewer(Role::billing), notice);
  desk.open();
  CHECK(desk.says(typed));
  CHECK(desk.says("<i>Ada</i> & co can help:"));
  for (const QString& text : desk.texts())
    for (const QChar c : {QChar(0x1b), QChar('\n'), QChar(0x202e)}) CHECK_FALSE(text.contains(c));
}

TEST_CASE("What is pressed is opened, and told") {
  Opened opened;
  Desk desk;
  desk.open();
  std::vector<Way> chosen;
  QObject::connect(&desk.banner, &BannerWidget::way_chosen, [&](const Way& way) { chosen.push_back(way); });
  const Banner banner = *banner_at(*desk.notice, desk.now, desk.viewer);
  QStringList expected;
  for (const Way& way : banner.ways) {
    QTest::mouseClick(&desk.link(way.label), Qt::LeftButton);
    expected += QString::fromStdString(way.url);
    REQUIRE(!chosen.empty());
    CHECK(chosen.back().kind == way.kind);
    CHECK(chosen.back().url == way.url);
  }
  CHECK(chosen.size() == banner.ways.size());
  desk.banner.set_opens_ways(false);
  QTest::mouseClick(&desk.link("Export our data"), Qt::LeftButton);
  CHECK(chosen.size() == banner.ways.size() + 1);
  QTest::mouseClick(&desk.link("ada@example.com"), Qt::LeftButton);
  QTest::mouseClick(&desk.link("+49 30 901820"), Qt::LeftButton);
  CHECK(opened.urls == expected + QStringList{"mailto:ada@example.com", "tel:+4930901820"});
}

TEST_CASE("Only the web, loopback, mail and telephone can be opened") {
  Banner banner = *banner_at(example::notice(), example::opened(), example::viewer(Role::billing));
  banner.ways.clear();
  for (const char* url : {"javascript:alert(1)", "file:///etc/passwd", "http://example.com/", "smb://host/x",
                          "", "https://user@example.com/", "data:text/html,x"})
    banner.ways.push_back({Way::Kind::stuck, std::string("to ") + url, url});
  for (const char* url : {"https://example.com/", "http://127.0.0.1:8080/", "http://localhost/"})
    banner.ways.push_back({Way::Kind::stuck, std::string("to ") + url, url});
  banner.contact_ways = {"ada@example.com", "file:///etc/passwd"};
  banner.contact_text = "Ask ada@example.com, file:///etc/passwd";
  QWidget window;
  QVBoxLayout layout(&window);
  BannerWidget widget([&] { return banner; }, [] { return example::opened(); });
  layout.addWidget(&widget);
  window.resize(1000, 400);
  window.show();
  QStringList links;
  for (const QAbstractButton* link : widget.findChildren<QAbstractButton*>())
    if (link->isVisible()) links += link->accessibleName();
  links.sort();
  CHECK(links.join(' ') ==
        "ada@example.com to http://127.0.0.1:8080/ to http://localhost/ to https://example.com/");
}

TEST_CASE("A widget shows what its gate says") {
  auto clock = std::make_shared<testing::ManualClock>(example::opened());
  const Gate gate = testing::fixed_gate({example::notice()}, clock);
  QWidget window;
  QVBoxLayout layout(&window);
  BannerWidget widget(gate, "acme", example::viewer(Role::billing));
  BannerWidget other(gate, "another", example::viewer(Role::billing));
  layout.addWidget(&widget);
  layout.addWidget(&other);
  window.show();
  const auto title = [&] {
    QStringList all;
    for (const QWidget* part : widget.findChildren<QWidget*>()) all += part->accessibleName();
    return all.join('\n');
  };
  CHECK(title().contains("14 days left"));
  CHECK(other.isHidden());
  clock->advance(13 * kDay);
  widget.refresh();
  CHECK(title().contains("24 hours left"));
}

#include "widget_test.moc"
