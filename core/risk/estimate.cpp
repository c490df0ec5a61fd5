#include "core/risk/estimate.h"

#include "core/metrics/noise_estimators.h"
#include "core/risk/edit.h"
#include "core/risk/noise_measuring.h"
#include "core/risk/ratings.h"
#include "core/study/library.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace limpid::risk {
namespace {

/// Best first; air is Rayleigh in magnitude MR alone.
constexpr std::array<const char*, 6> bestFirst = {
    byRepeatsSource, "header-prior", "spectrum", "immerkaer", "wavelet-mad", "air-background"};
constexpr double agreeing = 0.15;

/// The images to measure, and the series they are of.
struct Selection
{
  std::vector<study::ImageRecord> images;
  std::set<std::string> units;
  std::map<std::string, study::SeriesRecord> series; ///< of the whole library, by UID
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
    selection.series.emplace(one.uid, one);
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

/// Those that the request asks for, best first. A plugin that isn't there or is switched off is
/// passed over by "auto" alone.
Result<std::vector<plugin::Estimator>> openEstimators(const std::string& id)
{
  const std::vector<std::filesystem::path> folders = plugin::defaultPluginFolders();
  std::vector<plugin::Estimator> estimators;
  if (id != automaticEstimator) {
    Result<plugin::Estimator> estimator = plugin::openEstimator(id, folders);
    if (!estimator)
      return failure(estimator.error());
    estimators.push_back(std::move(*estimator));
    return estimators;
  }
  for (const char* best : bestFirst)
    if (Result<plugin::Estimator> estimator = plugin::openEstimator(best, folders))
      estimators.push_back(std::move(*estimator));
  if (estimators.empty())
    return failure(ErrorCode::NotFound, "No estimator can be used: limpid-cli plugins tells why.");
  return estimators;
}

bool needCalibration(const std::vector<plugin::Estimator>& estimators)
{
  return std::any_of(estimators.begin(), estimators.end(), [](const plugin::Estimator& one) {
    return one.item().needs == "calibration";
  });
}

/// The images as scans, theirs first; with `all` those of every other series behind them, which may
/// calibrate. A header that can't be read makes a scan without repeats.
Result<std::vector<Scan>> scansOf(study::Project& project, const Selection& selection, bool all)
{
  std::vector<study::ImageRecord> images = selection.images;
  if (all) {
    std::set<study::ImageKey> chosen;
    for (const study::ImageRecord& image : images)
      chosen.insert(image.key);
    for (const auto& [uid, series] : selection.series) {
      if (series.synthetic)
        continue;
      const Result<std::vector<study::ImageRecord>> others = study::listImages(project, uid);
      if (!others)
        return failure(others.error());
      std::copy_if(others->begin(), others->end(), std::back_inserter(images),
                   [&](const study::ImageRecord& image) { return !chosen.contains(image.key); });
    }
  }
  std::vector<Scan> scans;
  for (const study::ImageRecord& image : images) {
    const study::SeriesRecord& series = selection.series.at(image.seriesUid);
    Scan scan{image, series.modality, series.patientKey, {}};
    if (const Result<Protocol> protocol = readProtocol(image.path))
      scan.protocol = *protocol;
    scans.push_back(std::move(scan));
  }
  return scans;
}

/// For one image: not repeats where it has none, not air where there is no magnitude.
std::vector<plugin::Estimator> fitting(const std::vector<plugin::Estimator>& estimators,
                                       const NoiseMeasuring& measuring, std::size_t scan)
{
  if (estimators.size() == 1)
    return estimators;
  std::vector<plugin::Estimator> fit;
  for (const plugin::Estimator& estimator : estimators)
    if ((estimator.item().needs != "repeats" || measuring.hasRepeats(scan)) &&
        (estimator.item().id != "air-background" || measuring.scans()[scan].modality == "MR"))
      fit.push_back(estimator);
  return fit;
}

/// One value per image that could be measured, until the end or a stop.
std::vector<RatingChange> measureAll(NoiseMeasuring& measuring, std::size_t images,
                                     const std::vector<plugin::Estimator>& estimators,
                                     const EstimateRequest& request, EstimateReport& report,
                                     jobs::JobContext& context)
{
  std::vector<RatingChange> measured;
  for (std::size_t index = 0; index < images; ++index) {
    if (context.stopRequested()) {
      report.outcome = jobs::Outcome::Stopped;
      break;
    }
    context.report({static_cast<double>(index) / static_cast<double>(images),
                    fmt::format("Measuring noise in {} of {}", index + 1, images)});
    const study::ImageRecord& image = measuring.scans()[index].image;
    const Result<ImageNoise> noise =
        measuring.measure(index, fitting(estimators, measuring, index), request.parameters);
    if (!noise) {
      report.failed.push_back({image.path, noise.error().message});
      continue;
    }
    ++report.sources[noise->source];
    measured.push_back({{Level::Image, image.key.uid, image.key.frame},
                        report.component,
                        noise->noise,
                        noise->source,
                        ""});
  }
  return measured;
}

double medianOf(std::vector<double> values)
{
  if (values.empty())
    return 0.0;
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
}

/// What one estimator and what repeats say, image by image where both do.
struct Comparison
{
  std::vector<double> estimated;
  std::vector<double> byRepeats;
};

/// The first image of each group of repeats by the best estimator that doesn't take the repeats.
Comparison compareWithRepeats(NoiseMeasuring& measuring, std::size_t images,
                              const std::vector<plugin::Estimator>& estimators,
                              const EstimateRequest& request, const jobs::JobContext& context)
{
  Comparison comparison;
  const auto byRepeats = plugin::openEstimator(byRepeatsSource, plugin::defaultPluginFolders());
  if (!byRepeats)
    return comparison;
  std::vector<plugin::Estimator> others;
  std::copy_if(estimators.begin(), estimators.end(), std::back_inserter(others),
               [](const plugin::Estimator& one) { return one.item().needs != "repeats"; });
  std::set<std::string> compared; // positions
  for (std::size_t index = 0; index < images && !others.empty(); ++index) {
    const Scan& scan = measuring.scans()[index];
    if (context.stopRequested() || !measuring.hasRepeats(index) ||
        !compared.insert(scan.patientKey + scan.protocol.geometry + scan.protocol.acquisition)
             .second)
      continue;
    const Result<double> truth = measuring.byRepeats(index, *byRepeats, Json::object());
    const Result<ImageNoise> estimated =
        measuring.measure(index, fitting(others, measuring, index), request.parameters);
    if (!truth || !estimated)
      continue;
    comparison.byRepeats.push_back(*truth);
    comparison.estimated.push_back(estimated->noise);
  }
  return comparison;
}

void addSentences(const Comparison& comparison, EstimateReport& report)
{
  if (const auto found = report.sources.find(byRepeatsSource); found != report.sources.end())
    report.sentences.push_back(
        {"measured-from-repeats",
         fmt::format("Measured from repeats: {} of {} images.", found->second, report.images)});
  if (comparison.byRepeats.empty())
    return;
  const double estimated = medianOf(comparison.estimated);
  const double byRepeats = medianOf(comparison.byRepeats);
  report.agreement = estimated / byRepeats;
  report.sentences.push_back(
      {"agreement-with-repeats", agreementSentence(estimated, byRepeats, report.unit)});
}

} // namespace

Result<NoiseEstimator> findNoiseEstimator(const std::string& id)
{
  if (id == "immerkaer")
    return NoiseEstimator([](std::span<const float> pixels, int rows, int columns) {
      return Result<double>(metrics::immerkaer(pixels, rows, columns));
    });
  if (id == "wavelet-mad")
    return NoiseEstimator([](std::span<const float> pixels, int rows, int columns) {
      return metrics::waveletNoise(pixels, rows, columns, metrics::Wavelet::Daubechies);
    });
  if (id == "spectrum")
    return NoiseEstimator(
        [](std::span<const float> pixels, int rows, int columns) -> Result<double> {
          const auto spectrum = metrics::noiseSpectrum(pixels, rows, columns, 0);
          if (!spectrum)
            return failure(spectrum.error());
          return spectrum->noise;
        });
  return failure(ErrorCode::NotFound,
                 fmt::format("Values of '{}' can't be measured again on one array.", id));
}

bool isOwnEstimator(const std::string& id)
{
  return std::find(bestFirst.begin(), bestFirst.end(), id) != bestFirst.end();
}

Result<EstimateReport> estimateNoise(study::Project& project, const EstimateRequest& request,
                                     jobs::JobContext& context)
{
  const Result<std::vector<plugin::Estimator>> estimators = openEstimators(request.estimator);
  if (!estimators)
    return failure(estimators.error());
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
  const bool calibrated = needCalibration(*estimators);
  Result<std::vector<Scan>> scans = scansOf(project, *selection, calibrated);
  if (!scans)
    return failure(scans.error());
  NoiseMeasuring measuring(std::move(*scans));
  if (calibrated)
    if (const auto byRepeats =
            plugin::openEstimator(byRepeatsSource, plugin::defaultPluginFolders()))
      measuring.calibrate(*byRepeats, context);
  const std::vector<RatingChange> measured =
      measureAll(measuring, selection->images.size(), *estimators, request, report, context);
  report.images = static_cast<int>(measured.size());
  std::vector<double> values;
  for (const RatingChange& change : measured)
    values.push_back(*change.value);
  report.median = medianOf(values);
  report.unit = selection->units.size() == 1 ? *selection->units.begin() : "mixed";
  addSentences(
      compareWithRepeats(measuring, selection->images.size(), *estimators, request, context),
      report);
  if (request.accept) {
    Edit edit;
    edit.values = measured;
    edit.author = request.author;
    if (const Result<void> stored = store(project, edit); !stored)
      return failure(stored.error());
  }
  return report;
}

std::string agreementSentence(double estimated, double byRepeats, const std::string& unit)
{
  const std::string against = fmt::format("{:.3g} against {:.3g} {}", estimated, byRepeats,
                                          unit == "mixed" ? "in several units" : unit);
  if (std::abs(estimated - byRepeats) <= agreeing * byRepeats)
    return fmt::format("Estimator and repeats agree ({}).", against);
  if (estimated < 0.5 * byRepeats)
    return fmt::format("The estimator sees less than half of the noise that repeats show ({}); use "
                       "repeats or the spectrum estimator.",
                       against);
  if (estimated < byRepeats)
    return fmt::format("The estimator sees less noise than repeats show ({}); use repeats or the "
                       "spectrum estimator.",
                       against);
  return fmt::format(
      "The estimator takes structure for noise: it reads more than repeats show ({}); "
      "use repeats.",
      against);
}

std::string pixelUnit(const std::string& modality)
{
  return modality == "CT" ? "HU" : "a.u.";
}

} // namespace limpid::risk
