#pragma once

#include <QSize>
#include <qopengl.h>

#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>

#include <functional>

namespace limpid::rendering {

/// A render window of VTK in an OpenGL context of Qt.
class VtkScene final
{
public:
  /// How VTK gets at the context: both are called while it renders.
  struct Context
  {
    std::function<void()> makeCurrent;
    std::function<bool()> isCurrent;
  };

  explicit VtkScene(Context context);

  /// Once the context is there.
  void begin();
  /// Before the context goes; it's current.
  void end();
  void render();
  /// The same without the renderers' contents: it readies the driver and VTK's framebuffers.
  void renderNothing();
  /// What was rendered last, opaque; stretched where `size` is another.
  void copyTo(GLuint framebuffer, QSize size);
  /// The background alone.
  void clear(GLuint framebuffer);

  vtkNew<vtkGenericOpenGLRenderWindow> window;

private:
  void makeCurrent(vtkObject*, unsigned long, void*);
  void answerIsCurrent(vtkObject*, unsigned long, void* answer);
  void answerYes(vtkObject*, unsigned long, void* answer);

  Context m_context;
  QSize m_renderedSize;
};

} // namespace limpid::rendering
