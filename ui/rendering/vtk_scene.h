#pragma once

#include "ui/rendering/vtk_widget.h"

#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>

namespace limpid::rendering {

/// The VTK side of a VtkWidget: its window, which asks the widget for the context.
struct VtkWidget::Scene
{
  explicit Scene(VtkWidget& widget);

  void makeCurrent(vtkObject*, unsigned long, void*);
  void answerIsCurrent(vtkObject*, unsigned long, void* answer);
  void answerYes(vtkObject*, unsigned long, void* answer);

  VtkWidget& owner;
  vtkNew<vtkGenericOpenGLRenderWindow> window;
};

} // namespace limpid::rendering
