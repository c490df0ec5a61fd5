#pragma once

#include "ui/widgets/theme.h"

namespace limpid::widgets {

/// The one style sheet: rail, cards, buttons, fields with a border that can be seen, chips, titles.
/// Everything else is Fusion with the palette.
QString makeStyleSheet(const QHash<QString, QColor>& colours, Appearance appearance);

} // namespace limpid::widgets
