#include "core/preparation/noise_pairs.h"

#include "core/imaging/noise_spectrum.h"
#include "core/study/pixel_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace limpid::preparation {
namespace {

constexpr int tileSize = 16;

/// What one image of a pair has of noise, up to the sign: the difference over √2.
Result<imaging::Image> noiseOf(const NoisePair& pair, const Shaping& shaping)
{
  std::vector<imaging::Image> contents;
  for (const std::filesystem::path* file : {&pair.first, &pair.second}) {
    const auto read = study::readFrame(*file, 1);
    if (!read)
      return failure(read.error());
    auto array = shapeImage(*read, shaping);
    if (!array)
      return failure(array.error().code,
                     fmt::format("{}: {}", file->string(), array.error().message));
    contents.push_back(std::move(array->content));
  }
  imaging::Image noise = std::move(contents[0]);
  const imaging::Image& other = contents[1];
  if (other.rows != noise.rows || other.columns != noise.columns)
    return failure(ErrorCode::BadInput, fmt::format("{} and {} are of unlike size.",
                                                    pair.first.string(), pair.second.string()));
  std::transform(noise.pixels.begin(), noise.pixels.end(), other.pixels.begin(),
                 noise.pixels.begin(),
                 [](float one, float two) { return (one - two) * std::sqrt(0.5F); });
  return noise;
}

/// Between the tiles' frequencies in proportion; opposite ends of the axis are neighbours.
double powerAt(const imaging::NoiseSpectrum& tiles, double row, double column)
{
  const auto size = static_cast<std::size_t>(tiles.size);
  const auto at = [&](std::size_t vertical, std::size_t horizontal) {
    return tiles.power[vertical % size * size + horizontal % size];
  };
  const auto top = static_cast<std::size_t>(row);
  const auto left = static_cast<std::size_t>(column);
  const double down = row - static_cast<double>(top);
  const double right = column - static_cast<double>(left);
  return (1.0 - down) * ((1.0 - right) * at(top, left) + right * at(top, left + 1)) +
         down * ((1.0 - right) * at(top + 1, left) + right * at(top + 1, left + 1));
}

std::vector<float> spread(const imaging::NoiseSpectrum& tiles, int size)
{
  const double step = static_cast<double>(tiles.size) / size;
  std::vector<double> power;
  double sum = 0.0;
  for (int row = 0; row < size; ++row)
    for (int column = 0; column < size; ++column) {
      power.push_back(powerAt(tiles, row * step, column * step));
      sum += power.back();
    }
  std::vector<float> spectrum;
  for (const double value : power)
    spectrum.push_back(static_cast<float>(value * static_cast<double>(power.size()) / sum));
  return spectrum;
}

} // namespace

Result<std::vector<float>> spectrumOfPairs(std::span<const NoisePair> pairs, const Shaping& shaping)
{
  std::vector<imaging::Image> noises;
  int tile = std::min(tileSize, shaping.size);
  for (const NoisePair& pair : pairs) {
    auto noise = noiseOf(pair, shaping);
    if (!noise)
      return failure(noise.error());
    tile = std::min({tile, noise->rows, noise->columns});
    noises.push_back(std::move(*noise));
  }
  const auto tiles = imaging::measureNoiseSpectrum(noises, tile);
  if (!tiles)
    return failure(tiles.error());
  if (!(tiles->standardDeviation() > 0.0))
    return failure(ErrorCode::BadInput, "The images of the pairs don't differ: they tell nothing "
                                        "of the noise.");
  return spread(*tiles, shaping.size);
}

} // namespace limpid::preparation
