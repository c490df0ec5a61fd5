#include "ui/rendering/vtk_widget.h"

#include "ui/rendering/vtk_scene.h"

#include <QBackingStore>
#include <QPaintEngine>
#include <QPainter>
#include <QTimer>

#include <utility>

namespace limpid::rendering {
namespace {

/// Whether it is a picture of the widget, not the window, that is painted.
bool paintsPicture(const QWidget& widget, const QPainter& painter)
{
  QBackingStore* window = widget.backingStore();
  return window == nullptr || painter.paintEngine()->paintDevice() != window->paintDevice();
}

} // namespace

VtkWidget::VtkWidget(QWidget* parent) : QWidget(parent), m_scene(std::make_unique<VtkScene>())
{
  setAttribute(Qt::WA_OpaquePaintEvent);
}

VtkWidget::~VtkWidget() = default;

void VtkWidget::renderSoon()
{
  m_stale = true;
  if (!std::exchange(m_queued, true))
    QTimer::singleShot(0, this, &VtkWidget::renderAhead);
}

void VtkWidget::renderAhead()
{
  m_queued = false;
  if (!m_stale || !isVisible())
    return;
  render();
  update();
}

void VtkWidget::render()
{
  m_picture = m_scene->render(devicePixels());
  m_stale = false;
  ++m_renders;
}

QSize VtkWidget::devicePixels() const
{
  const double ratio = devicePixelRatioF();
  return {qRound(width() * ratio), qRound(height() * ratio)};
}

void VtkWidget::resizeEvent(QResizeEvent*)
{
  renderSoon();
}

void VtkWidget::showEvent(QShowEvent*)
{
  renderSoon(); // nothing was rendered while it was hidden
}

void VtkWidget::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  const bool fits = m_picture.size() == devicePixels();
  if (paintsPicture(*this, painter) ? m_stale : !m_picture.isNull() && !fits)
    render();
  if (!m_picture.isNull()) {
    painter.drawImage(rect(), m_picture);
    return;
  }
  const QColor background = m_scene->background();
  painter.fillRect(rect(), background);
  if (!m_scene->failed())
    return;
  painter.setPen(background.lightness() < 128 ? Qt::white : Qt::black);
  painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                   tr("This display has no OpenGL 3.2: nothing can be drawn here."));
}

} // namespace limpid::rendering
