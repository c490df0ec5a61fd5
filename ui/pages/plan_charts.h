#pragma once

#include "ui/viewmodels/plan_view_model.h"

#include <QWidget>

class QLabel;
class QSlider;
class QVBoxLayout;

namespace limpid::rendering {
class CurveChart;
class FilmStrip;
} // namespace limpid::rendering

namespace limpid::pages {

/// What the images can teach, on one axis of the level of detail (texture left, layout right): one
/// of the images with that noise, the risks, the instability for a chosen risk, and how many images
/// teach each level.
class PlanCharts final : public QWidget
{
  Q_OBJECT

public:
  explicit PlanCharts(viewmodels::PlanViewModel& plan, QWidget* parent = nullptr);

public Q_SLOTS:
  void showCurves();

private:
  rendering::CurveChart* addChart(QVBoxLayout& rows, const QString& name, const QString& title);
  void addRiskLine(QVBoxLayout& rows);
  void showFilmStrip();
  void showInstability();
  void showRiskLine();
  void showCoverage();
  void showRisks();
  QString unit() const;

  viewmodels::PlanViewModel& m_plan;
  rendering::FilmStrip* m_film = nullptr;
  rendering::CurveChart* m_risks = nullptr;
  rendering::CurveChart* m_instability = nullptr;
  rendering::CurveChart* m_coverage = nullptr;
  QSlider* m_risk = nullptr;
  QLabel* m_riskText = nullptr;
};

} // namespace limpid::pages
