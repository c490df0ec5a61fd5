#pragma once

#include "ui/viewmodels/estimator_list.h"
#include "ui/viewmodels/quality_view_model.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;
class QVBoxLayout;

namespace limpid::pages {

class ParameterForm;

/// Which estimator measures the noise, with a form of its parameters; all plugins that were found,
/// with the reason of those that can't be used, and ticks that switch them on and off.
class MeasureDialog final : public QDialog
{
  Q_OBJECT

public:
  explicit MeasureDialog(viewmodels::QualityViewModel& quality, QWidget* parent = nullptr);

private:
  QWidget* buildList();
  QWidget* buildForm();
  QWidget* buildButtons();
  void showEstimators();
  void showChoice();
  void showParameters();
  void switchPlugin(QTreeWidgetItem* item, int column);
  void measure();
  QString chosen() const;

  viewmodels::QualityViewModel& m_quality;
  viewmodels::EstimatorList m_estimators;
  QTreeWidget* m_list = nullptr;
  QVBoxLayout* m_formPlace = nullptr;
  QLabel* m_about = nullptr;
  ParameterForm* m_form = nullptr;
  QCheckBox* m_keepKnown = nullptr;
  QPushButton* m_start = nullptr;
};

} // namespace limpid::pages
