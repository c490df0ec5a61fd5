#pragma once

#include "ui/viewmodels/archive_view_model.h"

#include <QWidget>

#include <functional>
#include <vector>

class QComboBox;
class QPushButton;

namespace limpid::pages {

/// A row of controls: which of the archives that are known, and buttons to add, change, forget and
/// test one.
class ArchiveChoice final : public QWidget
{
  Q_OBJECT

public:
  explicit ArchiveChoice(viewmodels::ArchiveViewModel& archives, QWidget* parent = nullptr);

  /// Shows what is known by now. While something is under way no other archive can be chosen.
  void showList(bool idle);

private:
  QPushButton* add(const QString& name, const QString& word, const QString& meaning,
                   const std::function<void()>& act);
  void edit(bool isNew);

  viewmodels::ArchiveViewModel& m_archives;
  QComboBox* m_choice = nullptr;
  QPushButton* m_add = nullptr;
  std::vector<QPushButton*> m_ofChosen; // need a chosen archive
};

} // namespace limpid::pages
