#include "ui/rendering/image_view_impl.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <cmath>

namespace limpid::rendering {
namespace {

constexpr double zoomPerPixel = 1.01;
constexpr double zoomPerStep = 1.1;
constexpr int wheelStep = 120;
constexpr double keyWindowPixels = 10.0; ///< a key windows as a drag of so many pixels does
constexpr double keyPanPixels = 32.0;

QPointF directionOf(int key)
{
  switch (key) {
  case Qt::Key_Left:
    return {-1.0, 0.0};
  case Qt::Key_Right:
    return {1.0, 0.0};
  case Qt::Key_Up:
    return {0.0, -1.0};
  case Qt::Key_Down:
    return {0.0, 1.0};
  default:
    return {};
  }
}

} // namespace

void ImageView::announceCamera()
{
  Q_EMIT cameraChanged(m_impl->projection.camera);
}

bool ImageView::event(QEvent* event)
{
  // The menu key, while right clicks are told from right drags here.
  if (event->type() == QEvent::ContextMenu &&
      static_cast<QContextMenuEvent*>(event)->reason() == QContextMenuEvent::Keyboard) {
    Q_EMIT menuRequested(mapToGlobal(rect().center()));
    return true;
  }
  return QWidget::event(event);
}

void ImageView::mousePressEvent(QMouseEvent* event)
{
  setFocus(Qt::MouseFocusReason);
  if (m_impl->button != Qt::NoButton || m_impl->overlay->empty)
    return;
  m_impl->button = event->button();
  m_impl->pressed = m_impl->last = event->position();
  m_impl->pressedWindow = m_impl->window;
  const bool left = event->button() == Qt::LeftButton;
  m_impl->drawing = left && m_impl->leftButton == LeftButton::Draw &&
                    !event->modifiers().testFlag(Qt::ControlModifier);
  m_impl->pointing = left && !m_impl->drawing && event->modifiers().testFlag(Qt::ShiftModifier);
  if (m_impl->drawing)
    Q_EMIT drawn(DrawStep::Press, imageAt(event->position()));
  else if (m_impl->pointing)
    Q_EMIT pointed(imageAt(event->position()));
}

void ImageView::dragBy(QPointF step, QPointF position)
{
  if (m_impl->drawing) {
    Q_EMIT drawn(DrawStep::Move, imageAt(position));
  } else if (m_impl->pointing) {
    Q_EMIT pointed(imageAt(position));
  } else if (m_impl->button == Qt::LeftButton) {
    setWindowLevel(
        dragged(m_impl->pressedWindow, m_impl->firstWindow.width, position - m_impl->pressed));
    Q_EMIT windowLevelChanged(m_impl->window);
  } else if (m_impl->button == Qt::MiddleButton) {
    m_impl->projection.pan(step);
    m_impl->showCamera();
    announceCamera();
  } else if (m_impl->button == Qt::RightButton) {
    m_impl->zoomBy(std::pow(zoomPerPixel, -step.y()));
    announceCamera();
  }
}

void ImageView::mouseMoveEvent(QMouseEvent* event)
{
  const QPointF step = event->position() - m_impl->last;
  m_impl->last = event->position();
  dragBy(step, event->position());
  m_impl->showPointer(event->position());
  const bool inside = !m_impl->overlay->empty && m_impl->projection.pixelAt(event->position());
  Q_EMIT pointerMoved(m_impl->pointerValue);
  Q_EMIT pointerAt(inside ? std::optional(imageAt(event->position())) : std::nullopt);
}

void ImageView::mouseReleaseEvent(QMouseEvent* event)
{
  if (event->button() != m_impl->button)
    return;
  m_impl->button = Qt::NoButton;
  const double moved = (event->position() - m_impl->pressed).manhattanLength();
  const bool click = moved < QApplication::startDragDistance();
  if (m_impl->drawing)
    Q_EMIT drawn(DrawStep::Release, imageAt(event->position()));
  else if (event->button() == Qt::LeftButton && click && !m_impl->pointing)
    Q_EMIT pointed(imageAt(event->position()));
  else if (event->button() == Qt::RightButton && click)
    Q_EMIT menuRequested(event->globalPosition().toPoint());
  m_impl->drawing = m_impl->pointing = false;
}

void ImageView::mouseDoubleClickEvent(QMouseEvent* event)
{
  if (event->button() != Qt::LeftButton)
    return;
  if (m_impl->leftButton == LeftButton::Draw && !m_impl->overlay->empty)
    Q_EMIT drawn(DrawStep::Finish, imageAt(event->position()));
  else
    Q_EMIT maximiseRequested();
}

void ImageView::wheelEvent(QWheelEvent* event)
{
  event->accept();
  m_impl->wheel += event->angleDelta().y();
  const int steps = m_impl->wheel / wheelStep;
  m_impl->wheel -= steps * wheelStep;
  if (steps == 0)
    return;
  if (event->modifiers().testFlag(Qt::ControlModifier)) {
    m_impl->zoomBy(std::pow(zoomPerStep, steps));
    announceCamera();
  } else {
    Q_EMIT scrolled(-steps);
  }
}

/// Shift and arrows window, Ctrl and arrows pan.
bool ImageView::moveByKey(const QKeyEvent& event)
{
  const QPointF direction = directionOf(event.key());
  if (direction.isNull() || m_impl->overlay->empty)
    return false;
  if (event.modifiers().testFlag(Qt::ShiftModifier)) {
    setWindowLevel(dragged(m_impl->window, m_impl->firstWindow.width, keyWindowPixels * direction));
    Q_EMIT windowLevelChanged(m_impl->window);
    return true;
  }
  if (!event.modifiers().testFlag(Qt::ControlModifier))
    return false;
  m_impl->projection.pan(keyPanPixels * direction);
  m_impl->showCamera();
  announceCamera();
  return true;
}

void ImageView::keyPressEvent(QKeyEvent* event)
{
  if (moveByKey(*event))
    return;
  switch (event->key()) {
  case Qt::Key_R:
    resetView();
    break;
  case Qt::Key_Up:
    Q_EMIT scrolled(-1);
    break;
  case Qt::Key_Down:
    Q_EMIT scrolled(1);
    break;
  case Qt::Key_PageUp:
    Q_EMIT scrolled(-10);
    break;
  case Qt::Key_PageDown:
    Q_EMIT scrolled(10);
    break;
  case Qt::Key_Plus:
  case Qt::Key_Equal:
    m_impl->zoomBy(zoomPerStep);
    announceCamera();
    break;
  case Qt::Key_Minus:
    m_impl->zoomBy(1.0 / zoomPerStep);
    announceCamera();
    break;
  default:
    QWidget::keyPressEvent(event);
  }
}

void ImageView::leaveEvent(QEvent*)
{
  m_impl->showPointer(std::nullopt);
  Q_EMIT pointerMoved({});
  Q_EMIT pointerAt(std::nullopt);
}

void ImageView::focusInEvent(QFocusEvent* event)
{
  m_impl->overlay->focused = event->reason() != Qt::MouseFocusReason;
  m_impl->overlay->update();
}

void ImageView::focusOutEvent(QFocusEvent*)
{
  m_impl->overlay->focused = false;
  m_impl->overlay->update();
}

void ImageView::resizeEvent(QResizeEvent*)
{
  m_impl->canvas.widget().setGeometry(rect());
  m_impl->overlay->setGeometry(rect());
  m_impl->overlay->raise();
  m_impl->projection.setViewSize(size());
  m_impl->showCamera();
}

} // namespace limpid::rendering
