#pragma once

#include "ui/rendering/render_context.h"

#include <QColor>
#include <QImage>
#include <QSize>

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

  /// Opaque, `size` in pixels; null where OpenGL can't be used. Leaves no context current.
  QImage render(QSize size);
  /// OpenGL can't be used.
  bool failed() const { return m_failed; }
  QColor background() const;

  vtkNew<vtkGenericOpenGLRenderWindow> window;

private:
  void makeCurrent(vtkObject*, unsigned long, void*);
  void answerIsCurrent(vtkObject*, unsigned long, void* answer);
  void answerYes(vtkObject*, unsigned long, void* answer);
  void giveUp(vtkObject*, unsigned long, void*); ///< unless it has worked before
  QImage readPixels(QSize size);

  std::shared_ptr<RenderContext> m_context = RenderContext::shared();
  bool m_works = false; ///< something was rendered
  bool m_failed = false;
};

} // namespace limpid::rendering
