#include "core/preparation/training_array.h"

#include "core/imaging/resample.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace limpid::preparation {
namespace {

constexpr float lowEnd = -1.0F; // of the window

/// Clips at the window widened by the headroom, then lets the window itself be −1 … 1.
imaging::Windowed windowed(const imaging::Image& image, const Shaping& shaping)
{
  const imaging::IntensityWindow wide{shaping.window.low - shaping.headroom,
                                      shaping.window.high + shaping.headroom};
  imaging::Windowed result = imaging::toModelIntensity(image, wide);
  const auto factor =
      static_cast<float>(wide.unitsPerModelIntensity() / shaping.window.unitsPerModelIntensity());
  for (float& pixel : result.image.pixels)
    pixel *= factor;
  return result;
}

} // namespace

imaging::Image filledToSquare(const imaging::Image& content, int size, float rim)
{
  imaging::Image square = content;
  square.rows = square.columns = size;
  const auto side = static_cast<std::size_t>(size);
  square.pixels.assign(side * side, rim);
  const auto top = static_cast<std::size_t>((size - content.rows) / 2);
  const auto left = static_cast<std::size_t>((size - content.columns) / 2);
  const auto columns = static_cast<std::size_t>(content.columns);
  for (std::size_t row = 0; row < static_cast<std::size_t>(content.rows); ++row)
    std::copy_n(&content.pixels[row * columns], columns, &square.pixels[(top + row) * side + left]);
  return square;
}

std::array<int, 2> contentSize(int rows, int columns, int size)
{
  const double longer = std::max(rows, columns);
  const auto scaled = [&](int side) {
    return std::max(1, static_cast<int>(std::lround(side * size / longer)));
  };
  return {scaled(rows), scaled(columns)};
}

Result<TrainingArray> shapeImage(const imaging::Image& source, const Shaping& shaping)
{
  Result<imaging::Image> cropped = source;
  if (shaping.crop)
    cropped = imaging::crop(source, *shaping.crop);
  if (!cropped)
    return failure(cropped.error());
  if (std::max(cropped->rows, cropped->columns) < shaping.size)
    return failure(ErrorCode::BadInput,
                   fmt::format("It is smaller ({} × {}) than the {} pixels that train.",
                               cropped->rows, cropped->columns, shaping.size));
  const imaging::Windowed model = windowed(*cropped, shaping);
  const auto [rows, columns] = contentSize(cropped->rows, cropped->columns, shaping.size);
  Result<imaging::Resampled> resampled = imaging::resampleArea(model.image, rows, columns);
  if (!resampled)
    return failure(resampled.error());
  TrainingArray array;
  array.square = filledToSquare(resampled->image, shaping.size, lowEnd);
  array.content = std::move(resampled->image);
  array.noiseGain = resampled->noiseGain;
  array.clippedShare = model.clippedShare;
  return array;
}

} // namespace limpid::preparation
