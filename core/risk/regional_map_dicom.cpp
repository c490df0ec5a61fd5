#include "core/risk/regional_map_dicom.h"

#include "core/risk/estimate.h"
#include "core/risk/frames_of_maps.h"
#include "core/risk/parametric_map.h"
#include "core/risk/rating_report.h"
#include "core/study/deidentified_header.h"
#include "core/study/keyed_identity.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace limpid::risk {
namespace {

Result<std::map<std::string, std::string>> libraryUids(study::Project& project)
{
  const Result<std::vector<study::SeriesRecord>> series = study::listSeries(project, {});
  if (!series)
    return failure(series.error());
  std::map<std::string, std::string> uids;
  for (const study::SeriesRecord& record : *series) {
    const Result<std::vector<study::ImageRecord>> images = study::listImages(project, record.uid);
    if (!images)
      return failure(images.error());
    for (const study::ImageRecord& image : *images) {
      uids.insert({image.key.uid, image.key.uid});
      uids.insert({study::mappedUid(project, image.key.uid), image.key.uid});
    }
  }
  return uids;
}

/// Segments of one image lie in frames of their own: a pixel is inside when it is in one of them.
void unite(RegionalMap& whole, const RegionalMap& part)
{
  for (std::size_t pixel = 0; pixel < whole.values.size(); ++pixel)
    if (std::isnan(whole.values[pixel]))
      whole.values[pixel] = part.values[pixel];
}

Result<std::string> componentFor(const RegionalImport& request, const MapFrames& read)
{
  if (read.isSegmentation && !request.value)
    return failure(ErrorCode::Usage, "A segmentation says where, not how bad: name the value of "
                                     "its pixels.");
  const std::string component = request.component.empty() ? read.component : request.component;
  if (component.empty())
    return failure(ErrorCode::Usage,
                   fmt::format("{} doesn't say which component it is a map of: name it.",
                               request.file.string()));
  return component;
}

std::string unitFor(study::Project& project, const Component& component,
                    const study::ImageKey& image)
{
  if (component.use != ComponentUse::Noise || !component.unit.empty())
    return component.unit;
  const auto record = study::findImage(project, image);
  const auto series = study::listSeries(project, {});
  if (!record || !*record || !series)
    return {};
  const auto found = std::ranges::find(*series, (*record)->seriesUid, &study::SeriesRecord::uid);
  return found == series->end() ? std::string() : pixelUnit(found->modality);
}

} // namespace

Result<void> exportRegionalMap(study::Project& project, const study::ImageKey& image,
                               const std::string& component, const std::filesystem::path& file)
{
  if (std::filesystem::exists(file))
    return failure(ErrorCode::AlreadyExists,
                   fmt::format("{} exists and isn't overwritten.", file.string()));
  const Result<std::vector<Component>> schema = loadSchema(project);
  if (!schema)
    return failure(schema.error());
  const Result<Component> described = findComponent(*schema, component);
  if (!described)
    return failure(described.error());
  const Result<std::optional<RegionalMap>> map = regionalMapOf(project, image, component);
  if (!map)
    return failure(map.error());
  if (!*map)
    return failure(ErrorCode::NotFound, fmt::format("This image has no map of \"{}\".", component));
  const auto header = study::deidentifiedHeader(project, image);
  if (!header)
    return failure(header.error());
  return writeParametricMap(file, **header, image.frame, *described,
                            unitFor(project, *described, image), **map);
}

bool holdsMaps(const std::filesystem::path& file)
{
  return looksLikeReport(file) && isMapFile(file);
}

Result<RegionalImportReport> importRegionalMaps(study::Project& project,
                                                const RegionalImport& request)
{
  if (!request.onto.empty())
    return importOnto(project, request);
  const Result<MapFrames> read = readMapFrames(request.file);
  if (!read)
    return failure(read.error());
  const Result<std::string> component = componentFor(request, *read);
  if (!component)
    return failure(component.error());
  const Result<std::map<std::string, std::string>> uids = libraryUids(project);
  if (!uids)
    return failure(uids.error());
  RegionalImportReport report;
  std::map<study::ImageKey, RegionalMap> maps;
  for (const MapFrame& frame : read->frames) {
    if (frame.sourceUid.empty())
      return failure(ErrorCode::BadInput,
                     fmt::format("{} can't be read as a map: a frame names no single image that it "
                                 "was derived from. Choose the image to lay it on.",
                                 request.file.string()));
    const auto uid = uids->find(frame.sourceUid);
    if (uid == uids->end()) {
      report.refused.push_back(fmt::format("The library holds no image {}.", frame.sourceUid));
      continue;
    }
    const auto [known, isNew] = maps.insert({{uid->second, frame.sourceFrame}, frame.map});
    if (!isNew)
      unite(known->second, frame.map);
  }
  for (auto& [image, map] : maps) {
    if (read->isSegmentation)
      std::ranges::transform(map.values, map.values.begin(), [&](float inside) {
        return inside * static_cast<float>(*request.value); // NaN stays NaN
      });
    if (const Result<void> stored =
            storeRegionalMap(project, {image, *component, std::move(map), "map", request.author});
        !stored)
      report.refused.push_back(stored.error().message);
    else
      report.images.push_back(image);
  }
  return report;
}

} // namespace limpid::risk
