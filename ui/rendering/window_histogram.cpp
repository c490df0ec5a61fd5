#include "ui/rendering/window_histogram.h"

#include "ui/rendering/colour_tokens.h"
#include "ui/rendering/window_presets.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace limpid::rendering {
namespace {

constexpr std::size_t bins = 128;
constexpr int margin = 8;
constexpr int textHeight = 16;
constexpr double gripReach = 6.0; ///< pixels
constexpr double keyShare = 0.02; ///< of the range

} // namespace

WindowHistogram::WindowHistogram(QWidget* parent) : QWidget(parent)
{
  setFocusPolicy(Qt::StrongFocus);
  setMinimumHeight(56);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize WindowHistogram::sizeHint() const
{
  return {240, 72};
}

void WindowHistogram::setImage(const imaging::Image& image, const QString& unit)
{
  const WindowLevel full = fullWindow(image);
  m_low = full.centre - full.width / 2.0;
  m_high = full.centre + full.width / 2.0;
  m_unit = unit;
  m_heights.assign(bins, 0.0);
  for (const float value : image.pixels)
    if (std::isfinite(value)) {
      const double share = (double{value} - m_low) / (m_high - m_low);
      ++m_heights[std::min(bins - 1, static_cast<std::size_t>(std::max(share, 0.0) * bins))];
    }
  const double most = std::max(1.0, std::ranges::max(m_heights));
  for (double& height : m_heights)
    height = std::sqrt(height / most);
  update();
}

void WindowHistogram::setWindowLevel(const WindowLevel& window)
{
  m_window = window;
  update();
}

double WindowHistogram::placeOf(double value) const
{
  return margin + (value - m_low) / (m_high - m_low) * (width() - 2.0 * margin);
}

double WindowHistogram::valueAt(double place) const
{
  return m_low + (place - margin) / std::max(1.0, width() - 2.0 * margin) * (m_high - m_low);
}

WindowHistogram::Grip WindowHistogram::gripAt(double place) const
{
  const double low = placeOf(m_window.centre - m_window.width / 2.0);
  const double high = placeOf(m_window.centre + m_window.width / 2.0);
  if (std::abs(place - high) <= gripReach)
    return Grip::High;
  if (std::abs(place - low) <= gripReach)
    return Grip::Low;
  return place > low && place < high ? Grip::Both : Grip::None;
}

void WindowHistogram::change(double low, double high)
{
  const double least = (m_high - m_low) * 1e-3;
  m_window = {.centre = (low + high) / 2.0, .width = std::max(high - low, least)};
  update();
  Q_EMIT windowLevelChanged(m_window);
}

void WindowHistogram::mousePressEvent(QMouseEvent* event)
{
  if (event->button() != Qt::LeftButton)
    return;
  m_grip = gripAt(event->position().x());
  m_pressed = valueAt(event->position().x());
  m_pressedWindow = m_window;
}

void WindowHistogram::mouseMoveEvent(QMouseEvent* event)
{
  const double value = valueAt(event->position().x());
  const double moved = value - m_pressed;
  const double low = m_pressedWindow.centre - m_pressedWindow.width / 2.0;
  const double high = m_pressedWindow.centre + m_pressedWindow.width / 2.0;
  switch (m_grip) {
  case Grip::Low:
    change(std::min(low + moved, high), high);
    break;
  case Grip::High:
    change(low, std::max(high + moved, low));
    break;
  case Grip::Both:
    change(low + moved, high + moved);
    break;
  case Grip::None:
    break;
  }
}

void WindowHistogram::mouseReleaseEvent(QMouseEvent*)
{
  m_grip = Grip::None;
}

void WindowHistogram::keyPressEvent(QKeyEvent* event)
{
  const double step = keyShare * (m_high - m_low);
  const double low = m_window.centre - m_window.width / 2.0;
  const double high = m_window.centre + m_window.width / 2.0;
  switch (event->key()) {
  case Qt::Key_Left:
    change(low - step, high - step);
    break;
  case Qt::Key_Right:
    change(low + step, high + step);
    break;
  case Qt::Key_Up:
    change(low - step / 2.0, high + step / 2.0);
    break;
  case Qt::Key_Down:
    change(low + step / 2.0, std::max(high - step / 2.0, low + step / 2.0));
    break;
  default:
    QWidget::keyPressEvent(event);
  }
}

void WindowHistogram::paintValues(QPainter& painter, const QRectF& area) const
{
  const double step = area.width() / static_cast<double>(bins);
  painter.setPen(Qt::NoPen);
  painter.setBrush(tokenColour(QStringLiteral("text2")));
  for (std::size_t bin = 0; bin < m_heights.size(); ++bin) {
    const double height = m_heights[bin] * area.height();
    painter.drawRect(QRectF(area.left() + step * static_cast<double>(bin), area.bottom() - height,
                            step, height));
  }
}

void WindowHistogram::paintWindow(QPainter& painter, const QRectF& area) const
{
  const double low =
      std::clamp(placeOf(m_window.centre - m_window.width / 2.0), 0.0, 1.0 * width());
  const double high =
      std::clamp(placeOf(m_window.centre + m_window.width / 2.0), 0.0, 1.0 * width());
  QColor accent = tokenColour(QStringLiteral("accent"));
  painter.setPen(QPen(accent, 2.0));
  painter.drawLine(QPointF(low, area.top()), QPointF(low, area.bottom()));
  painter.drawLine(QPointF(high, area.top()), QPointF(high, area.bottom()));
  accent.setAlphaF(0.15F);
  painter.fillRect(QRectF(low, area.top(), high - low, area.height()), accent);
}

void WindowHistogram::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  painter.fillRect(rect(), tokenColour(QStringLiteral("surface")));
  const QRectF area(margin, margin, width() - 2.0 * margin, height() - margin - textHeight - 2.0);
  paintValues(painter, area);
  paintWindow(painter, area);
  QFont font = painter.font();
  font.setPixelSize(11);
  painter.setFont(font);
  painter.setPen(tokenColour(QStringLiteral("text2")));
  const QRectF words(margin, height() - textHeight, width() - 2.0 * margin, textHeight);
  const int decimals = m_high - m_low >= 20.0 ? 0 : 2;
  painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                   QLocale().toString(m_low, 'f', decimals) + QLatin1Char(' ') + m_unit);
  painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter,
                   QLocale().toString(m_high, 'f', decimals) + QLatin1Char(' ') + m_unit);
  if (hasFocus()) {
    painter.setPen(QPen(tokenColour(QStringLiteral("accent")), 2.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
  }
}

} // namespace limpid::rendering
