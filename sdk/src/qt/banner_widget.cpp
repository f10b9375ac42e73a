#include <QAccessible>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QPainter>
#include <QUrl>

#include "gracegate/qt.hpp"
#include "qt/accessible.hpp"
#include "qt/content.hpp"
#include "qt/look.hpp"
#include "qt/next_look.hpp"

namespace gracegate {
namespace {

// The model of the live script, so that both show the same.
QJsonObject model_of(const Banner& banner, TimePoint now) {
  const auto json = QByteArray::fromStdString(banner_json(banner, now));
  return QJsonDocument::fromJson(json).object()["banner"].toObject();
}

}  // namespace

BannerWidget::BannerWidget(const Gate& gate, std::string account, Viewer viewer, QWidget* parent)
    : BannerWidget([&gate, account = std::move(account),
                    viewer = std::move(viewer)] { return gate.banner(account, viewer); },
                   [&gate] { return gate.now(); }, parent) {}

BannerWidget::BannerWidget(std::function<std::optional<Banner>()> banner, std::function<TimePoint()> now,
                           QWidget* parent)
    : QFrame(parent),
      banner_(std::move(banner)),
      now_(std::move(now)),
      content_(std::make_unique<qt::Content>(*this, [this](const Way& way) { choose(way); })) {
  qt::install_roles();
  setObjectName(QStringLiteral("gracegate"));
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  timer_.setSingleShot(true);
  timer_.setTimerType(Qt::PreciseTimer);
  connect(&timer_, &QTimer::timeout, this, &BannerWidget::refresh);
  hide();
  watch_ancestors();
  refresh();
}

BannerWidget::~BannerWidget() = default;

void BannerWidget::refresh() {
  const TimePoint now = now_();
  const std::optional<Banner> banner = banner_();
  timer_.stop();
  if (is_seen()) timer_.start(qt::next_look(banner, now));
  take(banner, now);
}

void BannerWidget::take(const std::optional<Banner>& banner, TimePoint now) {
  if (banner && !isWindow()) {
    const QJsonObject model = model_of(*banner, now);
    setLayoutDirection(banner->right_to_left ? Qt::RightToLeft : Qt::LeftToRight);
    setAccessibleName(model["region_label"].toString());
    setAccessibleDescription(model["text"].toString());
    content_->show(model, qt::look_of(*banner, QGuiApplication::palette()));
    content_->place(width());
    updateGeometry();
    update();
    show();
    announce(model["case"].toString() + model["state"].toString(), model["title"].toString());
  } else {
    hide();
    announced_.clear();
  }
  const Mode before = std::exchange(mode_, banner ? banner->mode : Mode::open);
  if (mode_ != before) Q_EMIT mode_changed(mode_);
}

// Once per stage: a count that is read out each minute drives people away.
void BannerWidget::announce(const QString& stage, const QString& title) {
  if (!is_seen() || stage == announced_) return;
  announced_ = stage;
  QAccessibleEvent alert(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&alert);
  Q_EMIT stage_shown(title);
}

void BannerWidget::choose(const Way& way) {
  const QUrl url(QString::fromStdString(way.url), QUrl::StrictMode);
  if (opens_ways_ && !url.isRelative()) QDesktopServices::openUrl(url);
  Q_EMIT way_chosen(way);
}

// Itself it is hidden while there is nothing to show.
bool BannerWidget::is_seen() const {
  return !isWindow() && parentWidget()->isVisible() && !window()->isMinimized();
}

// Each of them may become part of another window, or be the window.
void BannerWidget::watch_ancestors() {
  for (QWidget* one = parentWidget(); one != nullptr; one = one->parentWidget())
    one->installEventFilter(this);
}

// Qt gives a window that has no focus yet to the first widget that takes it. The banner stands aside.
void BannerWidget::keep_first_focus_out() {
  if (window()->focusWidget() != nullptr) return;
  for (QWidget* one = nextInFocusChain(); one != this; one = one->nextInFocusChain()) {
    const bool takes =
        (one->focusPolicy() & Qt::TabFocus) != 0 && one->isVisibleTo(window()) && one->isEnabled();
    if (takes && !isAncestorOf(one)) return one->setFocus(Qt::OtherFocusReason);
  }
}

bool BannerWidget::event(QEvent* event) {
  const bool is_handled = QFrame::event(event);
  switch (event->type()) {
    case QEvent::ParentChange:
      watch_ancestors();
      refresh();
      break;
    case QEvent::ApplicationPaletteChange:
    case QEvent::PaletteChange:
    case QEvent::FontChange:
      refresh();
      break;
    default:
      break;
  }
  return is_handled;
}

bool BannerWidget::eventFilter(QObject* watched, QEvent* event) {
  switch (event->type()) {
    case QEvent::ParentChange:
      watch_ancestors();
      refresh();
      break;
    case QEvent::WindowActivate:
      keep_first_focus_out();
      refresh();
      break;
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::WindowStateChange:
      refresh();
      break;
    default:
      break;
  }
  return QFrame::eventFilter(watched, event);
}

int BannerWidget::heightForWidth(int width) const { return content_->height_for(width); }

QSize BannerWidget::sizeHint() const {
  const int width = parentWidget() != nullptr ? parentWidget()->width() : 0;
  return {width, heightForWidth(width)};
}

// At any width all of it is seen: it wraps, and grows higher.
QSize BannerWidget::minimumSizeHint() const {
  const int least = 8 * qt::em_of(font());
  return {least, heightForWidth(std::max(width(), least))};
}

void BannerWidget::resizeEvent(QResizeEvent* event) {
  QFrame::resizeEvent(event);
  content_->place(width());
  if (event->size().width() != event->oldSize().width()) updateGeometry();
}

void BannerWidget::paintEvent(QPaintEvent* /*event*/) {
  const qt::Look& look = content_->look();
  const int edge = qt::em_of(font()) / 4;
  QPainter painter(this);
  painter.fillRect(rect(), look.edge);
  const int side = look.is_high_contrast ? edge : 0;
  painter.fillRect(rect().adjusted(side, side, -side, -edge), look.surface);
}

}  // namespace gracegate
