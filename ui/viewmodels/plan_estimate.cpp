#include "ui/viewmodels/plan_estimate.h"

#include "core/dataset/frozen_dataset.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace limpid::viewmodels {

namespace {

constexpr double ctWindowLow = -1000.0; // what preparation takes for CT
constexpr double ctWindowHigh = 1000.0;
constexpr double intensityRange = 2.0; // model intensity is −1 … 1
constexpr double referencePercentile = 0.05;

double headerScale(const KindContent& content)
{
  std::vector<double> widths;
  for (const RatedImage& image : content.images)
    if (image.record.windowCenterWidth && (*image.record.windowCenterWidth)[1] > 0.0)
      widths.push_back((*image.record.windowCenterWidth)[1]);
  if (widths.empty())
    return 0.0;
  std::nth_element(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2),
                   widths.end());
  return widths[widths.size() / 2] / intensityRange;
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

PlanData estimatePlanData(const KindContent& content)
{
  PlanData data;
  data.images = static_cast<int>(content.images.size());
  data.unit = content.unit;
  data.intensityScale = content.modality == "CT" ? (ctWindowHigh - ctWindowLow) / intensityRange
                                                 : headerScale(content);
  if (!content.images.empty())
    data.columns = content.images.front().record.columns;
  std::vector<double> noise;
  for (const risk::Component& component : content.schema) {
    if (component.use != risk::ComponentUse::Noise)
      continue;
    for (const RatedImage& image : content.images)
      if (const auto rating = image.quality.find(component.id); rating != image.quality.end()) {
        noise.push_back(rating->second.value);
        data.patients.push_back(image.patient);
      }
    break;
  }
  if (noise.empty() || data.intensityScale <= 0.0) {
    data.patients.clear();
    return data;
  }
  std::vector<double> sorted = noise;
  std::sort(sorted.begin(), sorted.end());
  data.referenceNoise = sorted[static_cast<std::size_t>(referencePercentile *
                                                        static_cast<double>(sorted.size() - 1))];
  for (const double sigma : noise) {
    const double squared = sigma * sigma - data.referenceNoise * data.referenceNoise;
    data.risks.push_back({std::sqrt(std::max(0.0, squared)) / data.intensityScale, 0.0});
  }
  return data;
}

Result<PlanData> exactPlanData(const std::filesystem::path& path)
{
  auto dataset = dataset::FrozenDataset::open(path);
  if (!dataset)
    return failure(dataset.error());
  PlanData data;
  data.exact = true;
  data.columns = dataset->columns();
  const Json preparation = dataset->document().value("preparation", Json::object());
  data.intensityScale = preparation.value("intensityScale", 0.0);
  data.referenceNoise = preparation.value("referenceNoise", 0.0);
  data.unit = preparation.value("unit", std::string("a.u."));
  if (const auto spacing = preparation.find("spacingMm");
      spacing != preparation.end() && spacing->is_array() && spacing->size() == 2)
    data.pixelMm = spacing->at(1).get<double>();
  for (const std::int64_t index : dataset->trainingIndices()) {
    data.risks.push_back(dataset->risk(index));
    data.patients.push_back(dataset->patient(index));
  }
  data.images = static_cast<int>(data.risks.size());
  return data;
}

std::array<DetailCount, 5> countPerDetail(const PlanData& data, double buffer)
{
  std::array<DetailCount, 5> counts{};
  for (std::size_t level = 0; level < counts.size(); ++level) {
    std::set<std::string> patients;
    for (std::size_t image = 0; image < data.risks.size(); ++image) {
      if (diffusion::thresholdNoiseRatio(data.risks[image], buffer) >
          detailEndsAt[level] * intensityRange)
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

} // namespace limpid::viewmodels
