#include "core/dataset/noise_spectrum_check.h"

#include <fmt/format.h>

#include <cmath>

namespace limpid::dataset {
namespace {

constexpr double tolerance = 1e-3;

} // namespace

Result<void> checkNoiseSpectrum(std::span<const float> spectrum, int rows, int columns)
{
  const auto height = static_cast<std::size_t>(rows);
  const auto width = static_cast<std::size_t>(columns);
  if (spectrum.size() != height * width)
    return failure(ErrorCode::BadInput,
                   fmt::format("its noise spectrum isn't of {} × {}", rows, columns));
  double sum = 0.0;
  for (std::size_t row = 0; row < height; ++row)
    for (std::size_t column = 0; column < width; ++column) {
      const double value = spectrum[row * width + column];
      const double mirrored = spectrum[(height - row) % height * width + (width - column) % width];
      if (!(value >= 0.0) || std::isinf(value) || std::abs(value - mirrored) > tolerance)
        return failure(ErrorCode::BadInput,
                       "its noise spectrum is negative, not finite, or not that of real noise");
      sum += value;
    }
  if (std::abs(sum / static_cast<double>(spectrum.size()) - 1.0) > tolerance)
    return failure(ErrorCode::BadInput, "the mean of its noise spectrum isn't 1");
  return {};
}

} // namespace limpid::dataset
