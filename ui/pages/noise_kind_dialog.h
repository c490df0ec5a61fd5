#pragma once

#include "ui/viewmodels/noise_fit_view_model.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace limpid::rendering {
class CurveChart;
}

namespace limpid::widgets {
class StatusSentence;
}

namespace limpid::pages {

/// The kind of noise: a sentence, and what was measured beside what the law would give, as
/// histogram, as spread by signal and as spectrum.
class NoiseKindDialog final : public QDialog
{
  Q_OBJECT

public:
  explicit NoiseKindDialog(viewmodels::NoiseFitViewModel& fit, QWidget* parent = nullptr);

private:
  QWidget* buildCharts();
  QWidget* buildFoot();
  void showState();
  void showCharts();

  viewmodels::NoiseFitViewModel& m_fit;
  widgets::StatusSentence* m_sentence = nullptr;
  QLabel* m_more = nullptr;
  rendering::CurveChart* m_histogram = nullptr;
  rendering::CurveChart* m_spread = nullptr;
  rendering::CurveChart* m_spectrum = nullptr;
  QPushButton* m_measure = nullptr;
};

} // namespace limpid::pages
