#pragma once

#include "ui/rendering/chart_scale.h"
#include "ui/rendering/curve_chart.h"

#include <QPointF>
#include <QRectF>

#include <vtkChartXY.h>
#include <vtkContextActor.h>
#include <vtkNew.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>

#include <functional>
#include <optional>
#include <vector>

namespace limpid::rendering {

/// What a chart shows, and its drawing by VTK: axes, grid, curves, bands, bars, thresholds. All
/// text is the overlay's: Qt's fonts hold Chinese, VTK's don't.
class ChartPlots final
{
public:
  /// `changed` is called when the window has to be rendered anew.
  ChartPlots(vtkRenderWindow& window, std::function<void()> changed);

  ChartAxis xAxis;
  ChartAxis yAxis;
  std::vector<CurveSeries> series;
  std::vector<BarSeries> bars;
  std::vector<ChartThreshold> thresholds;

  /// After any change of the above or of the theme. `ratio`: device pixels per widget pixel.
  void rebuild(double ratio);
  /// Puts the area inside the axes there, in a widget of this height; widget pixels.
  void place(const QRectF& area, double widgetHeight);

  bool isEmpty() const { return m_empty; }
  const ChartScale& xScale() const { return m_x; }
  const ChartScale& yScale() const { return m_y; }
  const QRectF& plotArea() const { return m_area; } ///< widget pixels
  std::optional<QPointF> toWidget(QPointF point) const;

private:
  void workOutScales();
  void makeRoomForLines();
  void showAxis(int place, const ChartScale& scale);
  void addBars();
  void addCurve(const CurveSeries& curve);
  void addWarnedRegion(const ChartThreshold& threshold);
  void addThresholdLine(const ChartThreshold& threshold);
  void addZeroLine();

  std::function<void()> m_changed;
  vtkNew<vtkRenderer> m_renderer;
  vtkNew<vtkContextActor> m_actor;
  vtkNew<vtkChartXY> m_chart;
  ChartScale m_x;
  ChartScale m_y;
  bool m_empty = true;
  QRectF m_area;
  double m_ratio = 1.0;
};

} // namespace limpid::rendering
