#pragma once

#include "ui/viewmodels/export_view_model.h"
#include "ui/widgets/page_frame.h"

class QComboBox;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QLabel;

namespace limpid::pages {

/// Write images that say they are synthetic.
class ExportPage final : public widgets::PageFrame
{
  Q_OBJECT

public:
  explicit ExportPage(viewmodels::ExportViewModel& exporting, QWidget* parent = nullptr);

private:
  void buildControls();
  QWidget* buildContent();
  void askForFolder();
  void openWrittenFolder();
  void askForArchive();
  void showState();
  void showProgress();

  viewmodels::ExportViewModel& m_export;
  QStackedWidget* m_stack = nullptr;
  QLineEdit* m_folder = nullptr;
  QComboBox* m_class = nullptr;
  QPushButton* m_show = nullptr;
  QPushButton* m_send = nullptr;
  QLabel* m_says = nullptr;
  QLabel* m_neverSays = nullptr;
};

} // namespace limpid::pages
