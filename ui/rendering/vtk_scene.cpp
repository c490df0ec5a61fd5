#include "ui/rendering/vtk_scene.h"

#include <QOpenGLContext>
#include <QOpenGLExtraFunctions>

#include <vtkCommand.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLState.h>
#include <vtkRenderer.h>
#include <vtkRendererCollection.h>
#include <vtkTextureObject.h>

#include <algorithm>
#include <array>

namespace limpid::rendering {
namespace {

QOpenGLExtraFunctions& currentFunctions()
{
  return *QOpenGLContext::currentContext()->extraFunctions();
}

} // namespace

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

void VtkScene::render(QSize size)
{
  if (!m_context->makeCurrent())
    return;
  window->SetReadyForRendering(true);
  window->SetForceMaximumHardwareLineWidth(1);
  window->SetSize(size.width(), size.height());
  vtkOpenGLState* state = window->GetState();
  state->Reset(); // other scenes were drawn since
  state->Push();
  window->Render();
  state->Pop();
  m_texture = window->GetDisplayFramebuffer()->GetColorAttachmentAsTextureObject(0)->GetHandle();
  m_renderedSize = size;
  currentFunctions().glFlush(); // for the contexts that copy
  m_context->doneCurrent();
}

void VtkScene::copyTo(GLuint framebuffer) const
{
  QOpenGLExtraFunctions& gl = currentFunctions();
  GLuint source = 0; // framebuffers aren't shared between contexts, textures are
  gl.glGenFramebuffers(1, &source);
  gl.glBindFramebuffer(GL_READ_FRAMEBUFFER, source);
  gl.glFramebufferTexture2D(GL_READ_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, m_texture, 0);
  gl.glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
  gl.glDisable(GL_SCISSOR_TEST);
  const int width = m_renderedSize.width();
  const int height = m_renderedSize.height();
  gl.glBlitFramebuffer(0, 0, width, height, 0, 0, width, height, GL_COLOR_BUFFER_BIT, GL_NEAREST);
  gl.glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
  gl.glDeleteFramebuffers(1, &source);
  // VTK leaves the background's alpha 0, through which the desktop would be seen.
  gl.glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_TRUE);
  gl.glClearColor(0.0F, 0.0F, 0.0F, 1.0F);
  gl.glClear(GL_COLOR_BUFFER_BIT);
  gl.glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
}

void VtkScene::clear(GLuint framebuffer) const
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
