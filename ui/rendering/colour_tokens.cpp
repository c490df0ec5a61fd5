#include "ui/rendering/colour_tokens.h"

#include <QGuiApplication>
#include <QPalette>
#include <QVariant>

namespace limpid::rendering {

QColor tokenColour(const QString& token)
{
  const QVariantHash tokens = qApp->property(colourTokensProperty).toHash();
  const auto found = tokens.constFind(token);
  if (found == tokens.constEnd())
    return QGuiApplication::palette().color(QPalette::Text);
  return found->value<QColor>();
}

} // namespace limpid::rendering
