#include "ui/pages/histogram_brush.h"

#include "ui/rendering/colour_tokens.h"
#include "ui/rendering/curve_chart.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace limpid::pages {

using namespace Qt::StringLiterals;

HistogramBrush::HistogramBrush(rendering::CurveChart& chart) : QWidget(&chart), m_chart(chart)
{
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setAttribute(Qt::WA_NoSystemBackground);
  chart.installEventFilter(this);
  setGeometry(chart.rect());
}

void HistogramBrush::setEdges(std::vector<double> edges)
{
  if (edges == m_edges)
    return;
  m_edges = std::move(edges);
  clear();
}

void HistogramBrush::clear()
{
  m_bars.reset();
  m_from.reset();
  update();
}

std::optional<double> HistogramBrush::edgeInPixels(std::size_t edge) const
{
  const std::optional<QPointF> place = m_chart.toWidget({m_edges[edge], 0.0});
  return place ? std::optional(place->x()) : std::nullopt;
}

std::optional<int> HistogramBrush::barAt(QPointF position) const
{
  if (m_edges.size() < 2)
    return std::nullopt;
  const std::optional<double> left = edgeInPixels(0);
  const std::optional<double> right = edgeInPixels(m_edges.size() - 1);
  if (!left || !right || *right <= *left)
    return std::nullopt;
  const auto bars = static_cast<int>(m_edges.size()) - 1;
  const double place = (position.x() - *left) / (*right - *left) * bars;
  return std::clamp(static_cast<int>(std::max(place, 0.0)), 0, bars - 1);
}

bool HistogramBrush::press(QPointF position)
{
  if (!m_chart.plotArea().contains(position))
    return false;
  const std::optional<int> bar = barAt(position);
  if (!bar)
    return false;
  m_wasOutside = m_bars && (*bar < m_bars->first || *bar > m_bars->second);
  m_from = bar;
  m_moved = false;
  return true;
}

void HistogramBrush::follow(QPointF position)
{
  const std::optional<int> bar = barAt(position);
  if (!bar || (*bar == *m_from && !m_moved))
    return;
  m_moved = true;
  m_bars = std::minmax(*m_from, *bar);
  update();
}

void HistogramBrush::release()
{
  const int from = *m_from;
  m_from.reset();
  if (!m_moved && m_bars) {
    if (!m_wasOutside)
      return; // a click on what is taken
    clear();
    Q_EMIT cleared();
    return;
  }
  if (!m_moved)
    m_bars = std::pair(from, from);
  update();
  Q_EMIT brushed(m_edges[static_cast<std::size_t>(m_bars->first)],
                 m_edges[static_cast<std::size_t>(m_bars->second) + 1]);
}

bool HistogramBrush::eventFilter(QObject* watched, QEvent* event)
{
  switch (event->type()) {
  case QEvent::Resize:
    setGeometry(m_chart.rect());
    break;
  case QEvent::MouseButtonPress: {
    const auto* mouse = static_cast<QMouseEvent*>(event);
    if (mouse->button() != Qt::LeftButton)
      break;
    if (press(mouse->position()))
      return true;
    if (m_bars) { // beside the bars
      clear();
      Q_EMIT cleared();
    }
    break;
  }
  case QEvent::MouseMove:
    if (m_from)
      follow(static_cast<QMouseEvent*>(event)->position());
    break;
  case QEvent::MouseButtonRelease:
    if (m_from) {
      release();
      return true;
    }
    break;
  default:
    break;
  }
  return QWidget::eventFilter(watched, event);
}

void HistogramBrush::paintEvent(QPaintEvent*)
{
  if (!m_bars)
    return;
  const auto left = edgeInPixels(static_cast<std::size_t>(m_bars->first));
  const auto right = edgeInPixels(static_cast<std::size_t>(m_bars->second) + 1);
  if (!left || !right)
    return;
  const QRectF area = m_chart.plotArea();
  const QRectF band(*left, area.top(), *right - *left, area.height());
  QPainter painter(this);
  QColor accent = rendering::tokenColour(u"accent"_s);
  painter.setPen(QPen(accent, 1));
  painter.drawLine(band.topLeft(), band.bottomLeft());
  painter.drawLine(band.topRight(), band.bottomRight());
  accent.setAlphaF(0.2F);
  painter.fillRect(band, accent);
}

} // namespace limpid::pages
