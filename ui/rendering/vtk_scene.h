#pragma once

#include "ui/rendering/render_context.h"

#include <QSize>
#include <qopengl.h>

#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>

#include <memory>

namespace limpid::rendering {

/// A render window of VTK in the program's RenderContext.
class VtkScene final
{
public:
  VtkScene();
  ~VtkScene();
  VtkScene(const VtkScene&) = delete;
  VtkScene& operator=(const VtkScene&) = delete;

  /// Into a texture of `size`, pixels. Leaves no context current.
  void render(QSize size);
  /// What was rendered last, opaque, into a framebuffer of the context that is current. Not
  /// stretched: that takes a shader, which would be compiled for each context.
  void copyTo(GLuint framebuffer) const;
  QSize renderedSize() const { return m_renderedSize; }
  /// The background alone.
  void clear(GLuint framebuffer) const;

  vtkNew<vtkGenericOpenGLRenderWindow> window;

private:
  void makeCurrent(vtkObject*, unsigned long, void*);
  void answerIsCurrent(vtkObject*, unsigned long, void* answer);
  void answerYes(vtkObject*, unsigned long, void* answer);

  std::shared_ptr<RenderContext> m_context = RenderContext::shared();
  GLuint m_texture = 0; ///< what was rendered last
  QSize m_renderedSize;
};

} // namespace limpid::rendering
