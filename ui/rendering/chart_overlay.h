#pragma once

#include "ui/rendering/chart_plots.h"

#include <QWidget>

#include <optional>
#include <utility>

namespace limpid::rendering {

/// What Qt writes over a chart: axis titles and ticks, names at the curves' ends or a legend,
/// labels of thresholds, the crosshair with its values, and why there is nothing.
class ChartOverlay final : public QWidget
{
public:
  ChartOverlay(QWidget* parent, const ChartPlots& plots);

  QString emptyReason;
  std::optional<QPointF> pointer;
  std::optional<std::pair<int, int>> margins; ///< left and right of the plot, if fixed

  /// Where the area inside the axes has to be, so that all text finds room.
  QRectF roomForPlot() const;

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  bool hasLegend() const;
  int labelWidth() const; ///< of names or legend, right of the axes
  void drawAxes(QPainter& painter) const;
  void drawEndLabels(QPainter& painter) const;
  void drawLegend(QPainter& painter) const;
  void drawThresholdLabels(QPainter& painter) const;
  void drawCrosshair(QPainter& painter) const;
  QStringList valuesAt(double x) const;

  const ChartPlots& m_plots;
};

} // namespace limpid::rendering
