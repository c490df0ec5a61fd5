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
  QColor background() const;

  vtkNew<vtkGenericOpenGLRenderWindow> window;

private:
  void makeCurrent(vtkObject*, unsigned long, void*);
  void answerIsCurrent(vtkObject*, unsigned long, void* answer);
  void answerYes(vtkObject*, unsigned long, void* answer);
  void giveUp(vtkObject*, unsigned long, void*);
  QImage readPixels(QSize size);

  std::shared_ptr<RenderContext> m_context = RenderContext::shared();
  bool m_works = false;  ///< something was rendered
  bool m_failed = false; ///< VTK can't use the context
};

} // namespace limpid::rendering
