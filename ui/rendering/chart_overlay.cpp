#include "ui/rendering/chart_overlay.h"

#include "ui/rendering/colour_tokens.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace limpid::rendering {
namespace {

constexpr int fontPixels = 11;
constexpr int lineHeight = 16;
constexpr int gap = 6;
constexpr int tickLength = 4;
constexpr int swatchWidth = 22;
constexpr double mostOfWidth = 0.4;
constexpr std::size_t mostEndLabels = 3;

Qt::PenStyle penStyle(Dash dash)
{
  switch (dash) {
  case Dash::Dashed:
    return Qt::DashLine;
  case Dash::Dotted:
    return Qt::DotLine;
  case Dash::DashDotted:
    return Qt::DashDotLine;
  case Dash::Solid:
    break;
  }
  return Qt::SolidLine;
}

QFont overlayFont(QFont font)
{
  font.setPixelSize(fontPixels);
  return font;
}

/// The last point of a curve that can be drawn.
std::optional<QPointF> endOf(const CurveSeries& curve, const ChartPlots& plots)
{
  for (std::size_t i = std::min(curve.x.size(), curve.y.size()); i-- > 0;)
    if (const std::optional<QPointF> point = plots.toWidget({curve.x[i], curve.y[i]}))
      return point;
  return std::nullopt;
}

} // namespace

ChartOverlay::ChartOverlay(QWidget* parent, const ChartPlots& plots)
    : QWidget(parent), m_plots(plots)
{
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setAttribute(Qt::WA_NoSystemBackground);
}

bool ChartOverlay::hasLegend() const
{
  return m_plots.series.size() > mostEndLabels || m_plots.bars.size() > 1;
}

int ChartOverlay::labelWidth() const
{
  if (margins)
    return margins->second;
  const QFontMetrics metrics(overlayFont(font()));
  int widest = 0;
  for (const CurveSeries& curve : m_plots.series)
    widest = std::max(widest, metrics.horizontalAdvance(curve.name));
  if (hasLegend())
    for (const BarSeries& bar : m_plots.bars)
      widest = std::max(widest, metrics.horizontalAdvance(bar.name));
  if (widest == 0)
    return 0;
  const int needed = widest + 2 * gap + (hasLegend() ? swatchWidth + gap : 0);
  return std::min(needed, static_cast<int>(width() * mostOfWidth));
}

QRectF ChartOverlay::roomForPlot() const
{
  const int below = tickLength + lineHeight + (m_plots.xAxis.title.isEmpty() ? gap : lineHeight);
  const double plotHeight = std::max(1, height() - below - gap);
  if (margins)
    return QRectF(margins->first, gap, std::max(1, width() - margins->first - margins->second),
                  plotHeight);
  const QFontMetrics metrics(overlayFont(font()));
  int widest = 0;
  for (const ChartTick& tick : ticksOf(m_plots.yScale()))
    widest = std::max(widest, metrics.horizontalAdvance(tick.label));
  const int left = widest + tickLength + gap + (m_plots.yAxis.title.isEmpty() ? gap : lineHeight);
  const int right = std::max(2 * gap, labelWidth());
  return QRectF(left, gap, std::max(1, width() - left - right), plotHeight);
}

void ChartOverlay::drawAxes(QPainter& painter) const
{
  const QRectF area = m_plots.plotArea();
  painter.setPen(tokenColour(QStringLiteral("text2")));
  const ChartScale& x = m_plots.xScale();
  for (const ChartTick& tick : ticksOf(x)) {
    const double at = area.left() + (tick.position - x.low) / (x.high - x.low) * area.width();
    painter.drawText(QRectF(at - 40, area.bottom() + tickLength, 80, lineHeight), Qt::AlignCenter,
                     tick.label);
  }
  const ChartScale& y = m_plots.yScale();
  for (const ChartTick& tick : ticksOf(y)) {
    const double at = area.bottom() - (tick.position - y.low) / (y.high - y.low) * area.height();
    painter.drawText(QRectF(0, at - lineHeight / 2.0, area.left() - tickLength - 2, lineHeight),
                     Qt::AlignRight | Qt::AlignVCenter, tick.label);
  }
  painter.drawText(
      QRectF(area.left(), area.bottom() + tickLength + lineHeight, area.width(), lineHeight),
      Qt::AlignCenter, m_plots.xAxis.title);
  painter.save();
  painter.translate(0, area.center().y());
  painter.rotate(-90);
  painter.drawText(QRectF(-area.height() / 2.0, 0, area.height(), lineHeight), Qt::AlignCenter,
                   m_plots.yAxis.title);
  painter.restore();
}

void ChartOverlay::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  painter.setFont(overlayFont(font()));
  if (m_plots.isEmpty()) {
    QFont larger = font();
    larger.setPixelSize(13);
    painter.setFont(larger);
    painter.setPen(tokenColour(QStringLiteral("text2")));
    painter.drawText(rect().adjusted(16, 8, -16, -8), Qt::AlignCenter | Qt::TextWordWrap,
                     emptyReason);
    return;
  }
  drawAxes(painter);
  drawThresholdLabels(painter);
  if (hasLegend())
    drawLegend(painter);
  else
    drawEndLabels(painter);
  drawCrosshair(painter);
}

void ChartOverlay::drawEndLabels(QPainter& painter) const
{
  struct Label
  {
    const CurveSeries* curve;
    QPointF end;
    double y;
  };
  std::vector<Label> labels;
  for (const CurveSeries& curve : m_plots.series)
    if (const std::optional<QPointF> end = endOf(curve, m_plots))
      labels.push_back({&curve, *end, end->y()});
  std::sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.y < b.y; });
  // Names that would overlap are pushed apart downwards, then all up if the last left the chart.
  for (std::size_t i = 1; i < labels.size(); ++i)
    labels[i].y = std::max(labels[i].y, labels[i - 1].y + lineHeight);
  const double lowest = m_plots.plotArea().bottom();
  const double overflow = labels.empty() ? 0.0 : std::max(0.0, labels.back().y - lowest);
  for (const Label& label : labels) {
    const double left = std::min(label.end.x() + gap, double(width() - labelWidth() + gap));
    const QRectF line(left, label.y - overflow - lineHeight / 2.0, width() - left, lineHeight);
    painter.setPen(tokenColour(label.curve->colourToken));
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(label.curve->name, Qt::ElideRight,
                                                      static_cast<int>(line.width())));
  }
}

void ChartOverlay::drawLegend(QPainter& painter) const
{
  const double left = width() - labelWidth() + gap;
  double top = m_plots.plotArea().top();
  const auto write = [&](const QString& name) {
    const QRectF line(left + swatchWidth + gap, top, width() - left - swatchWidth - gap,
                      lineHeight);
    painter.setPen(tokenColour(QStringLiteral("text2")));
    painter.drawText(
        line, Qt::AlignVCenter | Qt::AlignLeft,
        painter.fontMetrics().elidedText(name, Qt::ElideRight, static_cast<int>(line.width())));
    top += lineHeight;
  };
  for (const CurveSeries& curve : m_plots.series) {
    painter.setPen(QPen(tokenColour(curve.colourToken), 2, penStyle(curve.dash), Qt::FlatCap));
    painter.drawLine(QPointF(left, top + lineHeight / 2.0),
                     QPointF(left + swatchWidth, top + lineHeight / 2.0));
    write(curve.name);
  }
  for (const BarSeries& bar : m_plots.bars) {
    painter.fillRect(QRectF(left + 5, top + 3, 12, lineHeight - 6), tokenColour(bar.colourToken));
    write(bar.name);
  }
}

void ChartOverlay::drawThresholdLabels(QPainter& painter) const
{
  const QRectF area = m_plots.plotArea();
  painter.setPen(tokenColour(QStringLiteral("text2")));
  for (const ChartThreshold& threshold : m_plots.thresholds) {
    const bool horizontal = threshold.orientation == Qt::Horizontal;
    const QPointF place(
        horizontal ? m_plots.xScale().unscaled(m_plots.xScale().low) : threshold.value,
        horizontal ? threshold.value : m_plots.yScale().unscaled(m_plots.yScale().high));
    const std::optional<QPointF> at = m_plots.toWidget(place);
    if (!at || !area.adjusted(-1, -1, 1, 1).contains(*at))
      continue; // the line is beyond the axis
    const double room = painter.fontMetrics().horizontalAdvance(threshold.label) + 1.0;
    const bool leftOfLine = !horizontal && at->x() + gap + room > area.right();
    const double left = leftOfLine ? at->x() - gap - room : at->x() + gap;
    const double top = horizontal ? std::max(at->y() - lineHeight, area.top()) : area.top();
    painter.drawText(QRectF(left, top, room, lineHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     threshold.label);
  }
}

QStringList ChartOverlay::valuesAt(double x) const
{
  const auto number = [](double value) { return QLocale().toString(value, 'g', 3); };
  QStringList lines;
  const QString& title = m_plots.xAxis.title;
  lines.append(title.isEmpty() ? number(x) : CurveChart::tr("%1: %2").arg(title, number(x)));
  for (const CurveSeries& curve : m_plots.series)
    if (const double y = valueAt(curve, x); std::isfinite(y))
      lines.append(CurveChart::tr("%1: %2").arg(curve.name, number(y)));
  for (const BarSeries& bar : m_plots.bars)
    for (std::size_t i = 0; i < bar.counts.size() && i + 1 < bar.edges.size(); ++i)
      if (x >= bar.edges[i] && x < bar.edges[i + 1])
        lines.append(CurveChart::tr("%1: %2").arg(bar.name, number(bar.counts[i])));
  return lines;
}

void ChartOverlay::drawCrosshair(QPainter& painter) const
{
  const QRectF area = m_plots.plotArea();
  if (!pointer || !area.contains(*pointer))
    return;
  painter.setPen(QPen(tokenColour(QStringLiteral("text2")), 1));
  painter.drawLine(QPointF(pointer->x(), area.top()), QPointF(pointer->x(), area.bottom()));
  const double part = (pointer->x() - area.left()) / area.width();
  const ChartScale& scale = m_plots.xScale();
  const QStringList lines = valuesAt(scale.unscaled(scale.low + part * (scale.high - scale.low)));
  int widest = 0;
  for (const QString& line : lines)
    widest = std::max(widest, painter.fontMetrics().horizontalAdvance(line));
  const QRectF box(area.right() - widest - 2 * gap, area.top(), widest + 2 * gap,
                   static_cast<double>(lines.size()) * lineHeight + gap);
  painter.fillRect(box, tokenColour(QStringLiteral("raised")));
  painter.setPen(tokenColour(QStringLiteral("text")));
  for (qsizetype i = 0; i < lines.size(); ++i)
    painter.drawText(QRectF(box.left() + gap, box.top() + gap / 2.0 + double(i) * lineHeight,
                            widest + 1, lineHeight),
                     Qt::AlignLeft | Qt::AlignVCenter, lines[i]);
}

} // namespace limpid::rendering
