#pragma once

#include "ui/viewmodels/plan_view_model.h"
#include "ui/widgets/page_frame.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSlider;
class QSpinBox;
class QStackedWidget;
class QVBoxLayout;

namespace limpid::rendering {
class CurveChart;
}

namespace limpid::widgets {
class EmptyState;
}

namespace limpid::pages {

/// See what the images can teach before any computing time is spent.
class PlanPage final : public widgets::PageFrame
{
  Q_OBJECT

public:
  explicit PlanPage(viewmodels::PlanViewModel& plan, QWidget* parent = nullptr);

private:
  void buildControls();
  QWidget* buildContent();
  QWidget* buildCharts();
  QWidget* buildSentences();
  QWidget* buildAdvanced();
  void takeChoices();
  void takeTimeBudget();
  void showState();
  void showChoices();
  void showCurves();
  void showInstability();
  void showCoverage();
  void showRisks();
  void showSentences();
  QString unit() const;

  viewmodels::PlanViewModel& m_plan;
  QStackedWidget* m_stack = nullptr;
  widgets::EmptyState* m_empty = nullptr;
  rendering::CurveChart* m_instability = nullptr;
  rendering::CurveChart* m_coverage = nullptr;
  rendering::CurveChart* m_risks = nullptr;
  QSlider* m_risk = nullptr;
  QLabel* m_riskText = nullptr;
  QLabel* m_origin = nullptr;
  QVBoxLayout* m_sentences = nullptr;
  QStringList m_shownSentences;
  QComboBox* m_objective = nullptr;
  QComboBox* m_time = nullptr;
  QComboBox* m_size = nullptr;
  QComboBox* m_device = nullptr;
  QComboBox* m_schedule = nullptr;
  QComboBox* m_weighting = nullptr;
  QComboBox* m_network = nullptr;
  QSpinBox* m_steps = nullptr;
  QSpinBox* m_batch = nullptr;
  QSpinBox* m_heldOut = nullptr;
  QSpinBox* m_seed = nullptr;
  bool m_showing = false; // the controls follow the view-model, not the user
};

} // namespace limpid::pages
