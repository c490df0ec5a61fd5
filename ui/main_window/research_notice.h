#pragma once

#include <QSettings>

class QWidget;

namespace limpid::main_window {

/// Says at the first start that Limpid is for research, and remembers that it was understood.
void showResearchNoticeOnce(QWidget* window, QSettings& settings);

} // namespace limpid::main_window
