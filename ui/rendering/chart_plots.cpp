#include "ui/rendering/chart_plots.h"

#include "ui/rendering/colour_tokens.h"

#include <vtkAxis.h>
#include <vtkBrush.h>
#include <vtkContextScene.h>
#include <vtkDoubleArray.h>
#include <vtkPen.h>
#include <vtkPlotArea.h>
#include <vtkPlotLine.h>
#include <vtkStringArray.h>
#include <vtkTable.h>

#include <array>
#include <cmath>
#include <utility>

namespace limpid::rendering {
namespace {

constexpr int samples = 4;
constexpr double bandAlpha = 0.2;
constexpr double curveWidth = 2.0;
constexpr double dottedWidth = 3.0;    // dots of 2 pixels are faint
constexpr double roomForLines = 0.025; // of the value axis, so that no curve is cut in half

vtkColor4ub vtkColour(const QColor& colour, double alpha = 1.0)
{
  return {static_cast<unsigned char>(colour.red()), static_cast<unsigned char>(colour.green()),
          static_cast<unsigned char>(colour.blue()),
          static_cast<unsigned char>(std::lround(alpha * 255.0))};
}

vtkColor4ub vtkColour(const char* token)
{
  return vtkColour(tokenColour(QString::fromLatin1(token)));
}

int lineType(Dash dash)
{
  switch (dash) {
  case Dash::Dashed:
    return vtkPen::DASH_LINE;
  case Dash::Dotted:
    return vtkPen::DENSE_DOT_LINE;
  case Dash::DashDotted:
    return vtkPen::DASH_DOT_LINE;
  case Dash::Solid:
    break;
  }
  return vtkPen::SOLID_LINE;
}

/// Columns c0, c1, … as vtkPlot wants them.
vtkSmartPointer<vtkTable> tableOf(const std::vector<std::vector<double>>& columns)
{
  auto table = vtkSmartPointer<vtkTable>::New();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    vtkNew<vtkDoubleArray> array;
    array->SetName(("c" + std::to_string(i)).c_str());
    array->SetNumberOfValues(static_cast<vtkIdType>(columns[i].size()));
    std::copy(columns[i].begin(), columns[i].end(), array->GetPointer(0));
    table->AddColumn(array);
  }
  return table;
}

void addLine(vtkChartXY& chart, const std::vector<double>& x, const std::vector<double>& y,
             const vtkColor4ub& colour, double width, int type)
{
  vtkNew<vtkPlotLine> plot;
  plot->SetInputData(tableOf({x, y}), 0, 1);
  plot->GetPen()->SetColor(colour);
  plot->GetPen()->SetWidth(static_cast<float>(width));
  plot->GetPen()->SetLineType(type);
  plot->SetSelectable(false);
  chart.AddPlot(plot);
}

void addArea(vtkChartXY& chart, const std::vector<double>& x, const std::vector<double>& low,
             const std::vector<double>& high, const vtkColor4ub& colour)
{
  vtkNew<vtkPlotArea> plot;
  plot->SetInputData(tableOf({x, low, high}));
  plot->SetInputArray(0, "c0");
  plot->SetInputArray(1, "c1");
  plot->SetInputArray(2, "c2");
  plot->GetBrush()->SetColor(colour);
  plot->GetPen()->SetLineType(vtkPen::NO_PEN);
  plot->SetSelectable(false);
  chart.AddPlot(plot);
}

} // namespace

ChartPlots::ChartPlots(vtkRenderWindow& window, std::function<void()> changed)
    : m_changed(std::move(changed))
{
  m_chart->SetAutoSize(false);
  m_chart->SetLayoutStrategy(vtkChart::AXES_TO_RECT);
  m_chart->SetShowLegend(false);
  m_chart->SetForceAxesToBounds(false);
  m_chart->SetInteractive(false);
  m_chart->GetBackgroundBrush()->SetOpacity(0);
  m_actor->GetScene()->AddItem(m_chart);
  m_actor->GetScene()->SetRenderer(m_renderer);
  m_renderer->AddActor(m_actor);
  // In VTK's own framebuffer; the widget's must have none to be copied to.
  window.SetMultiSamples(samples);
  window.AddRenderer(m_renderer);
}

void ChartPlots::workOutScales()
{
  DataRange x;
  DataRange y;
  for (const CurveSeries& curve : series)
    for (std::size_t i = 0; i < std::min(curve.x.size(), curve.y.size()); ++i) {
      DataRange point;
      point.add(curve.y[i], yAxis.logarithmic);
      if (point.empty)
        continue;
      x.add(curve.x[i], xAxis.logarithmic);
      y.add(curve.y[i], yAxis.logarithmic);
      if (i < curve.lower.size() && i < curve.upper.size()) {
        y.add(curve.lower[i], yAxis.logarithmic);
        y.add(curve.upper[i], yAxis.logarithmic);
      }
    }
  std::vector<double> total;
  for (const BarSeries& bar : bars) {
    total.resize(std::max(total.size(), bar.counts.size()), 0.0);
    for (std::size_t i = 0; i < bar.counts.size(); ++i)
      total[i] += bar.counts[i];
    for (const double edge : bar.edges)
      x.add(edge, xAxis.logarithmic);
  }
  for (const double height : total)
    y.add(height, yAxis.logarithmic);
  m_empty = x.empty || y.empty;
  if (!total.empty() && !yAxis.logarithmic)
    y.add(0.0, false);
  for (const ChartThreshold& threshold : thresholds)
    (threshold.orientation == Qt::Horizontal ? y : x)
        .add(threshold.value,
             threshold.orientation == Qt::Horizontal ? yAxis.logarithmic : xAxis.logarithmic);
  m_x = scaleFor(xAxis, x, false);
  m_y = scaleFor(yAxis, y, true);
  makeRoomForLines();
}

void ChartPlots::makeRoomForLines()
{
  if (series.empty() || m_y.logarithmic)
    return;
  const double room = roomForLines * (m_y.high - m_y.low);
  if (!yAxis.minimum)
    m_y.low -= room;
  if (!yAxis.maximum)
    m_y.high += room;
}

void ChartPlots::showAxis(int place, const ChartScale& scale)
{
  vtkAxis* axis = m_chart->GetAxis(place);
  axis->SetBehavior(vtkAxis::FIXED);
  axis->SetRange(scale.low, scale.high);
  axis->SetTitle("");
  axis->SetLabelsVisible(false);
  vtkNew<vtkDoubleArray> positions;
  vtkNew<vtkStringArray> labels;
  for (const ChartTick& tick : ticksOf(scale)) {
    positions->InsertNextValue(tick.position);
    labels->InsertNextValue("");
  }
  axis->SetCustomTickPositions(positions, labels);
  for (vtkPen* pen : {axis->GetPen(), axis->GetGridPen()}) {
    pen->SetColor(vtkColour("line"));
    pen->SetWidth(static_cast<float>(m_ratio));
  }
  axis->SetGridVisible(place == vtkAxis::LEFT);
  axis->SetTickLength(static_cast<float>(4.0 * m_ratio));
}

void ChartPlots::rebuild(double ratio)
{
  m_ratio = ratio;
  workOutScales();
  m_chart->ClearPlots();
  m_chart->SetVisible(!m_empty);
  const QColor background = tokenColour(QStringLiteral("surface"));
  m_renderer->SetBackground(background.redF(), background.greenF(), background.blueF());
  showAxis(vtkAxis::BOTTOM, m_x);
  showAxis(vtkAxis::LEFT, m_y);
  for (const ChartThreshold& threshold : thresholds)
    addWarnedRegion(threshold);
  addBars();
  addZeroLine();
  for (const ChartThreshold& threshold : thresholds)
    addThresholdLine(threshold);
  for (const CurveSeries& curve : series)
    addCurve(curve);
  m_chart->RecalculateBounds();
  m_changed();
}

void ChartPlots::addBars()
{
  std::vector<double> base;
  for (const BarSeries& bar : bars) {
    base.resize(std::max(base.size(), bar.counts.size()), 0.0);
    std::vector<double> x;
    std::vector<double> low;
    std::vector<double> high;
    for (std::size_t i = 0; i < bar.counts.size() && i + 1 < bar.edges.size(); ++i) {
      const double from = m_x.scaled(bar.edges[i]);
      const double to = m_x.scaled(bar.edges[i + 1]);
      if (!std::isfinite(from) || !std::isfinite(to))
        continue;
      const double bottom =
          std::max(m_y.low, yAxis.logarithmic && base[i] <= 0.0 ? m_y.low : m_y.scaled(base[i]));
      base[i] += bar.counts[i];
      const double top = base[i] > 0.0 ? m_y.scaled(base[i]) : bottom;
      x.insert(x.end(), {from, to});
      low.insert(low.end(), {bottom, bottom});
      high.insert(high.end(), {top, top});
    }
    if (!x.empty())
      addArea(*m_chart, x, low, high, vtkColour(tokenColour(bar.colourToken)));
  }
}

void ChartPlots::addCurve(const CurveSeries& curve)
{
  const std::size_t points = std::min(curve.x.size(), curve.y.size());
  std::vector<double> x;
  std::vector<double> y;
  for (std::size_t i = 0; i < points; ++i) {
    if (!std::isfinite(m_x.scaled(curve.x[i])))
      continue;
    x.push_back(m_x.scaled(curve.x[i]));
    y.push_back(m_y.scaled(curve.y[i]));
  }
  if (x.empty())
    return;
  const QColor colour = tokenColour(curve.colourToken);
  if (curve.lower.size() == points && curve.upper.size() == points) {
    std::vector<std::vector<double>> band(3);
    for (std::size_t i = 0; i < points; ++i) {
      const std::array<double, 3> row{m_x.scaled(curve.x[i]), m_y.scaled(curve.lower[i]),
                                      m_y.scaled(curve.upper[i])};
      for (std::size_t c = 0; c < row.size() && std::isfinite(row[0] + row[1] + row[2]); ++c)
        band[c].push_back(row[c]);
    }
    if (!band[0].empty())
      addArea(*m_chart, band[0], band[1], band[2], vtkColour(colour, bandAlpha));
  }
  const double width = curve.dash == Dash::Dotted ? dottedWidth : curveWidth;
  addLine(*m_chart, x, y, vtkColour(colour), width * m_ratio, lineType(curve.dash));
}

void ChartPlots::addWarnedRegion(const ChartThreshold& threshold)
{
  const bool horizontal = threshold.orientation == Qt::Horizontal;
  const ChartScale& scale = horizontal ? m_y : m_x;
  const double at = scale.scaled(threshold.value);
  if (!std::isfinite(at) || threshold.warn == WarnSide::None)
    return;
  const double from = threshold.warn == WarnSide::Above ? at : scale.low;
  const double to = threshold.warn == WarnSide::Above ? scale.high : at;
  const double left = horizontal ? m_x.low : from;
  const double right = horizontal ? m_x.high : to;
  // vtkPlotArea draws nothing of two points.
  addArea(*m_chart, {left, (left + right) / 2.0, right},
          std::vector<double>(3, horizontal ? from : m_y.low),
          std::vector<double>(3, horizontal ? to : m_y.high), vtkColour("warnBg"));
}

void ChartPlots::addThresholdLine(const ChartThreshold& threshold)
{
  const bool horizontal = threshold.orientation == Qt::Horizontal;
  const double at = (horizontal ? m_y : m_x).scaled(threshold.value);
  if (!std::isfinite(at))
    return;
  const ChartScale& along = horizontal ? m_x : m_y;
  const std::vector<double> across{at, at};
  const std::vector<double> length{along.low, along.high};
  addLine(*m_chart, horizontal ? length : across, horizontal ? across : length, vtkColour("text2"),
          m_ratio, vtkPen::DASH_LINE);
}

void ChartPlots::addZeroLine()
{
  if (!m_y.logarithmic && m_y.low <= 0.0 && m_y.high >= 0.0)
    addLine(*m_chart, {m_x.low, m_x.high}, {0.0, 0.0}, vtkColour("muted"), m_ratio,
            vtkPen::SOLID_LINE);
}

void ChartPlots::place(const QRectF& area, double widgetHeight)
{
  m_area = area;
  const auto device = [this](double pixels) { return static_cast<float>(pixels * m_ratio); };
  m_chart->SetSize(vtkRectf(device(area.left()), device(widgetHeight - area.bottom()),
                            device(area.width()), device(area.height())));
  m_changed();
}

std::optional<QPointF> ChartPlots::toWidget(QPointF point) const
{
  const double x = m_x.scaled(point.x());
  const double y = m_y.scaled(point.y());
  if (!std::isfinite(x) || !std::isfinite(y))
    return std::nullopt;
  return QPointF(m_area.left() + (x - m_x.low) / (m_x.high - m_x.low) * m_area.width(),
                 m_area.bottom() - (y - m_y.low) / (m_y.high - m_y.low) * m_area.height());
}

} // namespace limpid::rendering
