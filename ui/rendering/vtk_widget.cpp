#include "ui/rendering/vtk_widget.h"

#include "ui/rendering/vtk_scene.h"

#include <QCoreApplication>
#include <QScopedValueRollback>
#include <QSurfaceFormat>
#include <QTimer>

#include <utility>

namespace limpid::rendering {

void VtkWidget::setDefaultSurfaceFormat()
{
  QSurfaceFormat format;
  format.setRenderableType(QSurfaceFormat::OpenGL);
  format.setVersion(3, 2);
  format.setProfile(QSurfaceFormat::CoreProfile);
  format.setRedBufferSize(8);
  format.setGreenBufferSize(8);
  format.setBlueBufferSize(8);
  format.setAlphaBufferSize(8);
  format.setDepthBufferSize(8);
  format.setSamples(0);
  QSurfaceFormat::setDefaultFormat(format);
  QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
}

VtkWidget::VtkWidget(QWidget* parent) : QOpenGLWidget(parent), m_scene(std::make_unique<VtkScene>())
{
  setUpdateBehavior(QOpenGLWidget::NoPartialUpdate);
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
  m_scene->render(devicePixels());
  m_stale = false;
  ++m_renders;
}

QSize VtkWidget::devicePixels() const
{
  const double ratio = devicePixelRatioF();
  return {qRound(width() * ratio), qRound(height() * ratio)};
}

void VtkWidget::resizeEvent(QResizeEvent* event)
{
  const QScopedValueRollback resizing(m_resizing, true);
  QOpenGLWidget::resizeEvent(event); // it paints, in the middle of the layout
  renderSoon();
}

void VtkWidget::showEvent(QShowEvent* event)
{
  QOpenGLWidget::showEvent(event);
  renderSoon(); // nothing was rendered while it was hidden
}

void VtkWidget::paintEvent(QPaintEvent* event)
{
  const QScopedValueRollback painting(m_painting, true);
  QOpenGLWidget::paintEvent(event);
}

void VtkWidget::paintGL()
{
  if (m_resizing)
    return;
  const bool fits = m_scene->renderedSize() == devicePixels();
  if (!m_painting || (m_renders > 0 && !fits)) {
    render();
    makeCurrent();
  }
  if (m_renders == 0)
    m_scene->clear(defaultFramebufferObject());
  else
    m_scene->copyTo(defaultFramebufferObject());
}

} // namespace limpid::rendering
