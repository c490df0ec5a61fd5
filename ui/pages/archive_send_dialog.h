#pragma once

#include "ui/pages/waiting_dialog.h"
#include "ui/viewmodels/archive_send_view_model.h"

#include <memory>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace limpid::widgets {
class JobStrip;
class StatusSentence;
} // namespace limpid::widgets

namespace limpid::pages {

class ArchiveChoice;

/// Exported images to an archive: says how many go where, sends them on a click, and lists what the
/// archive has answered of each.
class ArchiveSendDialog final : public WaitingDialog
{
  Q_OBJECT

public:
  explicit ArchiveSendDialog(std::unique_ptr<viewmodels::ArchiveSendViewModel> sending,
                             QWidget* parent = nullptr);
  ~ArchiveSendDialog() override;

  viewmodels::ArchiveSendViewModel& sending() { return *m_sending; }

protected:
  bool isBusy() const override;
  void cancel() override;

private:
  QWidget* buildFoot();
  void fillList();
  void showState();
  void showStatus();

  std::unique_ptr<viewmodels::ArchiveSendViewModel> m_sending;
  ArchiveChoice* m_choice = nullptr;
  QLabel* m_intention = nullptr;
  QTreeWidget* m_list = nullptr;
  widgets::StatusSentence* m_status = nullptr;
  widgets::JobStrip* m_jobs = nullptr;
  QPushButton* m_send = nullptr;
};

} // namespace limpid::pages
