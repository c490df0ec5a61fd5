#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

namespace limpid::imaging {

/// A rectangle in pixels; x counts columns, y counts rows.
struct Rectangle
{
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
};

/// BadInput when the rectangle is empty or reaches beyond the image.
Result<Image> crop(const Image& image, const Rectangle& rectangle);

/// The largest square around the centre.
Image cropToSquare(const Image& image);

} // namespace limpid::imaging
