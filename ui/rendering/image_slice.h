#pragma once

#include "core/imaging/image.h"
#include "ui/rendering/window_level.h"

#include <vtkImageSlice.h>
#include <vtkSmartPointer.h>

#include <array>

namespace limpid::rendering {

/// Width and height of the image in the scene: pixels × spacing relative to the smaller spacing.
std::array<double, 2> sceneSize(const imaging::Image& image);

/// The image as something to draw: row 0 on top, left lower corner at (0, 0), drawn to its pixels'
/// outer edges. Copies the pixels.
vtkSmartPointer<vtkImageSlice> makeSlice(const imaging::Image& image);

/// Exchanges the pixels of `slice`.
void setPixels(vtkImageSlice& slice, const imaging::Image& image);

void setWindow(vtkImageSlice& slice, const WindowLevel& window);

} // namespace limpid::rendering
