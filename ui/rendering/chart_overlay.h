#pragma once

#include "ui/rendering/chart_plots.h"

#include <QWidget>

#include <optional>

namespace limpid::rendering {

/// What Qt writes over a chart: names at the curves' ends or a legend, labels of thresholds, the
/// crosshair with its values, and why there is nothing.
class ChartOverlay final : public QWidget
{
public:
  ChartOverlay(QWidget* parent, const ChartPlots& plots);

  QString emptyReason;
  std::optional<QPointF> pointer;

  /// Width that names or legend need right of the axes.
  int labelWidth() const;

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  bool hasLegend() const;
  void drawEndLabels(QPainter& painter) const;
  void drawLegend(QPainter& painter) const;
  void drawThresholdLabels(QPainter& painter) const;
  void drawCrosshair(QPainter& painter) const;
  QStringList valuesAt(double x) const;

  const ChartPlots& m_plots;
};

} // namespace limpid::rendering
