#include "ui/rendering/vtk_scene.h"

#include <QOpenGLContext>
#include <QOpenGLExtraFunctions>

#include <vtkCommand.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLState.h>
#include <vtkRenderer.h>
#include <vtkRendererCollection.h>

#include <algorithm>
#include <array>
#include <utility>

namespace limpid::rendering {
namespace {

QOpenGLExtraFunctions& currentFunctions()
{
  return *QOpenGLContext::currentContext()->extraFunctions();
}

void forEach(vtkRendererCollection& renderers, const std::function<void(vtkRenderer&)>& act)
{
  renderers.InitTraversal();
  while (vtkRenderer* renderer = renderers.GetNextItem())
    act(*renderer);
}

} // namespace

VtkScene::VtkScene(Context context) : m_context(std::move(context))
{
  window->SetReadyForRendering(false);
  window->SetOwnContext(0);
  window->SetFrameBlitModeToNoBlit();
  window->SetMultiSamples(0); // images need none; charts ask for theirs
  window->AddObserver(vtkCommand::WindowMakeCurrentEvent, this, &VtkScene::makeCurrent);
  window->AddObserver(vtkCommand::WindowIsCurrentEvent, this, &VtkScene::answerIsCurrent);
  window->AddObserver(vtkCommand::WindowSupportsOpenGLEvent, this, &VtkScene::answerYes);
  window->AddObserver(vtkCommand::WindowIsDirectEvent, this, &VtkScene::answerYes);
}

void VtkScene::makeCurrent(vtkObject*, unsigned long, void*)
{
  m_context.makeCurrent();
}

void VtkScene::answerIsCurrent(vtkObject*, unsigned long, void* answer)
{
  *static_cast<bool*>(answer) = m_context.isCurrent();
}

void VtkScene::answerYes(vtkObject*, unsigned long, void* answer)
{
  *static_cast<int*>(answer) = 1;
}

void VtkScene::begin()
{
  window->SetReadyForRendering(true);
  window->SetForceMaximumHardwareLineWidth(1);
}

void VtkScene::end()
{
  window->Finalize();
  window->SetReadyForRendering(false);
}

void VtkScene::render()
{
  vtkOpenGLState* state = window->GetState();
  state->Reset(); // Qt has drawn since
  state->Push();
  window->Render();
  state->Pop();
  m_renderedSize = {window->GetSize()[0], window->GetSize()[1]};
}

void VtkScene::renderNothing()
{
  forEach(*window->GetRenderers(), [](vtkRenderer& renderer) { renderer.DrawOff(); });
  render();
  forEach(*window->GetRenderers(), [](vtkRenderer& renderer) { renderer.DrawOn(); });
}

void VtkScene::copyTo(GLuint framebuffer, QSize size)
{
  QOpenGLExtraFunctions& gl = currentFunctions();
  gl.glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
  window->GetDisplayFramebuffer()->Bind(GL_READ_FRAMEBUFFER);
  window->GetDisplayFramebuffer()->ActivateReadBuffer(0);
  gl.glDisable(GL_SCISSOR_TEST);
  gl.glBlitFramebuffer(0, 0, m_renderedSize.width(), m_renderedSize.height(), 0, 0, size.width(),
                       size.height(), GL_COLOR_BUFFER_BIT,
                       size == m_renderedSize ? GL_NEAREST : GL_LINEAR);
  gl.glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
  // VTK leaves the background's alpha 0, through which the desktop would be seen.
  gl.glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_TRUE);
  gl.glClearColor(0.0F, 0.0F, 0.0F, 1.0F);
  gl.glClear(GL_COLOR_BUFFER_BIT);
  gl.glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
}

void VtkScene::clear(GLuint framebuffer)
{
  std::array<float, 3> colour{};
  if (vtkRenderer* first = window->GetRenderers()->GetFirstRenderer())
    std::copy_n(first->GetBackground(), colour.size(), colour.begin());
  QOpenGLExtraFunctions& gl = currentFunctions();
  gl.glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
  gl.glDisable(GL_SCISSOR_TEST);
  gl.glClearColor(colour[0], colour[1], colour[2], 1.0F);
  gl.glClear(GL_COLOR_BUFFER_BIT);
}

} // namespace limpid::rendering
