#pragma once

// For the sources of ImageView only.

#include "ui/rendering/image_canvas.h"
#include "ui/rendering/image_slice.h"
#include "ui/rendering/image_view.h"
#include "ui/rendering/view_overlay.h"

namespace limpid::rendering {

struct ImageView::Impl
{
  explicit Impl(ImageView& view);

  void showWindow();
  void showCamera();
  void showReadout();
  void showPointer(std::optional<QPointF> position); ///< of the widget
  void showOverlay();
  void showLetters();
  void zoomBy(double factor);

  ImageCanvas canvas;
  ViewOverlay* overlay;
  vtkSmartPointer<vtkImageSlice> slice;
  vtkSmartPointer<vtkImageSlice> mapSlice;
  imaging::Image image;
  ViewProjection projection;
  std::optional<imaging::ImagePlane> plane;
  bool lettersShown = true;
  QString unit;
  QString pointerValue;
  QString pointerPlace;
  WindowLevel firstWindow;
  WindowLevel window;
  bool inverted = false;
  LeftButton leftButton = LeftButton::Window;
  double brushRadius = 0.0;
  Qt::MouseButton button = Qt::NoButton;
  bool drawing = false;  ///< with the button that is held
  bool pointing = false; ///< with Shift
  QPointF pressed;
  QPointF last;
  WindowLevel pressedWindow;
  int wheel = 0;
};

} // namespace limpid::rendering
