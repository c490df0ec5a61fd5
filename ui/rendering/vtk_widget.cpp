#include "ui/rendering/vtk_widget.h"

#include "ui/rendering/vtk_scene.h"

#include <QOpenGLContext>
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
}

VtkWidget::VtkWidget(QWidget* parent) : QOpenGLWidget(parent)
{
  const auto isCurrent = [this] {
    return context() && QOpenGLContext::currentContext() == context();
  };
  // makeCurrent() binds the widget's framebuffer as well; in the middle of a render that would
  // unbind VTK's and leave the view black.
  const auto makeItCurrent = [this, isCurrent] {
    if (context() && !isCurrent())
      makeCurrent();
  };
  m_scene = std::make_unique<VtkScene>(VtkScene::Context{makeItCurrent, isCurrent});
  setUpdateBehavior(QOpenGLWidget::NoPartialUpdate);
}

VtkWidget::~VtkWidget()
{
  if (context()) {
    disconnect(context(), nullptr, this, nullptr);
    releaseContext();
  }
}

void VtkWidget::initializeGL()
{
  // The context goes when the widget gets another window; VTK's resources have to go before.
  connect(context(), &QOpenGLContext::aboutToBeDestroyed, this, &VtkWidget::releaseContext,
          Qt::DirectConnection);
  m_scene->begin();
  m_renders = 0;
  m_driverReady = false;
  renderSoon();
}

void VtkWidget::renderSoon()
{
  m_stale = true;
  queueRendering();
}

void VtkWidget::queueRendering()
{
  if (!std::exchange(m_queued, true))
    QTimer::singleShot(0, this, &VtkWidget::renderAhead);
}

void VtkWidget::renderAhead()
{
  m_queued = false;
  if (isUpToDate() || !context() || !isVisible())
    return;
  makeCurrent();
  if (m_driverReady) {
    render();
    update();
  } else {
    m_scene->renderNothing();
    m_driverReady = true;
    queueRendering();
  }
  doneCurrent();
}

void VtkWidget::releaseContext()
{
  makeCurrent();
  m_scene->end();
  doneCurrent();
}

void VtkWidget::resizeGL(int, int)
{
  const QSize pixels = devicePixels();
  m_scene->window->SetSize(pixels.width(), pixels.height());
  renderSoon();
}

QSize VtkWidget::devicePixels() const
{
  const double ratio = devicePixelRatioF();
  return {qRound(width() * ratio), qRound(height() * ratio)};
}

/// Qt paints in the middle of it, and again when the layout is done: once is enough.
void VtkWidget::resizeEvent(QResizeEvent* event)
{
  const QScopedValueRollback resizing(m_resizing, true);
  QOpenGLWidget::resizeEvent(event);
  update();
}

void VtkWidget::showEvent(QShowEvent* event)
{
  QOpenGLWidget::showEvent(event);
  queueRendering(); // nothing was rendered while it was hidden
}

void VtkWidget::paintEvent(QPaintEvent* event)
{
  const QScopedValueRollback painting(m_painting, true);
  QOpenGLWidget::paintEvent(event);
}

void VtkWidget::render()
{
  m_scene->render();
  m_stale = false;
  ++m_renders;
}

void VtkWidget::paintGL()
{
  if (m_resizing)
    return;
  if (m_painting && m_renders == 0) {
    m_scene->clear(defaultFramebufferObject());
    return;
  }
  if (!m_painting)
    render();
  makeCurrent();
  m_scene->copyTo(defaultFramebufferObject(), devicePixels());
}

} // namespace limpid::rendering
