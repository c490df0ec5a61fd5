#include "core/risk/foreign_map.h"

#include "core/imaging/research_file.h"
#include "core/risk/region_painting.h"
#include "core/study/image_file.h"
#include "core/study/series_volume.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace limpid::risk {
namespace {

constexpr float outside = std::numeric_limits<float>::quiet_NaN();
constexpr double sameDirection = 0.9999; ///< cosine: 0.8°
constexpr double samePixel = 0.02;       ///< pixels
constexpr double samePlaneMm = 0.05;
constexpr double leastReachMm = 0.5; ///< of a slice whose thickness isn't known
constexpr double sameShape = 0.01;

void keepInside(MapFrame& slice, bool asMask, bool zeroIsOutside)
{
  for (float& value : slice.map.values)
    if (asMask)
      value = value != 0.0F && !std::isnan(value) ? 1.0F : outside;
    else if (zeroIsOutside && value == 0.0F)
      value = outside;
}

bool hasNaN(const std::vector<MapFrame>& slices)
{
  return std::ranges::any_of(slices, [](const MapFrame& slice) {
    return std::ranges::any_of(slice.map.values, [](float value) { return std::isnan(value); });
  });
}

std::optional<imaging::ImagePlane> planeOfSlice(const imaging::ResearchHeader& header,
                                                std::size_t slice)
{
  if (!header.geometry)
    return std::nullopt;
  imaging::ImagePlane plane{header.geometry->orientation, header.geometry->originMm};
  for (std::size_t axis = 0; axis < 3; ++axis)
    plane.originMm[axis] += static_cast<double>(slice) * header.geometry->stepMm[axis];
  return plane;
}

Result<ForeignMap> readResearchMap(const std::filesystem::path& file,
                                   imaging::ResearchFormat format)
{
  const Result<imaging::ResearchHeader> header = imaging::readResearchHeader(file, format);
  if (!header)
    return failure(header.error());
  if (header->volumes > 1)
    return failure(ErrorCode::BadInput, fmt::format("{} holds {} volumes: a map has one.",
                                                    file.string(), header->volumes));
  Result<std::vector<imaging::Image>> images = imaging::readResearchImages(file, format);
  if (!images)
    return failure(images.error());
  ForeignMap map{.file = file.string(), .component = {}, .slices = {}};
  for (imaging::Image& image : *images)
    map.slices.push_back({.sourceUid = {},
                          .map = {image.rows, image.columns, std::move(image.pixels)},
                          .plane = planeOfSlice(*header, map.slices.size()),
                          .spacingMm = header->spacingMm,
                          .thicknessMm = header->sliceSpacingMm.value_or(0.0)});
  return map;
}

bool hasPlace(const MapFrame& slice)
{
  return slice.plane && slice.spacingMm && std::ranges::min(*slice.spacingMm) > 0.0;
}

bool sameOrientation(const imaging::ImagePlane& a, const imaging::ImagePlane& b)
{
  double alongRow = 0.0;
  double alongColumn = 0.0;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    alongRow += a.orientation[axis] * b.orientation[axis];
    alongColumn += a.orientation[axis + 3] * b.orientation[axis + 3];
  }
  return alongRow > sameDirection && alongColumn > sameDirection;
}

/// Half the distance of the slices that are next to each other, or half their thickness.
double reachOf(std::vector<double> places, double thicknessMm)
{
  std::ranges::sort(places);
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t at = 1; at < places.size(); ++at)
    if (const double step = places[at] - places[at - 1]; step > samePlaneMm)
      least = std::min(least, step);
  const double width = std::isfinite(least) ? std::max(least, thicknessMm) : thicknessMm;
  return std::max(width / 2.0, leastReachMm) + 1e-6;
}

/// Slices that lie in one direction, asked for the value at a place.
class PlacedSlices
{
public:
  explicit PlacedSlices(const std::vector<MapFrame>& slices) : m_slices(slices)
  {
    for (const MapFrame& slice : slices)
      m_places.push_back(placeOf(slice.plane->originMm));
    m_reachMm = reachOf(m_places, slices.front().thicknessMm);
  }

  /// That of the nearest slice that has one there (segments lie in slices of their own).
  float valueAt(const imaging::Position& position) const
  {
    const double place = placeOf(position);
    double nearest = m_reachMm;
    for (const double known : m_places)
      nearest = std::min(nearest, std::abs(known - place));
    for (std::size_t at = 0; at < m_slices.size(); ++at) {
      if (std::abs(m_places[at] - place) > std::min(nearest + samePlaneMm, m_reachMm))
        continue;
      if (const float value = valueIn(m_slices[at], position); !std::isnan(value))
        return value;
    }
    return outside;
  }

private:
  double placeOf(const imaging::Position& position) const
  {
    return imaging::planePointOf(*m_slices.front().plane, {1.0, 1.0}, position).distanceMm;
  }

  static float valueIn(const MapFrame& slice, const imaging::Position& position)
  {
    const imaging::PlanePoint point =
        imaging::planePointOf(*slice.plane, *slice.spacingMm, position);
    const auto row = static_cast<int>(std::lround(point.row));
    const auto column = static_cast<int>(std::lround(point.column));
    const RegionalMap& map = slice.map;
    if (row < 0 || column < 0 || row >= map.rows || column >= map.columns)
      return outside;
    return map.values[static_cast<std::size_t>(row) * static_cast<std::size_t>(map.columns) +
                      static_cast<std::size_t>(column)];
  }

  const std::vector<MapFrame>& m_slices;
  std::vector<double> m_places;
  double m_reachMm = 0.0;
};

/// Whether every pixel of the image is a pixel of one of the slices.
bool onOneGrid(const std::vector<MapFrame>& slices, const imaging::ImagePlane& plane,
               const MapTarget& target)
{
  return std::ranges::any_of(slices, [&](const MapFrame& slice) {
    if (!sameOrientation(*slice.plane, plane) || slice.map.rows != target.image.rows ||
        slice.map.columns != target.image.columns)
      return false;
    for (const bool last : {false, true}) {
      const double row = last ? target.image.rows - 1 : 0;
      const double column = last ? target.image.columns - 1 : 0;
      const imaging::PlanePoint point =
          imaging::planePointOf(*slice.plane, *slice.spacingMm,
                                imaging::positionMm(plane, *target.spacingMm, row, column));
      if (std::abs(point.row - row) > samePixel || std::abs(point.column - column) > samePixel ||
          std::abs(point.distanceMm) > samePlaneMm)
        return false;
    }
    return true;
  });
}

Result<PlacedMap> placeByGeometry(const ForeignMap& map, const imaging::ImagePlane& plane,
                                  const MapTarget& target)
{
  for (const MapFrame& slice : map.slices)
    if (!sameOrientation(*slice.plane, *map.slices.front().plane))
      return failure(ErrorCode::BadInput,
                     fmt::format("{} holds images of several directions.", map.file));
  const PlacedSlices slices(map.slices);
  PlacedMap placed{emptyMap(target.image.rows, target.image.columns),
                   !onOneGrid(map.slices, plane, target)};
  auto value = placed.map.values.begin();
  for (int row = 0; row < target.image.rows; ++row)
    for (int column = 0; column < target.image.columns; ++column)
      *value++ = slices.valueAt(imaging::positionMm(plane, *target.spacingMm, row, column));
  return placed;
}

/// Pixels of a picture, which has no place but the image's own.
Result<PlacedMap> placeBySize(const std::string& file, const RegionalMap& map,
                              const MapTarget& target)
{
  const int rows = target.image.rows;
  const int columns = target.image.columns;
  if (map.rows == rows && map.columns == columns)
    return PlacedMap{map, false};
  const double shape =
      static_cast<double>(map.rows) * columns / (static_cast<double>(map.columns) * rows);
  if (std::abs(shape - 1.0) > sameShape)
    return failure(ErrorCode::BadInput,
                   fmt::format("{} has {} × {} pixels, the image {} × {}: another shape, and it "
                               "doesn't say where it lies.",
                               file, map.columns, map.rows, columns, rows));
  PlacedMap placed{emptyMap(rows, columns), true};
  auto value = placed.map.values.begin();
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      const auto from = static_cast<std::size_t>((row + 0.5) * map.rows / rows);
      const auto across = static_cast<std::size_t>((column + 0.5) * map.columns / columns);
      *value++ = map.values[from * static_cast<std::size_t>(map.columns) + across];
    }
  return placed;
}

/// Frames that name the image; segments lie in frames of their own.
std::optional<RegionalMap> namedMap(const ForeignMap& map, const MapTarget& target)
{
  std::optional<RegionalMap> whole;
  for (const MapFrame& slice : map.slices) {
    const bool named =
        !slice.sourceUid.empty() && slice.sourceFrame == target.image.key.frame &&
        (slice.sourceUid == target.image.key.uid || slice.sourceUid == target.mappedUid);
    if (!named || slice.map.rows != target.image.rows || slice.map.columns != target.image.columns)
      continue;
    if (!whole)
      whole = emptyMap(target.image.rows, target.image.columns);
    for (std::size_t pixel = 0; pixel < whole->values.size(); ++pixel)
      if (std::isnan(whole->values[pixel]))
        whole->values[pixel] = slice.map.values[pixel];
  }
  return whole;
}

} // namespace

Result<ForeignMap> readForeignMap(const std::filesystem::path& file, bool asMask)
{
  const std::optional<imaging::ResearchFormat> format = study::researchFormatIn(file);
  ForeignMap map;
  if (format) {
    Result<ForeignMap> read = readResearchMap(file, *format);
    if (!read)
      return read;
    map = *std::move(read);
    const bool zeroIsOutside = !hasNaN(map.slices);
    for (MapFrame& slice : map.slices)
      keepInside(slice, asMask, zeroIsOutside);
    map.isMask = asMask;
  } else {
    Result<MapFrames> read = readMapFrames(file);
    if (!read)
      return failure(read.error());
    map = {file.string(), read->isSegmentation || asMask, read->component, std::move(read->frames)};
    if (asMask && !read->isSegmentation)
      for (MapFrame& slice : map.slices)
        keepInside(slice, true, true);
  }
  if (map.slices.empty())
    return failure(ErrorCode::BadInput, fmt::format("{} holds no image.", file.string()));
  return map;
}

Result<PlacedMap> placeMap(const ForeignMap& map, const MapTarget& target)
{
  if (std::optional<RegionalMap> named = namedMap(map, target))
    return PlacedMap{*std::move(named), false};
  const std::optional<imaging::ImagePlane> plane = study::planeOf(target.image);
  if (std::ranges::all_of(map.slices, hasPlace) && plane && target.spacingMm)
    return placeByGeometry(map, *plane, target);
  if (map.slices.size() == 1)
    return placeBySize(map.file, map.slices.front().map, target);
  if (map.slices.size() == target.count)
    return placeBySize(map.file, map.slices[target.index].map, target);
  return failure(ErrorCode::BadInput,
                 fmt::format("{} holds {} images and the series {}, and one of them doesn't say "
                             "where it lies: which belongs to which can't be told.",
                             map.file, map.slices.size(), target.count));
}

} // namespace limpid::risk
