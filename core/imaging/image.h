#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace limpid::imaging {

/// One 2-D image as floats, row-major, channels interleaved last. Values in the file's real unit
/// (HU after rescale).
struct Image
{
  int rows = 0;
  int columns = 0;
  int channels = 1;
  std::vector<float> pixels;
  std::optional<std::array<double, 2>> spacingMm; ///< row, column distance between pixel centres

  float at(int row, int column) const
  {
    return pixels[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                  static_cast<std::size_t>(column)];
  }
};

} // namespace limpid::imaging
