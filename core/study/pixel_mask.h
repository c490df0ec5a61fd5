#pragma once

namespace limpid::study {

/// A rectangle of pixels that is painted over.
struct PixelMask
{
  int column = 0;
  int row = 0;
  int width = 0;
  int height = 0;

  friend bool operator==(const PixelMask&, const PixelMask&) = default;
};

} // namespace limpid::study
