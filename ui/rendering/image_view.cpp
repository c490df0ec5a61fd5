#include "ui/rendering/image_view.h"

#include "ui/rendering/image_canvas.h"
#include "ui/rendering/image_slice.h"
#include "ui/rendering/view_overlay.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace limpid::rendering {
namespace {

constexpr double leastZoom = 0.1;
constexpr double greatestZoom = 40.0;
constexpr double zoomPerPixel = 1.01;
constexpr int wheelStep = 120;

QString shown(double value, double width)
{
  // As many decimals as the window can tell apart.
  const int decimals = width >= 50.0 ? 0 : std::clamp(2 - int(std::floor(std::log10(width))), 0, 6);
  return QLocale().toString(value, 'f', decimals);
}

} // namespace

struct ImageView::Impl
{
  explicit Impl(ImageView& view) : canvas(&view), overlay(new ViewOverlay(&view)) {}

  void showWindow();
  void showCamera();
  void showReadout();
  void zoomBy(double factor);
  double unitsPerPixel() const;
  QPointF sceneAt(QPointF position) const;

  ImageCanvas canvas;
  ViewOverlay* overlay;
  vtkSmartPointer<vtkImageSlice> slice;
  imaging::Image image;
  QString unit;
  QString pointer;
  WindowLevel firstWindow;
  WindowLevel window;
  double zoom = 1.0;
  QPointF shift; ///< of the middle, in scene units
  Qt::MouseButton button = Qt::NoButton;
  QPointF pressed;
  QPointF last;
  WindowLevel pressedWindow;
  int wheel = 0;
};

double ImageView::Impl::unitsPerPixel() const
{
  const auto [width, height] = sceneSize(image);
  return std::max(width / std::max(1, canvas.widget().width()),
                  height / std::max(1, canvas.widget().height())) /
         zoom;
}

QPointF ImageView::Impl::sceneAt(QPointF position) const
{
  const auto [width, height] = sceneSize(image);
  const QPointF fromMiddle =
      position - QPointF(canvas.widget().width(), canvas.widget().height()) / 2.0;
  return QPointF(width / 2.0 + shift.x() + fromMiddle.x() * unitsPerPixel(),
                 height / 2.0 + shift.y() - fromMiddle.y() * unitsPerPixel());
}

void ImageView::Impl::showCamera()
{
  const auto [width, height] = sceneSize(image);
  canvas.look(QPointF(width, height) / 2.0 + shift, unitsPerPixel() * canvas.widget().height());
}

void ImageView::Impl::showWindow()
{
  if (slice)
    rendering::setWindow(*slice, window);
  canvas.widget().update();
  showReadout();
}

void ImageView::Impl::showReadout()
{
  const QString line =
      ImageView::tr("W %1  L %2")
          .arg(shown(window.width, window.width), shown(window.centre, window.width));
  overlay->readout = pointer.isEmpty() ? line : pointer + QLatin1Char('\n') + line;
  overlay->update();
}

void ImageView::Impl::zoomBy(double factor)
{
  zoom = std::clamp(zoom * factor, leastZoom, greatestZoom);
  showCamera();
}

ImageView::ImageView(QWidget* parent) : QWidget(parent), m_impl(std::make_unique<Impl>(*this))
{
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setContextMenuPolicy(Qt::PreventContextMenu); // a right drag zooms
  setMinimumSize(64, 64);
  setAccessibleName(tr("Image"));
}

ImageView::~ImageView() = default;

void ImageView::setImage(const imaging::Image& image, std::optional<WindowLevel> window)
{
  m_impl->firstWindow = window ? *window : percentileWindow({&image, 1});
  m_impl->window = m_impl->firstWindow;
  m_impl->zoom = 1.0;
  m_impl->shift = {};
  replaceImage(image);
}

void ImageView::replaceImage(const imaging::Image& image)
{
  m_impl->image = image;
  if (m_impl->slice) {
    setPixels(*m_impl->slice, image);
  } else {
    m_impl->slice = makeSlice(image);
    m_impl->canvas.renderer().AddViewProp(m_impl->slice);
  }
  m_impl->slice->VisibilityOn();
  m_impl->overlay->empty = false;
  m_impl->showCamera();
  m_impl->showWindow();
}

void ImageView::clear(const QString& reason)
{
  m_impl->image = {};
  m_impl->pointer.clear();
  m_impl->overlay->empty = true;
  m_impl->overlay->emptyReason = reason;
  m_impl->overlay->update();
  if (m_impl->slice)
    m_impl->slice->VisibilityOff();
  m_impl->canvas.widget().update();
}

void ImageView::setUnit(const QString& unit)
{
  m_impl->unit = unit;
}

void ImageView::setCornerText(Corner corner, const QString& text)
{
  m_impl->overlay->corners[static_cast<std::size_t>(corner)] = text;
  m_impl->overlay->update();
}

void ImageView::setBadges(Badges badges)
{
  m_impl->overlay->badges = badges;
  m_impl->overlay->update();
}

WindowLevel ImageView::windowLevel() const
{
  return m_impl->window;
}

void ImageView::setWindowLevel(const WindowLevel& window)
{
  m_impl->window = window;
  m_impl->showWindow();
}

double ImageView::zoom() const
{
  return m_impl->zoom;
}

void ImageView::resetView()
{
  m_impl->zoom = 1.0;
  m_impl->shift = {};
  m_impl->showCamera();
  if (m_impl->window != m_impl->firstWindow) {
    setWindowLevel(m_impl->firstWindow);
    Q_EMIT windowLevelChanged(m_impl->window);
  }
}

std::optional<float> ImageView::valueAt(QPointF position) const
{
  const imaging::Image& image = m_impl->image;
  if (image.pixels.empty() || image.channels != 1)
    return std::nullopt;
  const auto [width, height] = sceneSize(image);
  const QPointF point = m_impl->sceneAt(position);
  const int column = int(std::floor(point.x() * image.columns / width));
  const int row = int(std::floor((height - point.y()) * image.rows / height));
  if (column < 0 || row < 0 || column >= image.columns || row >= image.rows)
    return std::nullopt;
  return image.at(row, column);
}

void ImageView::mousePressEvent(QMouseEvent* event)
{
  setFocus(Qt::MouseFocusReason);
  if (m_impl->button != Qt::NoButton || m_impl->overlay->empty)
    return;
  m_impl->button = event->button();
  m_impl->pressed = m_impl->last = event->position();
  m_impl->pressedWindow = m_impl->window;
}

void ImageView::mouseMoveEvent(QMouseEvent* event)
{
  const QPointF step = event->position() - m_impl->last;
  m_impl->last = event->position();
  if (m_impl->button == Qt::LeftButton) {
    setWindowLevel(dragged(m_impl->pressedWindow, m_impl->firstWindow.width,
                           event->position() - m_impl->pressed));
    Q_EMIT windowLevelChanged(m_impl->window);
  } else if (m_impl->button == Qt::MiddleButton) {
    m_impl->shift += QPointF(-step.x(), step.y()) * m_impl->unitsPerPixel();
    m_impl->showCamera();
  } else if (m_impl->button == Qt::RightButton) {
    m_impl->zoomBy(std::pow(zoomPerPixel, -step.y()));
  }
  const std::optional<float> value = valueAt(event->position());
  m_impl->pointer =
      value ? shown(double{*value}, m_impl->window.width) + QLatin1Char(' ') + m_impl->unit
            : QString();
  m_impl->showReadout();
  Q_EMIT pointerMoved(m_impl->pointer);
}

void ImageView::mouseReleaseEvent(QMouseEvent* event)
{
  if (event->button() != m_impl->button)
    return;
  m_impl->button = Qt::NoButton;
  const double moved = (event->position() - m_impl->pressed).manhattanLength();
  if (event->button() == Qt::RightButton && moved < QApplication::startDragDistance())
    Q_EMIT menuRequested(event->globalPosition().toPoint());
}

void ImageView::mouseDoubleClickEvent(QMouseEvent* event)
{
  if (event->button() == Qt::LeftButton)
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
  if (event->modifiers().testFlag(Qt::ControlModifier))
    m_impl->zoomBy(std::pow(1.1, steps));
  else
    Q_EMIT scrolled(-steps);
}

void ImageView::keyPressEvent(QKeyEvent* event)
{
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
    m_impl->zoomBy(1.1);
    break;
  case Qt::Key_Minus:
    m_impl->zoomBy(1.0 / 1.1);
    break;
  default:
    QWidget::keyPressEvent(event);
  }
}

void ImageView::leaveEvent(QEvent*)
{
  m_impl->pointer.clear();
  m_impl->showReadout();
  Q_EMIT pointerMoved({});
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
  m_impl->showCamera();
}

} // namespace limpid::rendering
