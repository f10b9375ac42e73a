#include "qt/accessible.hpp"

#include <QAccessibleWidget>

#include "gracegate/qt.hpp"
#include "qt/words.hpp"

namespace gracegate::qt {
namespace {

// Qt takes what this returns into its keeping.
QAccessibleInterface* role_of(const QString& /*class_name*/, QObject* object) {
  if (auto* banner = dynamic_cast<BannerWidget*>(object))
    return new QAccessibleWidget(banner, QAccessible::Notification);
  if (auto* words = dynamic_cast<Words*>(object))
    return new QAccessibleWidget(words, QAccessible::StaticText);
  return nullptr;
}

}  // namespace

void install_roles() { QAccessible::installFactory(role_of); }

}  // namespace gracegate::qt
