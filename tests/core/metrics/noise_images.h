#pragma once

#include "core/base/random.h"

#include <cmath>
#include <cstdint>
#include <vector>

namespace limpid::metrics {

/// Noise of unit variance whose neighbours along rows and columns go together (1 2 1 each way):
/// strong at low frequencies, as an iterative reconstruction leaves it.
inline std::vector<float> correlatedNoise(int rows, int columns, std::uint64_t seed)
{
  Random random(seed, 0);
  const int wide = columns + 2;
  std::vector<double> white(static_cast<std::size_t>((rows + 2) * wide));
  for (double& value : white)
    value = random.normal();
  std::vector<float> noise;
  const double weights[] = {1.0, 2.0, 1.0};
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      double sum = 0.0;
      for (int down = 0; down < 3; ++down)
        for (int across = 0; across < 3; ++across)
          sum += weights[down] * weights[across] *
                 white[static_cast<std::size_t>((row + down) * wide + column + across)];
      noise.push_back(static_cast<float>(sum / 6.0)); // Σ(1, 2, 1)² = 6 each way
    }
  return noise;
}

/// A disc of 100 over air of 0, with waves on it and edges of small discs in it.
inline std::vector<float> phantom(int rows, int columns)
{
  std::vector<float> pixels;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      const double x = 2.0 * column / columns - 1.0;
      const double y = 2.0 * row / rows - 1.0;
      const bool inside = std::hypot(x, y) < 0.8;
      const bool insert = std::hypot(x - 0.3, y + 0.2) < 0.12 || std::hypot(x + 0.3, y) < 0.1;
      pixels.push_back(static_cast<float>(
          inside ? 100.0 + 4.0 * std::sin(4.0 * x) + (insert ? 30.0 : 0.0) : 0.0));
    }
  return pixels;
}

/// |signal + complex noise| of σ = `noise` in both parts: Rician, Rayleigh where there is none.
inline std::vector<float> magnitudes(const std::vector<float>& signal, double noise,
                                     std::uint64_t seed)
{
  Random random(seed, 0);
  std::vector<float> pixels;
  for (const float value : signal)
    pixels.push_back(static_cast<float>(
        std::hypot(double{value} + noise * random.normal(), noise * random.normal())));
  return pixels;
}

inline std::vector<float> plus(std::vector<float> pixels, const std::vector<float>& noise,
                               double scale)
{
  for (std::size_t pixel = 0; pixel < pixels.size(); ++pixel)
    pixels[pixel] += static_cast<float>(scale) * noise[pixel];
  return pixels;
}

inline std::vector<float> whiteNoise(std::size_t count, std::uint64_t seed)
{
  std::vector<float> noise(count);
  Random(seed, 0).fillNormal(noise);
  return noise;
}

} // namespace limpid::metrics
