#include "core/risk/foreign_map.h"
#include "core/risk/region_painting.h"
#include "core/risk/regional_map_dicom.h"
#include "core/study/keyed_identity.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace limpid::risk {
namespace {

/// The images to lay a map on, with what their series knows of them.
Result<std::vector<MapTarget>> targetsOf(study::Project& project,
                                         const std::vector<study::ImageKey>& keys)
{
  const Result<std::vector<study::SeriesRecord>> series = study::listSeries(project, {});
  if (!series)
    return failure(series.error());
  std::map<std::string, std::vector<study::ImageRecord>> imagesOf;
  std::vector<MapTarget> targets;
  for (const study::ImageKey& key : keys) {
    const Result<std::optional<study::ImageRecord>> image = study::findImage(project, key);
    if (!image)
      return failure(image.error());
    if (!*image)
      return failure(ErrorCode::NotFound,
                     fmt::format("The library holds no image with the UID {} and the frame {}.",
                                 key.uid, key.frame));
    const std::string& uid = (*image)->seriesUid;
    if (!imagesOf.contains(uid)) {
      Result<std::vector<study::ImageRecord>> images = study::listImages(project, uid);
      if (!images)
        return failure(images.error());
      imagesOf.emplace(uid, *std::move(images));
    }
    const std::vector<study::ImageRecord>& images = imagesOf[uid];
    const auto own = std::ranges::find(images, key, &study::ImageRecord::key);
    const auto record = std::ranges::find(*series, uid, &study::SeriesRecord::uid);
    targets.push_back({.image = **image,
                       .spacingMm = record == series->end() ? std::nullopt : record->spacingMm,
                       .mappedUid = study::mappedUid(project, key.uid),
                       .index = static_cast<std::size_t>(own - images.begin()),
                       .count = images.size()});
  }
  return targets;
}

Result<std::string> componentFor(const RegionalImport& request, const ForeignMap& map)
{
  if (map.isMask && !request.value)
    return failure(ErrorCode::Usage,
                   fmt::format("{} says where, not how bad: name the value of its "
                               "pixels.",
                               map.file));
  const std::string& component = request.component.empty() ? map.component : request.component;
  if (component.empty())
    return failure(
        ErrorCode::Usage,
        fmt::format("{} doesn't say which component it is a map of: name it.", map.file));
  return component;
}

} // namespace

Result<RegionalImportReport> importOnto(study::Project& project, const RegionalImport& request)
{
  Result<ForeignMap> map = readForeignMap(request.file, request.value.has_value());
  if (!map)
    return failure(map.error());
  const Result<std::string> component = componentFor(request, *map);
  if (!component)
    return failure(component.error());
  const Result<std::vector<MapTarget>> targets = targetsOf(project, request.onto);
  if (!targets)
    return failure(targets.error());
  RegionalImportReport report;
  std::vector<RegionalRating> ratings;
  int resampled = 0;
  for (const MapTarget& target : *targets) {
    Result<PlacedMap> placed = placeMap(*map, target);
    if (!placed)
      return failure(placed.error());
    if (ratesNothing(placed->map))
      continue;
    if (map->isMask)
      for (float& value : placed->map.values)
        value *= static_cast<float>(*request.value); // NaN stays NaN
    RegionalRating rating{target.image.key, *component, std::move(placed->map), "map",
                          request.author};
    if (const Result<void> valid = checkRegionalMap(project, rating); !valid) {
      report.refused.push_back(valid.error().message);
      continue;
    }
    resampled += placed->resampled ? 1 : 0;
    report.images.push_back(target.image.key);
    ratings.push_back(std::move(rating));
  }
  if (ratings.empty() && report.refused.empty())
    return failure(ErrorCode::BadInput,
                   fmt::format("{} marks no pixel of {}.", request.file.string(),
                               request.onto.size() == 1 ? "this image" : "these images"));
  if (resampled > 0)
    report.warnings.push_back(
        fmt::format("The map's grid differs from that of {} {}: each pixel took the value of the "
                    "nearest.",
                    resampled, resampled == 1 ? "image" : "images"));
  if (const Result<void> stored = storeRegionalMaps(project, ratings); !stored)
    return failure(stored.error());
  return report;
}

} // namespace limpid::risk
