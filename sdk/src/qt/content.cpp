#include "qt/content.hpp"

#include <QDesktopServices>
#include <QUrl>
#include <algorithm>
#include <array>

namespace gracegate::qt {
namespace {

constexpr double kWide = 60;       // from so many ems on there are two columns
constexpr double kWidest = 72;     // of what is in the banner
constexpr double kWays = 17.5;     // the column of the ways
constexpr double kParagraph = 46;  // a longer line is hard to read

Way::Kind kind_of(const QString& name) {
  constexpr std::array kNames = {"pay", "stuck", "question", "time", "export", "notice"};
  const auto* const at = std::find_if(kNames.begin(), kNames.end(),
                                      [&](const char* known) { return name == QLatin1String(known); });
  return static_cast<Way::Kind>(at - kNames.begin());
}

Way way_of(const QJsonObject& way) {
  return {kind_of(way["kind"].toString()), way["label"].toString().toStdString(),
          way["url"].toString().toStdString()};
}

bool is_first(const Way& way) {
  return way.kind == Way::Kind::pay || way.kind == Way::Kind::notice || way.kind == Way::Kind::stuck;
}

// What became of the viewer's requests for help, each on lines of its own.
QString asked_text(const QJsonArray& asked) {
  QString text;
  for (const auto& each : asked) {
    const QJsonObject one = each.toObject();
    for (const char* part : {"text", "answer"}) {
      const QString line = one[QLatin1String(part)].toString().replace('\n', QChar::LineSeparator);
      if (!line.isEmpty()) text += QChar(QChar::LineSeparator) + line;
    }
  }
  return text;
}

bool says_something(const QString& text) {
  return std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetterOrNumber(); });
}

template <class Ones>
std::vector<QWidget*> pointers(const Ones& ones) {
  std::vector<QWidget*> all;
  all.reserve(ones.size());
  for (const auto& one : ones) all.push_back(one.get());
  return all;
}

}  // namespace

void Content::Later::operator()(QWidget* one) const {
  one->hide();
  one->deleteLater();
}

Content::Content(QWidget& banner, std::function<void(const Way&)> choose)
    : banner_(banner),
      choose_(std::move(choose)),
      look_(look_of(Banner{}, banner.palette())),
      title_(look_, &banner),
      deadline_(look_, &banner),
      owed_(look_, &banner),
      more_(look_, &banner),
      message_(look_, &banner),
      text_(look_, &banner),
      summary_(look_, &banner) {
  summary_.set_shape(Link::Shape::fold);
  QObject::connect(&summary_, &Link::toggled, &banner, [this] {
    place(banner_.width());
    banner_.updateGeometry();
  });
}

void Content::show(const QJsonObject& model, const Look& look) {
  look_ = look;
  title_.set_title(model["title"].toString(), model["count_text"].toString());
  deadline_.set_fact(model["deadline_label"].toString(), model["deadline_text"].toString());
  owed_.set_fact(model["owed_label"].toString(), model["owed_text"].toString());
  more_.set_text(model["more_text"].toString(), QFont::DemiBold);
  const QJsonObject message = model["message"].toObject();
  message_.setLayoutDirection(message["right_to_left"].toBool() ? Qt::RightToLeft : Qt::LeftToRight);
  message_.set_text(message["text"].toString());
  text_.set_text(model["text"].toString() + asked_text(model["asked"].toArray()));
  summary_.set_label(model["next_label"].toString());
  show_ways(model["ways"].toArray());
  show_contact(model["contact_text"].toString(), model["contact_ways"].toArray());
  order_focus();
}

void Content::show_ways(const QJsonArray& ways) {
  std::size_t firsts = 0;
  std::size_t others = 0;
  for (const auto& each : ways) {
    const Way way = way_of(each.toObject());
    const bool is_on_top = is_first(way) && firsts == 0 && way.kind == Way::Kind::pay;
    show_link(is_first(way) ? first_ways_ : other_ways_, is_first(way) ? firsts++ : others++,
              is_on_top ? Link::Shape::filled : Link::Shape::framed, QString::fromStdString(way.label),
              [this, way] { choose_(way); });
  }
  first_ways_.resize(firsts);
  other_ways_.resize(others);
}

// What is there already keeps the focus that it may have.
void Content::show_link(Links& links, std::size_t at, Link::Shape shape, const QString& label,
                        std::function<void()> act) {
  if (at == links.size()) links.emplace_back(new Link(look_, &banner_));
  Link& link = *links[at];
  QObject::disconnect(&link, &Link::clicked, &banner_, nullptr);
  QObject::connect(&link, &Link::clicked, &banner_, std::move(act));
  link.set_shape(shape);
  link.set_label(label);
}

// From the end, where the pattern of each language has the ways: a name may hold the same characters.
void Content::show_contact(const QString& text, const QJsonArray& ways) {
  struct Piece {
    QString before, shown, url;
  };
  std::vector<Piece> pieces;
  QString after;
  qsizetype end = text.size();
  const auto text_from = [&](qsizetype from) { return text.mid(from, end - from); };
  for (auto way = ways.end(); way != ways.begin();) {
    const QJsonObject each = (*--way).toObject();
    const QString shown = each["text"].toString();
    const QString url = each["url"].toString();
    const qsizetype at = shown.isEmpty() || url.isEmpty() ? -1 : text.left(end).lastIndexOf(shown);
    if (at < 0) continue;
    (pieces.empty() ? after : pieces.front().before) = text_from(at + shown.size());
    end = at;
    pieces.insert(pieces.begin(), {QString(), shown, url});
  }
  (pieces.empty() ? after : pieces.front().before) = text_from(0);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    show_contact_text(i, pieces[i].before);
    const QUrl url(pieces[i].url, QUrl::StrictMode);
    show_link(contact_links_, i, Link::Shape::underlined, pieces[i].shown,
              [url] { QDesktopServices::openUrl(url); });
    contact_links_[i]->setLayoutDirection(Qt::LeftToRight);  // in any language
  }
  show_contact_text(pieces.size(), after);
  contact_links_.resize(pieces.size());
  contact_texts_.resize(pieces.size() + 1);
}

// A comma between two links says nothing.
void Content::show_contact_text(std::size_t at, const QString& text) {
  if (at == contact_texts_.size()) contact_texts_.emplace_back(new Words(look_, &banner_));
  const int ring = ring_of(banner_.font());
  contact_texts_[at]->setContentsMargins(ring, ring, ring, ring);  // as the links have
  contact_texts_[at]->set_text(says_something(text) ? text.trimmed() : QString());
}

// As it is read, whenever each of them came.
void Content::order_focus() {
  QWidget* last = nullptr;
  const auto then = [&](QWidget* one) {
    if (last != nullptr) QWidget::setTabOrder(last, one);
    last = one;
  };
  for (const auto& link : first_ways_) then(link.get());
  then(&summary_);
  for (const auto& link : contact_links_) then(link.get());
  for (const auto& link : other_ways_) then(link.get());
}

void Content::fold(bool is_wide) {
  const bool shows_rest = is_wide || summary_.isChecked();
  summary_.setVisible(!is_wide);
  for (Words* one : std::initializer_list<Words*>{&title_, &deadline_, &owed_, &more_})
    one->setVisible(!one->is_empty());
  for (Words* one : {&message_, &text_}) one->setVisible(shows_rest && !one->is_empty());
  for (const auto& one : contact_texts_) one->setVisible(shows_rest && !one->is_empty());
  for (const auto& one : first_ways_) one->show();
  for (const auto& one : contact_links_) one->setVisible(shows_rest);
  for (const auto& one : other_ways_) one->setVisible(shows_rest);
}

int Content::ems(double count) const { return static_cast<int>(em_of(banner_.font()) * count); }

int Content::arrange(int width, Put put) {
  const bool is_wide = width >= ems(kWide);
  if (put == Put::place) fold(is_wide);
  // Padding stops at a part of the width: large text needs the room for itself.
  const int side = std::max(std::min(ems(1.5), width / 25), ring_of(banner_.font()));
  const int top = std::min(ems(1.125), width * 3 / 100);
  const int inner = std::min(width - 2 * side, ems(kWidest));
  const Column column({(width - inner) / 2, top, inner, 0}, width, banner_.layoutDirection(), put);
  return (is_wide ? arrange_wide(column) : arrange_narrow(column)) + top + ems(0.25);
}

void Content::add_main(Column& column) {
  column.add(title_);
  std::vector<QWidget*> facts;
  for (Words* one : {&deadline_, &owed_})
    if (!one->is_empty()) facts.push_back(one);
  if (!facts.empty()) column.gap(ems(0.5));
  column.add_lines(facts, {ems(2), ems(0.5)}, Fill::own_width);
  if (more_.is_empty()) return;
  column.gap(ems(0.5));
  column.add(more_);
}

void Content::add_rest(Column& column) {
  Column narrow = column.at_most(ems(kParagraph));
  for (Words* one : {&message_, &text_}) {
    if (one->is_empty()) continue;
    narrow.gap(ems(0.375));
    narrow.add(*one);
  }
  std::vector<QWidget*> contact;
  for (std::size_t i = 0; i < contact_texts_.size(); ++i) {
    if (!contact_texts_[i]->is_empty()) contact.push_back(contact_texts_[i].get());
    if (i < contact_links_.size()) contact.push_back(contact_links_[i].get());
  }
  column.gap(narrow.bottom() - column.bottom());
  add_links(column, contact, Fill::own_width);
}

// What is seen of them begins where the text does: the room for their rings is taken from the padding.
void Content::add_links(Column& column, const std::vector<QWidget*>& links, Fill fill) {
  Column wider = column.outset(ring_of(banner_.font()));
  wider.add_lines(links, {0, 0}, fill);
  column.gap(wider.bottom() - column.bottom());
}

int Content::arrange_narrow(Column column) {
  add_main(column);
  column.gap(ems(0.375));
  add_links(column, pointers(first_ways_), Fill::all);
  add_links(column, {&summary_}, Fill::own_width);
  if (!summary_.isChecked()) return column.bottom();
  add_rest(column);
  column.gap(ems(0.375));
  add_links(column, pointers(other_ways_), Fill::all);
  return column.bottom();
}

void Content::add_stack(Column& column, const Links& links) {
  for (const auto& link : links) column.add(*link);
}

// What is needed first on top, the ways at its foot; below it the rest, with the other ways beside it.
int Content::arrange_wide(Column column) {
  auto [main, ways] = column.outset(0, ring_of(banner_.font())).split(ems(kWays), ems(3));
  Column measured = ways.measuring();
  add_stack(measured, first_ways_);
  add_main(main);
  const int height = measured.bottom() - column.bottom();
  const int foot = std::max(main.bottom(), measured.bottom());
  ways.gap(foot - height - column.bottom());
  add_stack(ways, first_ways_);
  add_stack(ways, other_ways_);
  main.gap(foot + ems(0.25) - main.bottom());
  add_rest(main);
  return std::max(main.bottom(), ways.bottom());
}

}  // namespace gracegate::qt
