#include "core/imaging/crop.h"

#include <fmt/format.h>

#include <algorithm>

namespace limpid::imaging {
namespace {

Image cut(const Image& image, const Rectangle& rectangle)
{
  Image result{rectangle.height, rectangle.width, image.channels, {}, image.spacingMm};
  const auto channels = static_cast<std::size_t>(image.channels);
  const std::size_t line = static_cast<std::size_t>(rectangle.width) * channels;
  result.pixels.resize(static_cast<std::size_t>(rectangle.height) * line);
  for (int row = 0; row < rectangle.height; ++row) {
    const std::size_t from =
        (static_cast<std::size_t>(rectangle.y + row) * static_cast<std::size_t>(image.columns) +
         static_cast<std::size_t>(rectangle.x)) *
        channels;
    std::copy_n(&image.pixels[from], line, &result.pixels[static_cast<std::size_t>(row) * line]);
  }
  return result;
}

} // namespace

Result<Image> crop(const Image& image, const Rectangle& rectangle)
{
  const bool inside = rectangle.x >= 0 && rectangle.y >= 0 && rectangle.width > 0 &&
                      rectangle.height > 0 && rectangle.width <= image.columns - rectangle.x &&
                      rectangle.height <= image.rows - rectangle.y;
  if (!inside)
    return failure(ErrorCode::BadInput,
                   fmt::format("The crop of {} × {} pixels at ({}, {}) reaches beyond an image of "
                               "{} × {}.",
                               rectangle.width, rectangle.height, rectangle.x, rectangle.y,
                               image.columns, image.rows));
  return cut(image, rectangle);
}

Image cropToSquare(const Image& image)
{
  const int side = std::min(image.rows, image.columns);
  return cut(image, {(image.columns - side) / 2, (image.rows - side) / 2, side, side});
}

} // namespace limpid::imaging
