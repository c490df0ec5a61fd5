#include "core/preparation/prepare.h"

#include "core/dataset/frozen_dataset.h"
#include "core/dataset/noise_of_data.h"
#include "core/dataset/split.h"
#include "core/preparation/dataset_document.h"
#include "core/preparation/intensity_choice.h"
#include "core/preparation/noise_map.h"
#include "core/preparation/noise_pairs.h"
#include "core/preparation/noise_stabilisation.h"
#include "core/preparation/pixel_spacing.h"
#include "core/preparation/repeat_means.h"
#include "core/preparation/request_check.h"
#include "core/preparation/selection.h"
#include "core/preparation/sentences.h"
#include "core/preparation/text_in_pixels.h"
#include "core/preparation/training_array.h"
#include "core/preparation/training_risk.h"
#include "core/risk/estimate.h"
#include "core/risk/matching.h"
#include "core/study/pixel_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>

namespace limpid::preparation {
namespace {

constexpr double trainersBuffer = 4.0; // S of M6
constexpr double headroomInSigmas = 4.0;
/// Scanners write air down to −1024 HU; cut off at −1000 it would lose its noise.
constexpr double airHeadroomHu = 24.0;

/// Everything that images leave behind on their way into the data set.
struct Build
{
  dataset::DatasetContent content;
  std::vector<double> noises;                          ///< σ as trained, model intensity
  std::map<std::size_t, std::vector<float>> noiseMaps; ///< the same pixel by pixel, by place
  std::set<std::size_t> series;
  std::set<std::string> estimators;
  std::map<std::string, int> noiseSources;
  std::vector<study::SkippedFile> leftOut;
  std::vector<std::size_t> places; ///< one number for what must stay on one side of the split
  int means = 0;                   ///< of repeats, among the images
  double clippedPixels = 0.0;      ///< of images with noise
  double noisyPixels = 0.0;
  bool filled = false;
  PixelSpacing spacing;
};

class Preparation
{
public:
  Preparation(study::Project& project, const DatasetRequest& request, jobs::JobContext& context)
      : m_project(project), m_request(request), m_context(context)
  {
  }

  Result<DatasetReport> run()
  {
    if (const Result<void> ready = choose(); !ready)
      return failure(ready.error());
    if (m_stopped || !addImages()) {
      DatasetReport stopped;
      stopped.outcome = jobs::Outcome::Stopped;
      return stopped;
    }
    if (m_build.content.count == 0)
      return failure(ErrorCode::BadInput,
                     fmt::format("None of the {} images can be used; the first is {}: {}",
                                 m_selection.images.size(), m_build.leftOut.front().file.string(),
                                 m_build.leftOut.front().reason));
    finishRisk();
    if (const Result<void> known = findSpectrum(); !known)
      return failure(known.error());
    m_split = dataset::splitByPatient(m_build.content.patients, m_request.heldOutFraction,
                                      m_request.seed, m_build.places);
    m_build.content.heldOut = m_split.heldOut;
    return freeze();
  }

private:
  Result<void> choose();
  bool addImages();
  void addImage(std::size_t index, const imaging::Image& pixels);
  void append(std::size_t index, const QuietImage& image, const std::string& source);
  Result<void> addNoiseMap(const Candidate& candidate, const TrainingArray& array);
  void finishRisk();
  Result<void> findSpectrum();
  Result<DatasetReport> freeze();
  Facts facts() const;
  Making making(const std::vector<Sentence>& sentences) const;
  double unitsPerModelIntensity() const { return m_shaping.window.unitsPerModelIntensity(); }
  double clippedShare() const
  {
    return m_build.noisyPixels > 0 ? m_build.clippedPixels / m_build.noisyPixels : 0.0;
  }

  study::Project& m_project;
  const DatasetRequest& m_request;
  jobs::JobContext& m_context;
  std::vector<risk::Component> m_schema;
  std::string m_noise; // id of the component
  Selection m_selection;
  NoiseMaps m_noiseMaps;
  RepeatMeans m_means;
  TextInPixels m_text;
  NoiseStabilisation m_stabilisation;
  Shaping m_shaping;
  std::string m_unit;
  bool m_stopped = false;
  Build m_build;
  double m_reference = 0.0; // model intensity
  dataset::Split m_split;
};

/// What is the same for every image: which they are, their window and their size.
Result<void> Preparation::choose()
{
  Result<std::vector<risk::Component>> schema = risk::loadSchema(m_project);
  if (!schema)
    return failure(schema.error());
  m_schema = std::move(*schema);
  const Result<risk::Component> noise = noiseComponent(m_schema);
  if (!noise)
    return failure(noise.error());
  m_noise = noise->id;
  Result<NoiseStabilisation> stabilisation = NoiseStabilisation::make(m_request.noiseLaw);
  if (!stabilisation)
    return failure(stabilisation.error());
  m_stabilisation = *stabilisation;
  Result<Selection> selection = selectImages(m_project, m_request);
  if (!selection)
    return failure(selection.error());
  m_selection = std::move(*selection);
  Result<TextInPixels> text = TextInPixels::settle(m_project, m_selection, m_request, m_context);
  if (!text)
    return failure(text.error());
  m_text = *std::move(text);
  if (Result<void> known = checkNoiseKnown(m_selection, m_noise); !known)
    return known;
  Result<RepeatMeans> means = RepeatMeans::find(m_selection, m_request, m_noise, m_context);
  if (!means)
    return failure(means.error());
  m_means = std::move(*means);
  const Result<int> size = chooseSize(m_selection, m_request);
  if (!size)
    return failure(size.error());
  const auto window = chooseWindow(m_selection, m_request, m_context);
  if (!window)
    return failure(window.error());
  m_stopped = !window->has_value();
  m_unit = risk::pixelUnit(m_selection.modality);
  Result<NoiseMaps> maps = NoiseMaps::load(m_project, m_selection, m_noise);
  if (!maps)
    return failure(maps.error());
  m_noiseMaps = std::move(*maps);
  const double strongest = std::max(strongestNoise(m_selection, m_noise), m_noiseMaps.strongest());
  const double air = m_selection.modality == "CT" ? airHeadroomHu : 0.0;
  m_shaping = {std::nullopt, window->value_or(imaging::IntensityWindow{}),
               std::max(air, headroomInSigmas * strongest), *size};
  if (m_request.crop)
    m_shaping.crop = {(*m_request.crop)[0], (*m_request.crop)[1], (*m_request.crop)[2],
                      (*m_request.crop)[3]};
  return {};
}

/// Nothing for images without a map, and where a transform has already made the noise the same
/// everywhere.
Result<void> Preparation::addNoiseMap(const Candidate& candidate, const TrainingArray& array)
{
  const risk::RegionalMap* const stored = m_noiseMaps.of(candidate.image.key);
  if (stored == nullptr || !m_stabilisation.law().empty())
    return {};
  auto map = noiseMapAsTrained(*stored, candidate.quality.at(m_noise).value, array, m_shaping);
  if (!map)
    return failure(map.error());
  m_build.noiseMaps[m_build.noises.size()] = std::move(*map);
  return {};
}

/// False when it was stopped.
bool Preparation::addImages()
{
  const std::size_t count = m_selection.images.size();
  const auto pixels =
      static_cast<std::size_t>(m_shaping.size) * static_cast<std::size_t>(m_shaping.size);
  m_build.content.images.reserve(count * pixels);
  m_build.content.rows = m_build.content.columns = m_shaping.size;
  study::FrameReader reader;
  for (std::size_t index = 0; index < count; ++index) {
    if (m_context.stopRequested())
      return false;
    m_context.report({0.4 + 0.6 * static_cast<double>(index) / static_cast<double>(count),
                      fmt::format("Preparing {} of {}", index + 1, count)});
    const study::ImageRecord& image = m_selection.images[index].image;
    Result<imaging::Image> read = reader.read(image.path, image.key.frame);
    if (read) {
      m_text.paintOver(*read, image.key);
      addImage(index, *read);
    } else {
      m_build.leftOut.push_back({image.path, read.error().message});
    }
    if (const auto mean = m_means.endedBy(index)) {
      append(index, *mean, "mean");
      ++m_build.means;
    }
  }
  return true;
}

void Preparation::append(std::size_t index, const QuietImage& image, const std::string& source)
{
  const Candidate& candidate = m_selection.images[index];
  dataset::DatasetContent& content = m_build.content;
  content.images.insert(content.images.end(), image.square.pixels.begin(),
                        image.square.pixels.end());
  ++content.count;
  content.patients.push_back(candidate.patient);
  content.sources.push_back(
      m_project.keyedDigest(fmt::format("{}#{}", candidate.image.key.uid, source)));
  content.limit.push_back(static_cast<float>(image.limit));
  m_build.noises.push_back(image.noise);
  const std::optional<std::size_t> group = m_means.groupOf(index);
  m_build.places.push_back(group ? *group : m_selection.images.size() + index);
}

void Preparation::addImage(std::size_t index, const imaging::Image& pixels)
{
  const Candidate& candidate = m_selection.images[index];
  const risk::Rating& noise = candidate.quality.at(m_noise);
  const Result<imaging::Image> even =
      m_stabilisation.applied(pixels, noise.value, m_shaping.window);
  const Result<TrainingArray> array =
      even ? shapeImage(*even, m_shaping) : Result<TrainingArray>(failure(even.error()));
  const Result<void> mapped =
      array ? addNoiseMap(candidate, *array) : Result<void>(failure(array.error()));
  if (!mapped) {
    m_build.leftOut.push_back({candidate.image.path, mapped.error().message});
    return;
  }
  const QuietImage image{array->square, noiseAsTrained(noise, *array, unitsPerModelIntensity()),
                         limitAsTrained(candidate.quality, m_schema, unitsPerModelIntensity())};
  append(index, image, fmt::format("{}", candidate.image.key.frame));
  m_means.add(index, image);
  m_build.series.insert(candidate.series);
  ++m_build.noiseSources[noise.source];
  if (risk::findNoiseEstimator(noise.source))
    m_build.estimators.insert(noise.source);
  if (noise.value > 0.0) {
    m_build.clippedPixels += array->clippedShare * static_cast<double>(pixels.pixels.size());
    m_build.noisyPixels += static_cast<double>(pixels.pixels.size());
  }
  m_build.filled = m_build.filled || array->content.rows != array->content.columns;
  m_build.spacing.note(array->content.spacingMm);
}

void Preparation::finishRisk()
{
  m_reference = m_request.referenceNoise ? *m_request.referenceNoise / unitsPerModelIntensity()
                                         : referenceOf(m_build.noises);
  const auto relative = [this](double noise) {
    return static_cast<float>(relativeToReference(noise, m_reference));
  };
  const auto pixels =
      static_cast<std::size_t>(m_shaping.size) * static_cast<std::size_t>(m_shaping.size);
  std::vector<float>& all = m_build.content.noise; // maps for all images, or for none
  for (std::size_t image = 0; image < m_build.noises.size(); ++image) {
    const auto map = m_build.noiseMaps.find(image);
    if (map == m_build.noiseMaps.end())
      all.insert(all.end(), m_build.noiseMaps.empty() ? 1 : pixels,
                 relative(m_build.noises[image]));
    else
      std::ranges::transform(map->second, std::back_inserter(all),
                             [&](float noise) { return relative(static_cast<double>(noise)); });
  }
}

Result<void> Preparation::findSpectrum()
{
  if (m_request.noisePairs.empty())
    return {};
  if (!m_stabilisation.law().empty() || !m_build.noiseMaps.empty())
    return failure(ErrorCode::Unsupported,
                   "How noise is correlated can't be used together with its maps, nor after a "
                   "transform that makes it the same everywhere.");
  auto spectrum = spectrumOfPairs(m_request.noisePairs, m_shaping);
  if (!spectrum)
    return failure(spectrum.error());
  m_build.content.noiseSpectrum = std::move(*spectrum);
  return {};
}

Facts Preparation::facts() const
{
  const dataset::DatasetContent& content = m_build.content;
  std::set<std::string> kernels;
  Facts facts;
  for (const std::size_t index : m_build.series) {
    kernels.insert(m_selection.series[index].kernelOrSequence);
    facts.synthetic = facts.synthetic || m_selection.series[index].synthetic;
  }
  facts.images = static_cast<int>(content.count);
  facts.patients =
      static_cast<int>(std::set(content.patients.begin(), content.patients.end()).size());
  facts.heldOutImages =
      static_cast<int>(std::count(content.heldOut.begin(), content.heldOut.end(), 1));
  facts.heldOutPatients = m_split.heldOutPatients;
  facts.heldOutByBlock = m_split.byBlock;
  facts.leftOut = static_cast<int>(m_build.leftOut.size());
  facts.noiseMaps = static_cast<int>(m_noiseMaps.count());
  facts.noiseMapsUsed = m_stabilisation.law().empty();
  facts.meansOfRepeats = m_build.means;
  facts.noisePairs = static_cast<int>(m_request.noisePairs.size());
  facts.noisePeak = std::pow(dataset::gainAtPeak(content.noiseSpectrum), 2);
  facts.keptOut = m_selection.leftOut;
  facts.filled = m_build.filled;
  facts.kernels = static_cast<int>(kernels.size());
  facts.unit = m_unit;
  facts.textInPixels = m_text.sentence();
  facts.stabilised = m_stabilisation.law();
  facts.window = m_shaping.window;
  facts.referenceNoise = m_reference * unitsPerModelIntensity();
  facts.referenceChosen = !m_request.referenceNoise;
  facts.clippedShare = clippedShare();
  facts.pixelMm = m_build.spacing.range();
  for (const risk::Component& component : m_schema) {
    const bool rated = std::any_of(
        m_selection.images.begin(), m_selection.images.end(),
        [&component](const Candidate& one) { return one.quality.contains(component.id); });
    if (const std::string sentence = risk::unmatchedSentence(component); rated && !sentence.empty())
      facts.unmatched.push_back(sentence);
  }
  return facts;
}

Making Preparation::making(const std::vector<Sentence>& sentences) const
{
  Making making;
  making.shaping = m_shaping;
  making.unit = m_unit;
  making.stabilised = m_stabilisation.law();
  making.referenceNoise = m_reference * unitsPerModelIntensity();
  making.clippedShare = clippedShare();
  making.spacingMm = m_build.spacing.common();
  making.noiseSources = m_build.noiseSources;
  making.estimators.assign(m_build.estimators.begin(), m_build.estimators.end());
  making.noiseMaps = static_cast<int>(m_build.noiseMaps.size());
  making.meansOfRepeats = m_build.means;
  making.leftOut = static_cast<int>(m_build.leftOut.size());
  making.sentences = sentences;
  return making;
}

Result<DatasetReport> Preparation::freeze()
{
  const Facts known = facts();
  DatasetReport report;
  report.images = known.images;
  report.patients = known.patients;
  report.heldOutImages = known.heldOutImages;
  report.heldOutPatients = known.heldOutPatients;
  report.referenceNoise = known.referenceNoise;
  report.unit = m_unit;
  report.sentences = datasetSentences(known, m_build.content, trainersBuffer);
  report.leftOut = m_build.leftOut;
  m_build.content.preparation =
      preparationDocument(m_request, m_selection, making(report.sentences));
  const Result<std::string> digest =
      dataset::freeze(m_project.datasetsFolder(), m_request.name, m_build.content);
  if (!digest)
    return failure(digest.error());
  report.digest = *digest;
  report.path = m_project.datasetsFolder() / *digest / dataset::datasetFileName;
  Result<Json> coverage = coverageDocument(report.path, trainersBuffer);
  if (!coverage)
    return failure(coverage.error());
  report.coverage = std::move(*coverage);
  return report;
}

} // namespace

Result<DatasetReport> prepareDataset(study::Project& project, const DatasetRequest& request,
                                     jobs::JobContext& context)
{
  if (const Result<void> checked = checkRequest(request); !checked)
    return failure(checked.error());
  return Preparation(project, request, context).run();
}

} // namespace limpid::preparation
