#include "core/metrics/noise_estimators.h"

#include <cmath>
#include <cstddef>
#include <numbers>

namespace limpid::metrics {

double immerkaer(std::span<const float> pixels, int rows, int columns)
{
  if (rows < 3 || columns < 3)
    return 0.0;
  const auto width = static_cast<std::size_t>(columns);
  const auto height = static_cast<std::size_t>(rows);
  double sum = 0.0;
  for (std::size_t row = 1; row + 1 < height; ++row) {
    const auto sumOfRow = [&pixels, width](std::size_t at, std::size_t column) {
      const float* three = pixels.data() + at * width + column - 1;
      // The mask is the outer product of (1, −2, 1) with itself.
      return double{three[0]} - 2.0 * double{three[1]} + double{three[2]};
    };
    for (std::size_t column = 1; column + 1 < width; ++column)
      sum += std::abs(sumOfRow(row - 1, column) - 2.0 * sumOfRow(row, column) +
                      sumOfRow(row + 1, column));
  }
  // White noise of standard deviation σ answers with 6σ, whose mean absolute value is 6σ√(2/π).
  const auto inside = static_cast<double>((height - 2) * (width - 2));
  return std::sqrt(0.5 * std::numbers::pi) / 6.0 * sum / inside;
}

} // namespace limpid::metrics
