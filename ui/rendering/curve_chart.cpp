#include "ui/rendering/curve_chart.h"

#include "ui/rendering/chart_csv.h"
#include "ui/rendering/chart_overlay.h"
#include "ui/rendering/chart_plots.h"
#include "ui/rendering/vtk_scene.h"
#include "ui/rendering/vtk_widget.h"

#include <QEvent>
#include <QMouseEvent>

namespace limpid::rendering {

struct CurveChart::Impl
{
  explicit Impl(CurveChart& chart)
      : canvas(new VtkWidget(&chart)),
        plots(*canvas->scene().window, [this] { canvas->renderSoon(); }),
        overlay(new ChartOverlay(&chart, plots))
  {
    canvas->setAttribute(Qt::WA_TransparentForMouseEvents);
    canvas->setFocusPolicy(Qt::NoFocus);
  }

  void show(const CurveChart& chart)
  {
    plots.rebuild(chart.devicePixelRatioF());
    plots.place(overlay->roomForPlot(), chart.height());
    overlay->update();
  }

  VtkWidget* canvas;
  ChartPlots plots;
  ChartOverlay* overlay;
};

CurveChart::CurveChart(QWidget* parent) : QWidget(parent), m_impl(std::make_unique<Impl>(*this))
{
  setMouseTracking(true);
  setAccessibleName(tr("Chart"));
  m_impl->show(*this);
}

CurveChart::~CurveChart() = default;

void CurveChart::setAxes(const ChartAxis& x, const ChartAxis& y)
{
  m_impl->plots.xAxis = x;
  m_impl->plots.yAxis = y;
  m_impl->show(*this);
}

void CurveChart::setSeries(std::vector<CurveSeries> series)
{
  QStringList names;
  for (const CurveSeries& curve : series)
    names.append(curve.name);
  setAccessibleDescription(names.join(QStringLiteral(", ")));
  m_impl->plots.series = std::move(series);
  m_impl->show(*this);
}

void CurveChart::setBars(std::vector<BarSeries> bars)
{
  m_impl->plots.bars = std::move(bars);
  m_impl->show(*this);
}

void CurveChart::setThresholds(std::vector<ChartThreshold> thresholds)
{
  m_impl->plots.thresholds = std::move(thresholds);
  m_impl->show(*this);
}

void CurveChart::setEmptyReason(const QString& sentence)
{
  m_impl->overlay->emptyReason = sentence;
  m_impl->overlay->update();
}

void CurveChart::setPlotMargins(int left, int right)
{
  m_impl->overlay->margins = {left, right};
  m_impl->show(*this);
}

QString CurveChart::toCsv() const
{
  return chartCsv(m_impl->plots.xAxis, m_impl->plots.series, m_impl->plots.bars);
}

QRectF CurveChart::plotArea() const
{
  return m_impl->plots.plotArea();
}

std::optional<QPointF> CurveChart::toWidget(QPointF point) const
{
  if (m_impl->plots.isEmpty())
    return std::nullopt;
  return m_impl->plots.toWidget(point);
}

void CurveChart::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
    m_impl->show(*this);
  QWidget::changeEvent(event);
}

void CurveChart::resizeEvent(QResizeEvent*)
{
  m_impl->canvas->setGeometry(rect());
  m_impl->overlay->setGeometry(rect());
  m_impl->overlay->raise();
  m_impl->show(*this);
}

void CurveChart::mouseMoveEvent(QMouseEvent* event)
{
  m_impl->overlay->pointer = event->position();
  m_impl->overlay->update();
  const QRectF area = plotArea();
  if (m_impl->plots.isEmpty() || !area.contains(event->position()))
    return;
  const ChartScale& scale = m_impl->plots.xScale();
  const double part = (event->position().x() - area.left()) / area.width();
  Q_EMIT pointerMoved(scale.unscaled(scale.low + part * (scale.high - scale.low)));
}

void CurveChart::leaveEvent(QEvent*)
{
  m_impl->overlay->pointer.reset();
  m_impl->overlay->update();
}

QSize CurveChart::sizeHint() const
{
  return {480, 240};
}

QSize CurveChart::minimumSizeHint() const
{
  return {160, 100};
}

} // namespace limpid::rendering
