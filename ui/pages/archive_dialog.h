#pragma once

#include "ui/pages/waiting_dialog.h"
#include "ui/viewmodels/archive_view_model.h"

#include <memory>

class QLineEdit;
class QPushButton;
class QTreeView;

namespace limpid::widgets {
class JobStrip;
class StatusSentence;
} // namespace limpid::widgets

namespace limpid::pages {

class ArchiveChoice;

/// Images from an archive: choose one, search it, tick studies and series, fetch them.
class ArchiveDialog final : public WaitingDialog
{
  Q_OBJECT

public:
  ArchiveDialog(std::unique_ptr<viewmodels::ArchiveViewModel> archives, QWidget* parent = nullptr);
  ~ArchiveDialog() override;

  viewmodels::ArchiveViewModel& archives() { return *m_archives; }

protected:
  bool isBusy() const override;
  void cancel() override;

private:
  QWidget* buildSearch();
  QWidget* buildTree();
  QWidget* buildFoot();
  QLineEdit* field(const QString& name, const QString& word, const QString& example);
  void search();
  void showState();
  void showFetchButton();

  std::unique_ptr<viewmodels::ArchiveViewModel> m_archives;
  ArchiveChoice* m_choice = nullptr;
  QPushButton* m_search = nullptr;
  QLineEdit* m_patient = nullptr;
  QLineEdit* m_patientId = nullptr;
  QLineEdit* m_from = nullptr;
  QLineEdit* m_to = nullptr;
  QLineEdit* m_modality = nullptr;
  QLineEdit* m_accession = nullptr;
  QTreeView* m_tree = nullptr;
  widgets::StatusSentence* m_status = nullptr;
  widgets::JobStrip* m_jobs = nullptr;
  QPushButton* m_fetch = nullptr;
};

} // namespace limpid::pages
