#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace limpid::widgets {

/// An icon of resources/icons (studies, quality, plan, train, generate, export, folder, warning,
/// check, play, pause, stop, undo, redo, …) in the colours of the application's palette now: text,
/// muted when disabled. Load again when the palette changes. Null if there is no such icon.
QIcon themedIcon(const QString& name);

/// The same in one colour, `edge` logical pixels square, sharp at `devicePixelRatio`.
QPixmap iconPixmap(const QString& name, const QColor& colour, int edge, double devicePixelRatio);

} // namespace limpid::widgets
