#pragma once

#include "ui/viewmodels/quality_view_model.h"

#include <QDialog>

#include <memory>

class QTableView;

namespace limpid::viewmodels {
class HistoryList;
}

namespace limpid::pages {

/// Who changed what of the quality and when, newest first, with undo and redo.
class HistoryDialog final : public QDialog
{
  Q_OBJECT

public:
  explicit HistoryDialog(viewmodels::QualityViewModel& quality, QWidget* parent = nullptr);
  ~HistoryDialog() override;

private:
  void read();

  viewmodels::QualityViewModel& m_quality;
  QTableView* m_table = nullptr;
  std::unique_ptr<viewmodels::HistoryList> m_history;
};

} // namespace limpid::pages
