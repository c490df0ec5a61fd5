#pragma once

#include "ui/viewmodels/match_view_model.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;
class QSlider;
class QStackedWidget;

namespace limpid::rendering {
class ImageView;
}

namespace limpid::widgets {
class EmptyState;
class StatusSentence;
} // namespace limpid::widgets

namespace limpid::pages {

/// Matches a grade of a rating by eye: two images side by side, one slider that adds the same noise
/// to both, and one answer. Space answers, the arrows move the slider.
class MatchDialog final : public QDialog
{
  Q_OBJECT

public:
  explicit MatchDialog(viewmodels::MatchViewModel& match, QWidget* parent = nullptr);
  ~MatchDialog() override;

private:
  QWidget* buildHead();
  QWidget* buildPair();
  QWidget* buildFoot();
  void connectAll();
  void showState();
  void showGrades();
  void showPair();
  void showNoise();
  void showWords();
  void setSide(int which, bool fresh);

  viewmodels::MatchViewModel& m_match;
  QComboBox* m_component = nullptr;
  QComboBox* m_grade = nullptr;
  QPushButton* m_start = nullptr;
  QPushButton* m_measure = nullptr;
  QPushButton* m_take = nullptr;
  QStackedWidget* m_middle = nullptr; ///< the pair, or what there will be
  widgets::EmptyState* m_empty = nullptr;
  QLabel* m_question = nullptr;
  rendering::ImageView* m_views[2] = {};
  QSlider* m_slider = nullptr;
  QLabel* m_level = nullptr;
  QLabel* m_effect = nullptr;
  QPushButton* m_back = nullptr;
  QPushButton* m_answer = nullptr;
  widgets::StatusSentence* m_sentence = nullptr;
};

} // namespace limpid::pages
