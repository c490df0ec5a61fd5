#include "ui/rendering/vtk_widget.h"

#include "ui/rendering/vtk_scene.h"

#include <QOpenGLContext>
#include <QOpenGLExtraFunctions>
#include <QScopedValueRollback>
#include <QSurfaceFormat>

#include <vtkCommand.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLState.h>

namespace limpid::rendering {
VtkWidget::Scene::Scene(VtkWidget& widget) : owner(widget)
{
  window->SetReadyForRendering(false);
  window->SetOwnContext(0);
  window->SetFrameBlitModeToNoBlit();
  window->SetMultiSamples(0); // images need none; charts ask for theirs
  window->AddObserver(vtkCommand::WindowMakeCurrentEvent, this, &Scene::makeCurrent);
  window->AddObserver(vtkCommand::WindowIsCurrentEvent, this, &Scene::answerIsCurrent);
  window->AddObserver(vtkCommand::WindowSupportsOpenGLEvent, this, &Scene::answerYes);
  window->AddObserver(vtkCommand::WindowIsDirectEvent, this, &Scene::answerYes);
}

void VtkWidget::Scene::makeCurrent(vtkObject*, unsigned long, void*)
{
  // makeCurrent() binds the widget's framebuffer as well; in the middle of a render that would
  // unbind VTK's and leave the view black.
  if (owner.context() && QOpenGLContext::currentContext() != owner.context())
    owner.makeCurrent();
}

void VtkWidget::Scene::answerIsCurrent(vtkObject*, unsigned long, void* answer)
{
  *static_cast<bool*>(answer) =
      owner.context() && QOpenGLContext::currentContext() == owner.context();
}

void VtkWidget::Scene::answerYes(vtkObject*, unsigned long, void* answer)
{
  *static_cast<int*>(answer) = 1;
}

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

VtkWidget::VtkWidget(QWidget* parent)
    : QOpenGLWidget(parent), m_scene(std::make_unique<Scene>(*this))
{
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
  m_scene->window->SetReadyForRendering(true);
  m_scene->window->SetForceMaximumHardwareLineWidth(1);
  m_renders = 0;
  // Qt's paint of the window comes later, with a lower priority.
  QMetaObject::invokeMethod(this, &VtkWidget::renderAhead, Qt::QueuedConnection);
}

void VtkWidget::renderAhead()
{
  if (m_renders > 0 || !context() || !isVisible())
    return;
  makeCurrent();
  render();
  doneCurrent();
}

void VtkWidget::releaseContext()
{
  makeCurrent();
  m_scene->window->Finalize();
  m_scene->window->SetReadyForRendering(false);
  doneCurrent();
}

void VtkWidget::resizeGL(int width, int height)
{
  const double ratio = devicePixelRatioF();
  m_scene->window->SetSize(qRound(width * ratio), qRound(height * ratio));
}

/// Qt paints in the middle of it, and again when the layout is done: once is enough.
void VtkWidget::resizeEvent(QResizeEvent* event)
{
  const QScopedValueRollback resizing(m_resizing, true);
  QOpenGLWidget::resizeEvent(event);
  update();
}

void VtkWidget::render()
{
  vtkOpenGLState* state = m_scene->window->GetState();
  state->Reset(); // Qt has drawn since
  state->Push();
  m_scene->window->Render();
  state->Pop();
  ++m_renders;
}

void VtkWidget::paintGL()
{
  if (m_resizing)
    return;
  render();
  makeCurrent();
  copyToWidget();
}

void VtkWidget::copyToWidget()
{
  QOpenGLExtraFunctions* gl = context()->extraFunctions();
  const int* size = m_scene->window->GetSize();
  gl->glBindFramebuffer(GL_DRAW_FRAMEBUFFER, defaultFramebufferObject());
  m_scene->window->GetDisplayFramebuffer()->Bind(GL_READ_FRAMEBUFFER);
  m_scene->window->GetDisplayFramebuffer()->ActivateReadBuffer(0);
  gl->glDisable(GL_SCISSOR_TEST);
  gl->glBlitFramebuffer(0, 0, size[0], size[1], 0, 0, size[0], size[1], GL_COLOR_BUFFER_BIT,
                        GL_NEAREST);
  gl->glBindFramebuffer(GL_FRAMEBUFFER, defaultFramebufferObject());
  // VTK leaves the background's alpha 0, through which the desktop would be seen.
  gl->glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_TRUE);
  gl->glClearColor(0.0F, 0.0F, 0.0F, 1.0F);
  gl->glClear(GL_COLOR_BUFFER_BIT);
  gl->glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
}

} // namespace limpid::rendering
