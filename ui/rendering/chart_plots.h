#pragma once

#include "ui/rendering/chart_scale.h"
#include "ui/rendering/curve_chart.h"
#include "ui/rendering/vtk_scene.h"

#include <QPointF>
#include <QRectF>

#include <vtkChartXY.h>
#include <vtkContextActor.h>
#include <vtkRenderer.h>

#include <optional>
#include <vector>

namespace limpid::rendering {

/// What a chart shows, and its drawing by VTK: axes, grid, curves, bands, bars, thresholds. Texts
/// beside the axes are the overlay's.
class ChartPlots final
{
public:
  explicit ChartPlots(VtkWidget& canvas);

  ChartAxis xAxis;
  ChartAxis yAxis;
  std::vector<CurveSeries> series;
  std::vector<BarSeries> bars;
  std::vector<ChartThreshold> thresholds;

  void rebuild(); ///< after any change of the above or of the theme
  void place(double width, double height, double ratio); ///< widget pixels; ratio = device pixels

  bool isEmpty() const { return m_empty; }
  const ChartScale& xScale() const { return m_x; }
  const ChartScale& yScale() const { return m_y; }
  QRectF plotArea() const; ///< widget pixels, after it was painted once
  std::optional<QPointF> toWidget(QPointF point) const;

private:
  void workOutScales();
  void showAxis(int place, const ChartAxis& axis, const ChartScale& scale);
  void addBars();
  void addCurve(const CurveSeries& curve);
  void addThreshold(const ChartThreshold& threshold);
  void addZeroLine();

  VtkWidget& m_canvas;
  vtkNew<vtkRenderer> m_renderer;
  vtkNew<vtkContextActor> m_actor;
  vtkNew<vtkChartXY> m_chart;
  ChartScale m_x;
  ChartScale m_y;
  bool m_empty = true;
  double m_height = 1.0;
  double m_ratio = 1.0;
};

} // namespace limpid::rendering
