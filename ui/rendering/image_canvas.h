#pragma once

#include "ui/rendering/vtk_scene.h"
#include "ui/rendering/vtk_widget.h"

#include <QPointF>

#include <vtkRenderer.h>

namespace limpid::rendering {

/// Where images are drawn: black, with a camera that looks straight at their plane. It takes no
/// mouse and no keys; those are the view's around it.
class ImageCanvas final
{
public:
  explicit ImageCanvas(QWidget* parent);

  VtkWidget& widget() { return *m_widget; }
  const VtkWidget& widget() const { return *m_widget; }
  vtkRenderer& renderer() { return *m_renderer; }
  /// Puts `middle` into the middle and shows `height` of the scene from top to bottom.
  void look(QPointF middle, double height);

private:
  VtkWidget* m_widget;
  vtkNew<vtkRenderer> m_renderer;
};

} // namespace limpid::rendering
