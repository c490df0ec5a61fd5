#pragma once

#include <QWidget>

class QDialog;
class QPushButton;

namespace limpid::pages {

/// The foot of a dialog about an archive: what is to be known before acting, Close, and the button
/// that acts.
class ArchiveFoot final : public QWidget
{
  Q_OBJECT

public:
  /// `act` is named and bound by the dialog; here it becomes one that a click alone presses.
  ArchiveFoot(QDialog& dialog, const QString& note, QPushButton* act);
};

} // namespace limpid::pages
