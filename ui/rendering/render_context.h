#pragma once

#include <QOffscreenSurface>
#include <QOpenGLContext>

#include <memory>

namespace limpid::rendering {

/// The OpenGL context in which VTK renders every view; the widgets copy from its textures. In a
/// context of its own each widget would have the driver compile its shaders anew, which takes
/// software OpenGL 40 ms.
class RenderContext final
{
public:
  /// The one of this program, for as long as anybody has it. In the window's thread.
  static std::shared_ptr<RenderContext> shared();

  RenderContext();

  /// False where there is no OpenGL.
  bool makeCurrent();
  bool isCurrent() const;
  void doneCurrent();

private:
  QOffscreenSurface m_surface;
  QOpenGLContext m_context;
};

} // namespace limpid::rendering
