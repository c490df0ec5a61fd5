#include "ui/widgets/pip_slider.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace limpid::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr double pipEdge = 22.0;
constexpr double lineWidth = 1.5;
constexpr int heightNeeded = 28;
constexpr int widthPerPip = 26;

} // namespace

PipSlider::PipSlider(QStringList keys, QStringList words, QWidget* parent)
    : QSlider(Qt::Horizontal, parent), m_keys(std::move(keys)), m_words(std::move(words))
{
  setRange(-1, static_cast<int>(m_keys.size()) - 1);
  setPageStep(1);
  setTracking(false); // every change is stored: one per act
  setFixedHeight(heightNeeded);
}

QSize PipSlider::sizeHint() const
{
  return {std::max<int>(4, static_cast<int>(m_keys.size())) * 2 * widthPerPip, heightNeeded};
}

QSize PipSlider::minimumSizeHint() const
{
  return {static_cast<int>(m_keys.size()) * widthPerPip, heightNeeded};
}

QRectF PipSlider::pip(int step) const
{
  const auto steps = static_cast<double>(std::max<qsizetype>(2, m_keys.size()));
  const double room = width() - pipEdge - 2.0;
  const double left = 1.0 + room * step / (steps - 1.0);
  return {left, (height() - pipEdge) / 2.0, pipEdge, pipEdge};
}

int PipSlider::stepAt(QPointF position) const
{
  int nearest = 0;
  for (int step = 1; step <= maximum(); ++step)
    if (std::abs(pip(step).center().x() - position.x()) <
        std::abs(pip(nearest).center().x() - position.x()))
      nearest = step;
  return nearest;
}

bool PipSlider::event(QEvent* event)
{
  if (event->type() != QEvent::ToolTip)
    return QSlider::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int step = stepAt(help->pos());
  if (pip(step).contains(help->pos()))
    QToolTip::showText(help->globalPos(), m_words.value(step), this);
  else
    QToolTip::hideText();
  return true;
}

void PipSlider::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const bool on = isEnabled();
  const QColor accent = palette().color(on ? QPalette::Link : QPalette::Mid);
  const QColor quiet = palette().color(QPalette::PlaceholderText);
  const bool rated = value() >= 0;
  const double middle = height() / 2.0;
  painter.setPen(QPen(quiet, 1.0, rated ? Qt::SolidLine : Qt::DashLine));
  painter.drawLine(QPointF(pip(0).center().x(), middle),
                   QPointF(pip(maximum()).center().x(), middle));
  QFont small = font();
  small.setPixelSize(11);
  painter.setFont(small);
  for (int step = 0; step <= maximum(); ++step) {
    const QRectF place = pip(step).adjusted(2, 2, -2, -2);
    const bool chosen = step == value();
    painter.setPen(QPen(chosen ? accent : quiet, lineWidth));
    painter.setBrush(chosen ? accent : palette().color(QPalette::Base));
    painter.drawEllipse(place);
    painter.setPen(
        chosen ? palette().color(QPalette::Base)
               : palette().color(on ? QPalette::Active : QPalette::Disabled, QPalette::Text));
    painter.drawText(place, Qt::AlignCenter, m_keys.value(step));
  }
  if (hasFocus()) {
    painter.setPen(QPen(accent, 2.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
  }
}

void PipSlider::mousePressEvent(QMouseEvent* event)
{
  if (event->button() != Qt::LeftButton)
    return;
  const int step = stepAt(event->position());
  if (step == value())
    Q_EMIT pipClicked(step); // no change: the slider itself wouldn't tell
  else
    setValue(step);
  event->accept();
}

void PipSlider::mouseMoveEvent(QMouseEvent* event)
{
  event->accept(); // a pip is chosen by a click, not by passing over others
}

void PipSlider::mouseReleaseEvent(QMouseEvent* event)
{
  event->accept();
}

void PipSlider::wheelEvent(QWheelEvent* event)
{
  event->ignore(); // it scrolls the list of components: a rating is said on purpose
}

} // namespace limpid::widgets
