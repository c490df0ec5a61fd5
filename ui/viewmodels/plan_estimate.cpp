#include "ui/viewmodels/plan_estimate.h"

#include "core/dataset/frozen_dataset.h"
#include "core/dataset/noise_of_data.h"
#include "core/preparation/training_risk.h"
#include "core/run/plan.h"
#include "core/study/project.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace limpid::viewmodels {

namespace {

constexpr double ctScale = 1000.0; // of −1000 … 1000 HU, what preparation takes for CT
constexpr int sizeStep = 8;        // as in core/preparation
constexpr int largestDefaultSize = 64;

const risk::Component* noiseComponent(const KindContent& content)
{
  const auto found =
      std::ranges::find(content.schema, risk::ComponentUse::Noise, &risk::Component::use);
  return found == content.schema.end() ? nullptr : &*found;
}

/// Pixels along the longer side of the smallest image.
int smallestSide(const KindContent& content)
{
  int smallest = 0;
  for (const RatedImage& image : content.images)
    if (const int side = std::max(image.record.rows, image.record.columns);
        smallest == 0 || side < smallest)
      smallest = side;
  return smallest;
}

/// Of a pixel that trains; 0 where series differ by more than can't be seen.
double pixelMmOf(const KindContent& content, int size)
{
  double smallest = 0.0;
  double largest = 0.0;
  for (const auto& [uid, series] : content.series) {
    if (!series.spacingMm || size <= 0)
      return 0.0;
    const double mm = (*series.spacingMm)[1] *
                      std::max(1.0, std::max(series.rows, series.columns) / double(size));
    smallest = smallest == 0.0 ? mm : std::min(smallest, mm);
    largest = std::max(largest, mm);
  }
  return largest - smallest < 0.05 ? largest : 0.0;
}

/// White noise through averaging over areas (M0).
double gainOfWhiteNoise(const KindContent& content, int size)
{
  const int side = smallestSide(content);
  return side > 0 && size > 0 ? std::min(1.0, static_cast<double>(size) / side) : 1.0;
}

preparation::ImageOrigin originOf(const KindContent& content, const RatedImage& image)
{
  const auto series = content.series.find(image.record.seriesUid);
  return series == content.series.end() ? preparation::ImageOrigin{image.patient, {}}
                                        : preparation::originOf(series->second, image.patient);
}

std::vector<double> sortedGates(const PlanData& data)
{
  std::vector<double> gates;
  gates.reserve(data.risks.size());
  for (const diffusion::Risk& risk : data.risks)
    gates.push_back(risk.gate());
  std::sort(gates.begin(), gates.end());
  return gates;
}

} // namespace

int trainedSize(const KindContent& content, int wished)
{
  const int smallest = smallestSide(content);
  if (wished > 0)
    return wished;
  return std::min(smallest, largestDefaultSize) / sizeStep * sizeStep;
}

int imagesWithKnownNoise(const KindContent& content)
{
  const risk::Component* const noise = noiseComponent(content);
  return noise == nullptr ? 0
                          : static_cast<int>(std::ranges::count_if(
                                content.images, [noise](const RatedImage& image) {
                                  return image.quality.contains(noise->id);
                                }));
}

PlanData estimatePlanData(const KindContent& content, int size,
                          const std::optional<PlanPixels>& pixels)
{
  PlanData data;
  data.images = static_cast<int>(content.images.size());
  data.unit = content.unit;
  data.size = size;
  data.pixelMm = pixelMmOf(content, size);
  data.intensityScale = pixels                     ? pixels->window.unitsPerModelIntensity()
                        : content.modality == "CT" ? ctScale
                                                   : 0.0;
  const risk::Component* const component = noiseComponent(content);
  if (component == nullptr || data.intensityScale <= 0.0)
    return data;
  const double gain = pixels ? pixels->noiseGain : gainOfWhiteNoise(content, size);
  std::vector<double> noises;
  std::vector<preparation::ImageOrigin> origins;
  for (const RatedImage& image : content.images) {
    const auto rating = image.quality.find(component->id);
    if (rating == image.quality.end())
      continue;
    noises.push_back(rating->second.value * gain);
    data.risks.push_back(
        {0.0, preparation::limitAsTrained(image.quality, content.schema, data.intensityScale)});
    data.patients.push_back(image.patient);
    origins.push_back(originOf(content, image));
  }
  data.referenceNoise = preparation::referenceOf(noises);
  for (std::size_t at = 0; at < noises.size(); ++at)
    data.risks[at].noise =
        preparation::relativeToReference(noises[at], data.referenceNoise) / data.intensityScale;
  data.teachers = preparation::whoTeaches(origins, thresholdsOf(data, run::TrainingPlan{}.buffer));
  return data;
}

Result<PlanData> exactPlanData(study::Project& project, const std::filesystem::path& path)
{
  auto dataset = dataset::FrozenDataset::open(path);
  if (!dataset)
    return failure(dataset.error());
  PlanData data;
  data.exact = true;
  data.size = std::max(dataset->rows(), dataset->columns());
  const Json preparation = dataset->document().value("preparation", Json::object());
  data.intensityScale = preparation.value("intensityScale", 0.0);
  data.referenceNoise = preparation.value("referenceNoise", 0.0);
  data.unit = preparation.value("unit", std::string("a.u."));
  if (const auto spacing = preparation.find("spacingMm");
      spacing != preparation.end() && spacing->is_array() && spacing->size() == 2)
    data.pixelMm = spacing->at(1).get<double>();
  auto teaching = dataset::teachingImages(*dataset, run::TrainingPlan{}.buffer);
  if (!teaching)
    return failure(teaching.error());
  for (const std::int64_t index : teaching->indices)
    data.risks.push_back(dataset->risk(index));
  data.patients = std::move(teaching->patients);
  data.thresholds = std::move(teaching->thresholdNoiseRatios);
  data.images = static_cast<int>(data.risks.size());
  if (auto teachers = preparation::whoTeaches(project, path, run::TrainingPlan{}.buffer))
    data.teachers = std::move(*teachers); // without a library nobody can be compared
  return data;
}

std::vector<double> thresholdsOf(const PlanData& data, double buffer)
{
  if (!data.thresholds.empty())
    return data.thresholds;
  std::vector<double> thresholds;
  thresholds.reserve(data.risks.size());
  for (const diffusion::Risk& risk : data.risks)
    thresholds.push_back(diffusion::thresholdNoiseRatio(risk, buffer));
  return thresholds;
}

std::array<DetailCount, 5> countPerDetail(const PlanData& data, double buffer)
{
  std::array<DetailCount, 5> counts{};
  const std::vector<double> thresholds = thresholdsOf(data, buffer);
  for (std::size_t level = 0; level < counts.size(); ++level) {
    std::set<std::string> patients;
    for (std::size_t image = 0; image < thresholds.size(); ++image) {
      if (thresholds[image] > detailEndsAt[level] * intensityRange)
        continue;
      ++counts[level].images;
      patients.insert(data.patients[image]);
    }
    counts[level].patients = static_cast<int>(patients.size());
  }
  return counts;
}

double grainIfIgnored(const PlanData& data)
{
  if (data.risks.empty())
    return 0.0;
  double sum = 0.0;
  for (const diffusion::Risk& risk : data.risks)
    sum += risk.noise * risk.noise;
  return std::sqrt(sum / static_cast<double>(data.risks.size())) * data.intensityScale;
}

double medianRisk(const PlanData& data)
{
  const std::vector<double> gates = sortedGates(data);
  return gates.empty() ? 0.0 : gates[gates.size() / 2];
}

double largestRisk(const PlanData& data)
{
  const std::vector<double> gates = sortedGates(data);
  return gates.empty() ? 0.0 : gates.back();
}

int patientsIn(const PlanData& data)
{
  return static_cast<int>(std::set(data.patients.begin(), data.patients.end()).size());
}

} // namespace limpid::viewmodels
