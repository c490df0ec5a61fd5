#pragma once

#include "ui/viewmodels/generate_view_model.h"
#include "ui/widgets/page_frame.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace limpid::rendering {
class GalleryView;
}

namespace limpid::widgets {
class Card;
}

namespace limpid::pages {

/// Make synthetic images and find out whether they can be trusted.
class GeneratePage final : public widgets::PageFrame
{
  Q_OBJECT

public:
  explicit GeneratePage(viewmodels::GenerateViewModel& generate, QWidget* parent = nullptr);

Q_SIGNALS:
  void exportRequested();

private:
  QWidget* buildContent();
  QWidget* buildAdvanced();
  void takeChoices();
  void press();
  void showState();
  void showVerdict();
  void showSamples();

  viewmodels::GenerateViewModel& m_generate;
  QStackedWidget* m_stack = nullptr;
  rendering::GalleryView* m_gallery = nullptr;
  widgets::Card* m_verdict = nullptr;
  QGridLayout* m_lines = nullptr;
  QLabel* m_summary = nullptr;
  QPushButton* m_again = nullptr;
  QSpinBox* m_count = nullptr;
  QComboBox* m_sampler = nullptr;
  QSpinBox* m_steps = nullptr;
  QSpinBox* m_seed = nullptr;
};

} // namespace limpid::pages
