#include "ui/rendering/vtk_scene.h"

#include <QOpenGLContext>
#include <QOpenGLFunctions>

#include <vtkCommand.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLState.h>
#include <vtkRenderer.h>
#include <vtkRendererCollection.h>

#include <utility>

namespace limpid::rendering {
VtkScene::VtkScene()
{
  window->SetReadyForRendering(false);
  window->SetOwnContext(0);
  window->SetFrameBlitModeToNoBlit();
  window->SetMultiSamples(0); // images need none; charts ask for theirs
  window->AddObserver(vtkCommand::WindowMakeCurrentEvent, this, &VtkScene::makeCurrent);
  window->AddObserver(vtkCommand::WindowIsCurrentEvent, this, &VtkScene::answerIsCurrent);
  window->AddObserver(vtkCommand::WindowSupportsOpenGLEvent, this, &VtkScene::answerYes);
  window->AddObserver(vtkCommand::WindowIsDirectEvent, this, &VtkScene::answerYes);
  window->AddObserver(vtkCommand::ErrorEvent, this, &VtkScene::giveUp);
}

VtkScene::~VtkScene()
{
  if (m_context->makeCurrent()) {
    window->Finalize();
    m_context->doneCurrent();
  }
  window->SetReadyForRendering(false);
}

void VtkScene::makeCurrent(vtkObject*, unsigned long, void*)
{
  if (!m_context->isCurrent())
    m_context->makeCurrent();
}

void VtkScene::answerIsCurrent(vtkObject*, unsigned long, void* answer)
{
  *static_cast<bool*>(answer) = m_context->isCurrent();
}

void VtkScene::answerYes(vtkObject*, unsigned long, void* answer)
{
  *static_cast<int*>(answer) = 1;
}

void VtkScene::giveUp(vtkObject*, unsigned long, void*)
{
  m_failed = !m_works;
}

QImage VtkScene::render(QSize size)
{
  if (m_failed || size.isEmpty())
    return {};
  if (!m_context->makeCurrent()) {
    m_failed = !m_works;
    return {};
  }
  window->SetReadyForRendering(true);
  window->SetForceMaximumHardwareLineWidth(1);
  window->SetSize(size.width(), size.height());
  vtkOpenGLState* state = window->GetState();
  state->Reset(); // other scenes were drawn since
  state->Push();
  window->Render();
  m_works = !m_failed;
  QImage picture = m_works ? readPixels(size) : QImage();
  state->Pop();
  m_context->doneCurrent();
  return picture;
}

QImage VtkScene::readPixels(QSize size)
{
  QImage picture(size, QImage::Format_RGB32); // VTK leaves the background's alpha 0
  vtkOpenGLFramebufferObject* buffer = window->GetDisplayFramebuffer();
  buffer->Bind(GL_READ_FRAMEBUFFER);
  buffer->ActivateReadBuffer(0);
  QOpenGLFunctions& gl = *QOpenGLContext::currentContext()->functions();
  gl.glPixelStorei(GL_PACK_ALIGNMENT, 4);
  gl.glReadPixels(0, 0, size.width(), size.height(), GL_BGRA, GL_UNSIGNED_INT_8_8_8_8_REV,
                  picture.bits());
  return std::move(picture).mirrored(); // OpenGL's first row is the lowest
}

QColor VtkScene::background() const
{
  vtkRenderer* first = window->GetRenderers()->GetFirstRenderer();
  if (first == nullptr)
    return Qt::black;
  const double* colour = first->GetBackground();
  return QColor::fromRgbF(static_cast<float>(colour[0]), static_cast<float>(colour[1]),
                          static_cast<float>(colour[2]));
}

} // namespace limpid::rendering
