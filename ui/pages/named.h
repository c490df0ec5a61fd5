#pragma once

#include <QString>
#include <QWidget>

namespace limpid::pages {

/// Gives a control the two names that every control has: one for tests and tours, one that screen
/// readers say.
template<typename Widget>
Widget* named(Widget* widget, const QString& objectName, const QString& accessibleName)
{
  widget->setObjectName(objectName);
  widget->setAccessibleName(accessibleName);
  return widget;
}

} // namespace limpid::pages
