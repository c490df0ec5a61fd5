#pragma once

#include "ui/rendering/window_level.h"
#include "ui/viewmodels/train_view_model.h"
#include "ui/widgets/page_frame.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace limpid::rendering {
class CurveChart;
class GalleryView;
} // namespace limpid::rendering

namespace limpid::pages {

/// Watch the model learn; stop when it is good enough.
class TrainPage final : public widgets::PageFrame
{
  Q_OBJECT

public:
  explicit TrainPage(viewmodels::TrainViewModel& train, QWidget* parent = nullptr);

public Q_SLOTS:
  void askToStop();

Q_SIGNALS:
  void planRequested();
  void generateRequested();

private:
  void buildControls();
  QWidget* buildContent();
  QWidget* buildFigures();
  void press();
  void openRunFolder();
  static QString nextStepText(viewmodels::TrainViewModel::State state);
  void showState();
  void showLoss();
  void showPreviews();
  void showRealPair();

  viewmodels::TrainViewModel& m_train;
  QStackedWidget* m_stack = nullptr;
  rendering::GalleryView* m_previews = nullptr;
  rendering::GalleryView* m_real = nullptr;
  rendering::CurveChart* m_loss = nullptr;
  QPushButton* m_pause = nullptr;
  QPushButton* m_stop = nullptr;
  QPushButton* m_copy = nullptr;
  QLabel* m_step = nullptr;
  QLabel* m_timeLeft = nullptr;
  QLabel* m_speed = nullptr;
  QLabel* m_memory = nullptr;
  QLabel* m_device = nullptr;
};

} // namespace limpid::pages
