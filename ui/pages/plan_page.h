#pragma once

#include "ui/viewmodels/plan_view_model.h"
#include "ui/widgets/page_frame.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;
class QStackedWidget;
class QVBoxLayout;

namespace limpid::widgets {
class Card;
class EmptyState;
} // namespace limpid::widgets

namespace limpid::pages {

class TeachingTable;

/// See what the images can teach before any computing time is spent.
class PlanPage final : public widgets::PageFrame
{
  Q_OBJECT

public:
  explicit PlanPage(viewmodels::PlanViewModel& plan, QWidget* parent = nullptr);

protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

private:
  void buildControls();
  QWidget* buildContent();
  QWidget* buildMeaning();
  QWidget* buildSentences();
  QWidget* buildAdvanced();
  void showRepeats();
  void takeChoices();
  void takeTimeBudget();
  void showState();
  void showChoices();
  void showMeaning();
  void showSentences();
  void lookAtText();

  viewmodels::PlanViewModel& m_plan;
  QStackedWidget* m_stack = nullptr;
  QPushButton* m_lookAtText = nullptr; // after a start that text in the pixels has stopped
  widgets::EmptyState* m_empty = nullptr;
  widgets::Card* m_teachersCard = nullptr;
  TeachingTable* m_teachers = nullptr;
  QLabel* m_cost = nullptr;
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
  QCheckBox* m_means = nullptr;
  QLabel* m_repeats = nullptr; // what means of repeats would bring
  bool m_showing = false;      // the controls follow the view-model, not the user
};

} // namespace limpid::pages
