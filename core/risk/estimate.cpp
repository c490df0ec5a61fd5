#include "core/risk/estimate.h"

#include "core/metrics/noise_estimators.h"
#include "core/risk/ratings.h"
#include "core/study/library.h"
#include "core/study/pixel_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace limpid::risk {
namespace {

/// A new estimator is one line here.
const std::map<std::string, NoiseEstimator>& estimators()
{
  static const std::map<std::string, NoiseEstimator> all = {{"immerkaer", metrics::immerkaer}};
  return all;
}

struct Selection
{
  std::vector<study::ImageRecord> images;
  std::set<std::string> units;
};

Result<void> checkSeries(const std::vector<std::string>& wanted,
                         const std::vector<study::SeriesRecord>& series)
{
  for (const std::string& uid : wanted)
    if (std::none_of(series.begin(), series.end(),
                     [&uid](const study::SeriesRecord& one) { return one.uid == uid; }))
      return failure(ErrorCode::NotFound,
                     fmt::format("The library holds no series with the UID {}.", uid));
  return {};
}

Result<Selection> selectImages(study::Project& project, const std::vector<std::string>& wanted)
{
  const Result<std::vector<study::SeriesRecord>> series = study::listSeries(project, "");
  if (!series)
    return failure(series.error());
  if (const Result<void> known = checkSeries(wanted, *series); !known)
    return failure(known.error());
  Selection selection;
  for (const study::SeriesRecord& one : *series) {
    const bool named = std::find(wanted.begin(), wanted.end(), one.uid) != wanted.end();
    if (!named && (!wanted.empty() || one.synthetic))
      continue;
    Result<std::vector<study::ImageRecord>> images = study::listImages(project, one.uid);
    if (!images)
      return failure(images.error());
    std::move(images->begin(), images->end(), std::back_inserter(selection.images));
    selection.units.insert(pixelUnit(one.modality));
  }
  return selection;
}

Result<std::string> noiseComponent(study::Project& project)
{
  const Result<std::vector<Component>> schema = loadSchema(project);
  if (!schema)
    return failure(schema.error());
  for (const Component& component : *schema)
    if (component.use == ComponentUse::Noise)
      return component.id;
  return failure(ErrorCode::NotFound, "The quality schema has no component for measured noise.");
}

/// Takes those out that have a noise value; gives how many.
Result<int> leaveKnown(study::Project& project, const std::string& component,
                       std::vector<study::ImageRecord>& images)
{
  const Result<std::vector<QualityVector>> qualities = qualityOf(project, images);
  if (!qualities)
    return failure(qualities.error());
  std::vector<study::ImageRecord> unknown;
  for (std::size_t index = 0; index < images.size(); ++index)
    if (!(*qualities)[index].contains(component))
      unknown.push_back(images[index]);
  const int kept = static_cast<int>(images.size() - unknown.size());
  images = std::move(unknown);
  return kept;
}

/// One value per image that could be decoded, until the end or a stop.
std::vector<RatingChange> measure(const std::vector<study::ImageRecord>& images,
                                  const NoiseEstimator& estimator, const std::string& id,
                                  EstimateReport& report, jobs::JobContext& context)
{
  std::vector<RatingChange> measured;
  for (std::size_t index = 0; index < images.size(); ++index) {
    if (context.stopRequested()) {
      report.outcome = jobs::Outcome::Stopped;
      break;
    }
    context.report({static_cast<double>(index) / static_cast<double>(images.size()),
                    fmt::format("Measuring noise in {} of {}", index + 1, images.size())});
    const study::ImageRecord& image = images[index];
    const Result<imaging::Image> pixels = study::readFrame(image.path, image.key.frame);
    if (!pixels) {
      report.failed.push_back({image.path, pixels.error().message});
      continue;
    }
    const double noise = estimator(pixels->pixels, pixels->rows, pixels->columns);
    measured.push_back(
        {{Level::Image, image.key.uid, image.key.frame}, report.component, noise, id, ""});
  }
  return measured;
}

double medianOf(const std::vector<RatingChange>& changes)
{
  if (changes.empty())
    return 0.0;
  std::vector<double> values;
  for (const RatingChange& change : changes)
    values.push_back(*change.value);
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
}

} // namespace

std::vector<std::string> noiseEstimatorIds()
{
  std::vector<std::string> ids;
  for (const auto& [id, estimator] : estimators())
    ids.push_back(id);
  return ids;
}

Result<NoiseEstimator> findNoiseEstimator(const std::string& id)
{
  if (const auto found = estimators().find(id); found != estimators().end())
    return found->second;
  return failure(ErrorCode::NotFound, fmt::format("There is no estimator '{}'; there is {}.", id,
                                                  fmt::join(noiseEstimatorIds(), ", ")));
}

Result<EstimateReport> estimateNoise(study::Project& project, const EstimateRequest& request,
                                     jobs::JobContext& context)
{
  const Result<NoiseEstimator> estimator = findNoiseEstimator(request.estimator);
  if (!estimator)
    return failure(estimator.error());
  const Result<std::string> component = noiseComponent(project);
  if (!component)
    return failure(component.error());
  Result<Selection> selection = selectImages(project, request.seriesUids);
  if (!selection)
    return failure(selection.error());
  if (selection->images.empty())
    return failure(ErrorCode::BadInput,
                   "The library holds no images to measure. Import some, or name the series.");
  EstimateReport report;
  report.component = *component;
  if (request.keepKnown) {
    const Result<int> kept = leaveKnown(project, *component, selection->images);
    if (!kept)
      return failure(kept.error());
    report.kept = *kept;
  }
  const std::vector<RatingChange> measured =
      measure(selection->images, *estimator, request.estimator, report, context);
  report.images = static_cast<int>(measured.size());
  report.median = medianOf(measured);
  report.unit = selection->units.size() == 1 ? *selection->units.begin() : "mixed";
  if (request.accept)
    if (const Result<void> stored = setRatings(project, measured); !stored)
      return failure(stored.error());
  return report;
}

std::string pixelUnit(const std::string& modality)
{
  return modality == "CT" ? "HU" : "a.u.";
}

} // namespace limpid::risk
