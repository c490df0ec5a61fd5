#include "core/preparation/prepare.h"

#include "core/base/atomic_file.h"
#include "core/dataset/frozen_dataset.h"
#include "core/dataset/split.h"
#include "core/preparation/dataset_document.h"
#include "core/preparation/intensity_choice.h"
#include "core/preparation/noise_stabilisation.h"
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
#include <limits>
#include <set>

namespace limpid::preparation {
namespace {

constexpr double trainersBuffer = 4.0; // S of M6
constexpr double headroomInSigmas = 4.0;
/// Scanners write air down to −1024 HU; cut off at −1000 it would lose its noise.
constexpr double airHeadroomHu = 24.0;
constexpr int sizeStep = 8; // the network halves the image up to three times
constexpr int largestDefaultSize = 64;
constexpr int largestSize = 1024;

Result<void> checkRequest(const DatasetRequest& request)
{
  if (request.name.empty())
    return failure(ErrorCode::Usage, "A data set needs a name.");
  if (const Result<void> name = checkFolderName(request.name, "a data set"); !name)
    return name;
  if (!(request.heldOutFraction >= 0.0 && request.heldOutFraction < 1.0))
    return failure(ErrorCode::BadInput, fmt::format("The share of {} to keep aside isn't in 0 … 1.",
                                                    request.heldOutFraction));
  if (request.referenceNoise &&
      !(*request.referenceNoise >= 0.0 && std::isfinite(*request.referenceNoise)))
    return failure(ErrorCode::BadInput, fmt::format("A reference noise of {} isn't 0 or more.",
                                                    *request.referenceNoise));
  if (request.size != 0 &&
      (request.size < sizeStep || request.size > largestSize || request.size % sizeStep != 0))
    return failure(ErrorCode::BadInput,
                   fmt::format("A size of {} can't train: it must be a multiple of {} up to {}.",
                               request.size, sizeStep, largestSize));
  return {};
}

/// The longer side of the smallest image, after the crop.
int smallestSide(const Selection& selection, const DatasetRequest& request)
{
  if (request.crop)
    return std::max((*request.crop)[2], (*request.crop)[3]);
  int smallest = std::numeric_limits<int>::max();
  for (const Candidate& candidate : selection.images)
    smallest = std::min(smallest, std::max(candidate.image.rows, candidate.image.columns));
  return smallest;
}

Result<int> chooseSize(const Selection& selection, const DatasetRequest& request)
{
  const int smallest = smallestSide(selection, request);
  const int size = request.size > 0 ? request.size
                                    : std::min(smallest, largestDefaultSize) / sizeStep * sizeStep;
  if (size == 0 || size > smallest)
    return failure(ErrorCode::BadInput,
                   fmt::format("The smallest image has {} pixels along its longer side; {} can't "
                               "train, because enlarging adds no detail and smears the noise.",
                               smallest, size == 0 ? sizeStep : size));
  return size;
}

/// Everything that images leave behind on their way into the data set.
struct Build
{
  dataset::DatasetContent content;
  std::vector<double> noises; ///< σ as trained, model intensity
  std::set<std::size_t> series;
  std::set<std::string> estimators;
  std::map<std::string, int> noiseSources;
  std::vector<study::SkippedFile> leftOut;
  double clippedPixels = 0.0; ///< of images with noise
  double noisyPixels = 0.0;
  bool filled = false;
  double smallestPixelMm = std::numeric_limits<double>::infinity();
  double largestPixelMm = 0.0;
  std::optional<std::array<double, 2>> spacingMm; ///< of the first image
  bool oneSpacing = true;
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
    m_split = dataset::splitByPatient(m_build.content.patients, m_request.heldOutFraction,
                                      m_request.seed);
    m_build.content.heldOut = m_split.heldOut;
    return freeze();
  }

private:
  Result<void> choose();
  bool addImages();
  void addImage(const Candidate& candidate, const imaging::Image& pixels);
  void noteSpacing(const TrainingArray& array);
  void finishRisk();
  Result<DatasetReport> freeze();
  Facts facts() const;
  std::vector<Sentence> sentences() const;
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
  if (const Result<void> known = checkNoiseKnown(m_selection, m_noise); !known)
    return known;
  const Result<int> size = chooseSize(m_selection, m_request);
  if (!size)
    return failure(size.error());
  const auto window = chooseWindow(m_selection, m_request, m_context);
  if (!window)
    return failure(window.error());
  m_stopped = !window->has_value();
  m_unit = risk::pixelUnit(m_selection.modality);
  const double air = m_selection.modality == "CT" ? airHeadroomHu : 0.0;
  m_shaping = {std::nullopt, window->value_or(imaging::IntensityWindow{}),
               std::max(air, headroomInSigmas * strongestNoise(m_selection, m_noise)), *size};
  if (m_request.crop)
    m_shaping.crop = {(*m_request.crop)[0], (*m_request.crop)[1], (*m_request.crop)[2],
                      (*m_request.crop)[3]};
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
    const Candidate& candidate = m_selection.images[index];
    const study::ImageRecord& image = candidate.image;
    Result<imaging::Image> read = reader.read(image.path, image.key.frame);
    if (read) {
      m_text.paintOver(*read, image.key);
      addImage(candidate, *read);
    } else {
      m_build.leftOut.push_back({image.path, read.error().message});
    }
  }
  return true;
}

void Preparation::addImage(const Candidate& candidate, const imaging::Image& pixels)
{
  const risk::Rating& noise = candidate.quality.at(m_noise);
  const Result<imaging::Image> even =
      m_stabilisation.applied(pixels, noise.value, m_shaping.window);
  const Result<TrainingArray> array =
      even ? shapeImage(*even, m_shaping) : Result<TrainingArray>(failure(even.error()));
  if (!array) {
    m_build.leftOut.push_back({candidate.image.path, array.error().message});
    return;
  }
  dataset::DatasetContent& content = m_build.content;
  content.images.insert(content.images.end(), array->square.pixels.begin(),
                        array->square.pixels.end());
  ++content.count;
  content.patients.push_back(candidate.patient);
  content.sources.push_back(m_project.keyedDigest(
      fmt::format("{}#{}", candidate.image.key.uid, candidate.image.key.frame)));
  m_build.noises.push_back(noiseAsTrained(noise, *array, unitsPerModelIntensity()));
  content.limit.push_back(
      static_cast<float>(limitAsTrained(candidate.quality, m_schema, unitsPerModelIntensity())));
  m_build.series.insert(candidate.series);
  ++m_build.noiseSources[noise.source];
  if (risk::findNoiseEstimator(noise.source))
    m_build.estimators.insert(noise.source);
  if (noise.value > 0.0) {
    m_build.clippedPixels += array->clippedShare * static_cast<double>(pixels.pixels.size());
    m_build.noisyPixels += static_cast<double>(pixels.pixels.size());
  }
  m_build.filled = m_build.filled || array->content.rows != array->content.columns;
  noteSpacing(*array);
}

void Preparation::noteSpacing(const TrainingArray& array)
{
  const auto& spacing = array.content.spacingMm;
  if (m_build.content.count == 1)
    m_build.spacingMm = spacing;
  const auto differs = [&](std::size_t axis) {
    return std::abs((*spacing)[axis] - (*m_build.spacingMm)[axis]) > 1e-3 * (*spacing)[axis];
  };
  if (!spacing || !m_build.spacingMm || differs(0) || differs(1))
    m_build.oneSpacing = false;
  if (!spacing)
    return;
  const auto [smaller, larger] = std::minmax((*spacing)[0], (*spacing)[1]);
  m_build.smallestPixelMm = std::min(m_build.smallestPixelMm, smaller);
  m_build.largestPixelMm = std::max(m_build.largestPixelMm, larger);
}

void Preparation::finishRisk()
{
  m_reference = m_request.referenceNoise ? *m_request.referenceNoise / unitsPerModelIntensity()
                                         : referenceOf(m_build.noises);
  for (const double noise : m_build.noises)
    m_build.content.noise.push_back(static_cast<float>(relativeToReference(noise, m_reference)));
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
  facts.filled = m_build.filled;
  facts.kernels = static_cast<int>(kernels.size());
  facts.unit = m_unit;
  facts.textInPixels = m_text.sentence();
  facts.stabilised = m_stabilisation.law();
  facts.window = m_shaping.window;
  facts.referenceNoise = m_reference * unitsPerModelIntensity();
  facts.referenceChosen = !m_request.referenceNoise;
  facts.clippedShare = clippedShare();
  if (m_build.largestPixelMm > 0)
    facts.pixelMm = {m_build.smallestPixelMm, m_build.largestPixelMm};
  for (const risk::Component& component : m_schema) {
    const bool rated = std::any_of(
        m_selection.images.begin(), m_selection.images.end(),
        [&component](const Candidate& one) { return one.quality.contains(component.id); });
    if (const std::string sentence = risk::unmatchedSentence(component); rated && !sentence.empty())
      facts.unmatched.push_back(sentence);
  }
  return facts;
}

/// Who teaches is said of the images that train, not of those kept aside.
std::vector<Sentence> Preparation::sentences() const
{
  const dataset::DatasetContent& content = m_build.content;
  std::vector<Sentence> all = preparationSentences(facts());
  std::vector<diffusion::Risk> risks;
  std::vector<std::string> patients;
  for (std::size_t index = 0; index < content.noise.size(); ++index) {
    if (content.heldOut[index] != 0)
      continue;
    risks.push_back(
        {static_cast<double>(content.noise[index]), static_cast<double>(content.limit[index])});
    patients.push_back(content.patients[index]);
  }
  const std::vector<Sentence> teaching =
      teachingSentences(risks, patients, trainersBuffer, unitsPerModelIntensity(), m_unit);
  all.insert(all.begin(), teaching.begin(), teaching.end());
  return all;
}

Making Preparation::making(const std::vector<Sentence>& sentences) const
{
  Making making;
  making.shaping = m_shaping;
  making.unit = m_unit;
  making.stabilised = m_stabilisation.law();
  making.referenceNoise = m_reference * unitsPerModelIntensity();
  making.clippedShare = clippedShare();
  if (m_build.oneSpacing)
    making.spacingMm = m_build.spacingMm;
  making.noiseSources = m_build.noiseSources;
  making.estimators.assign(m_build.estimators.begin(), m_build.estimators.end());
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
  report.sentences = sentences();
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
