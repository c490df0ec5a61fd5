#pragma once

#include <QOffscreenSurface>
#include <QOpenGLContext>

#include <memory>

namespace limpid::rendering {

/// The OpenGL context (3.2 core) in which VTK renders every view; no window has one. In a context
/// of its own each view would have the driver compile its shaders anew, which takes software
/// OpenGL 40 ms.
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
