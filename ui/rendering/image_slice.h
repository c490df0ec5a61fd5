#pragma once

#include "core/imaging/image.h"
#include "ui/rendering/map_overlay.h"
#include "ui/rendering/view_projection.h"
#include "ui/rendering/window_level.h"

#include <vtkImageSlice.h>
#include <vtkSmartPointer.h>

namespace limpid::rendering {

/// The image as something to draw: row 0 on top, left lower corner at (0, 0), drawn to its pixels'
/// outer edges. Copies the pixels.
vtkSmartPointer<vtkImageSlice> makeSlice(const imaging::Image& image);

/// Exchanges the pixels of `slice`.
void setPixels(vtkImageSlice& slice, const imaging::Image& image);

void setWindow(vtkImageSlice& slice, const WindowLevel& window, bool inverted = false);

/// A slice that is drawn over that of the image; without pixels until setMap().
vtkSmartPointer<vtkImageSlice> makeMapSlice();

/// `image` gives the place; the values are on its grid.
void setMap(vtkImageSlice& slice, const MapOverlay& map, const imaging::Image& image);

} // namespace limpid::rendering
