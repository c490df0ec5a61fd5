#include "core/risk/region_painting.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace limpid::risk {
namespace {

std::size_t indexOf(const RegionalMap& map, int row, int column)
{
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(map.columns) +
         static_cast<std::size_t>(column);
}

void setInside(RegionalMap& map, const ImagePoint& at, float value)
{
  const int row = static_cast<int>(std::floor(at.row));
  const int column = static_cast<int>(std::floor(at.column));
  if (row >= 0 && column >= 0 && row < map.rows && column < map.columns)
    map.values[indexOf(map, row, column)] = value;
}

/// Height and width of a pixel relative to the smaller of them.
std::array<double, 2> pixelShape(const imaging::Image& image)
{
  if (!image.spacingMm || !(std::ranges::min(*image.spacingMm) > 0.0))
    return {1.0, 1.0};
  const double least = std::ranges::min(*image.spacingMm);
  return {(*image.spacingMm)[0] / least, (*image.spacingMm)[1] / least};
}

/// Square of the distance of a point from the way between two others.
double squaredDistance(double x, double y, double fromX, double fromY, double toX, double toY)
{
  const double alongX = toX - fromX;
  const double alongY = toY - fromY;
  const double length = alongX * alongX + alongY * alongY;
  const double part =
      length > 0.0 ? std::clamp(((x - fromX) * alongX + (y - fromY) * alongY) / length, 0.0, 1.0)
                   : 0.0;
  const double offX = x - (fromX + part * alongX);
  const double offY = y - (fromY + part * alongY);
  return offX * offX + offY * offY;
}

} // namespace

RegionalMap emptyMap(int rows, int columns)
{
  return {.rows = rows,
          .columns = columns,
          .values =
              std::vector<float>(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns),
                                 std::numeric_limits<float>::quiet_NaN())};
}

bool ratesNothing(const RegionalMap& map)
{
  return std::ranges::all_of(map.values, [](float value) { return std::isnan(value); });
}

void paintStroke(RegionalMap& map, const imaging::Image& image, const ImagePoint& from,
                 const ImagePoint& to, const Brush& brush)
{
  const auto [height, width] = pixelShape(image);
  const double radius = std::max(brush.radius, 0.0);
  const auto first = [](double place, double reach) {
    return std::max(0, static_cast<int>(std::floor(place - reach)));
  };
  const auto last = [](double place, double reach, int end) {
    return std::min(end - 1, static_cast<int>(std::floor(place + reach)));
  };
  const int lastRow = last(std::max(from.row, to.row), radius / height, map.rows);
  const int lastColumn = last(std::max(from.column, to.column), radius / width, map.columns);
  for (int row = first(std::min(from.row, to.row), radius / height); row <= lastRow; ++row)
    for (int column = first(std::min(from.column, to.column), radius / width); column <= lastColumn;
         ++column)
      if (squaredDistance((column + 0.5) * width, (row + 0.5) * height, from.column * width,
                          from.row * height, to.column * width, to.row * height) <= radius * radius)
        map.values[indexOf(map, row, column)] = brush.value;
  setInside(map, from, brush.value); // the smallest brush is one pixel, wherever in it one clicks
  setInside(map, to, brush.value);
}

void paintPolygon(RegionalMap& map, std::span<const ImagePoint> corners, float value)
{
  for (int row = 0; row < map.rows; ++row) {
    const double middle = row + 0.5;
    std::vector<double> crossings;
    for (std::size_t at = 0; at < corners.size(); ++at) {
      const ImagePoint& a = corners[at];
      const ImagePoint& b = corners[(at + 1) % corners.size()];
      if ((a.row <= middle) != (b.row <= middle))
        crossings.push_back(a.column + (middle - a.row) / (b.row - a.row) * (b.column - a.column));
    }
    std::ranges::sort(crossings);
    for (std::size_t at = 0; at + 1 < crossings.size(); at += 2) {
      const int first = std::max(0, static_cast<int>(std::ceil(crossings[at] - 0.5)));
      const int last =
          std::min(map.columns - 1, static_cast<int>(std::ceil(crossings[at + 1] - 0.5)) - 1);
      for (int column = first; column <= last; ++column)
        map.values[indexOf(map, row, column)] = value;
    }
  }
}

int paintThreshold(RegionalMap& map, const imaging::Image& image, double low, double high,
                   float value)
{
  int painted = 0;
  const std::size_t pixels = std::min(map.values.size(), image.pixels.size());
  for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
    const auto found = double{image.pixels[pixel]};
    if (!(found >= low && found <= high))
      continue;
    map.values[pixel] = value;
    ++painted;
  }
  return painted;
}

} // namespace limpid::risk
