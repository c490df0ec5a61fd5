#include "core/engine/sample_measures.h"

#include "core/base/random.h"
#include "core/engine/copy_check.h"
#include "core/engine/images.h"
#include "core/engine/power_spectrum.h"
#include "core/engine/sample_checks.h"
#include "core/engine/set_comparison.h"
#include "core/metrics/tissue_peaks.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace limpid::engine {
namespace {

using metrics::Interval;

Json asJson(const Interval& interval)
{
  return {{"value", interval.value}, {"low", interval.low}, {"high", interval.high}};
}

// In model intensity and in the data set's unit.
Json noiseAsJson(const Interval& interval, const Unit& unit, std::size_t images)
{
  Json json = asJson(interval);
  json["images"] = images;
  json["unit"] = unit.name;
  json["inUnit"] =
      asJson({interval.value * unit.scale, interval.low * unit.scale, interval.high * unit.scale});
  return json;
}

Json asJson(const AgainstReal& figure)
{
  if (!std::isfinite(figure.samples.value))
    return nullptr;
  Json json = asJson(figure.samples);
  json["betweenReal"] = figure.betweenReal;
  return json;
}

Result<void> compare(const torch::Tensor& samples, const torch::Tensor& training,
                     const torch::Tensor& heldOut, std::uint64_t seed, VerdictInput& input,
                     const jobs::JobContext& context, Json& measured)
{
  for (const torch::Tensor* images : {&samples, &training, &heldOut})
    if (static_cast<std::size_t>(images->size(0)) < fewestToCompare)
      return {};
  const auto found =
      compareSets(imageSet(samples), imageSet(training), imageSet(heldOut), seed, context);
  if (!found)
    return failure(found.error());
  input.distanceRatio = found->distanceRatio;
  input.recall = found->recall.samples;
  input.recallOfReal = found->recall.betweenReal;
  measured["swd"] = asJson(found->wasserstein);
  measured["swd"]["ratio"] = asJson(found->distanceRatio);
  measured["mmd"] = asJson(found->kernel);
  if (measured["mmd"].is_object())
    measured["mmd"]["bandwidth"] = found->bandwidth;
  if (found->features)
    measured["kid"] = asJson(*found->features);
  measured["precision"] = asJson(found->precision);
  measured["recall"] = asJson(found->recall);
  for (const char* key : {"swd", "mmd", "kid", "precision", "recall"})
    if (measured[key].is_object()) {
      measured[key]["images"] = found->images;
      measured[key]["heldOut"] = found->heldOut;
    }
  return {};
}

Json copiesOf(const torch::Tensor& samples, const torch::Tensor& training,
              const torch::Tensor& heldOut, const std::vector<std::string>& patients,
              VerdictInput& input)
{
  if (training.size(0) == 0)
    return nullptr;
  const auto copies =
      checkCopies(imageSet(samples), imageSet(training), patients, imageSet(heldOut));
  if (!copies)
    return nullptr;
  input.tooNear = copies->tooNear.size();
  input.comparedWith = copies->compared;
  return {{"value", *std::min_element(copies->nearest.begin(), copies->nearest.end())},
          {"betweenPatients", copies->betweenPatients},
          {"compared", copies->compared},
          {"calibrated", copies->calibrated},
          {"byChance", copies->byChance},
          {"tooNear", copies->tooNear},
          {"perSample", copies->nearest}};
}

std::vector<float> inHounsfield(const torch::Tensor& images, const Unit& unit)
{
  const metrics::ImageSet set = imageSet(images);
  std::vector<float> values;
  values.reserve(set.values.size());
  for (const float intensity : set.values)
    values.push_back(
        static_cast<float>(unit.lowest + (static_cast<double>(intensity) + 1.0) * unit.scale));
  return values;
}

Json asJson(const metrics::TissuePeak& peak)
{
  return {{"share", peak.share}, {"position", peak.position ? Json(*peak.position) : Json()}};
}

Json peaksOf(const torch::Tensor& samples, const torch::Tensor& clean, const Unit& unit)
{
  if (unit.name != "HU" || clean.size(0) == 0)
    return nullptr;
  const auto found =
      metrics::compareTissuePeaks(inHounsfield(samples, unit), inHounsfield(clean, unit));
  if (!found)
    return nullptr;
  Json peaks = Json::array();
  for (const metrics::TissueComparison& tissue : *found)
    peaks.push_back({{"tissue", tissue.tissue},
                     {"from", tissue.low},
                     {"to", tissue.high},
                     {"samples", asJson(tissue.samples)},
                     {"real", asJson(tissue.real)},
                     {"agrees", tissue.agrees}});
  return peaks;
}

} // namespace

ImageGroups groupsOf(const dataset::FrozenDataset& data, double cleanNoise)
{
  ImageGroups groups;
  for (std::int64_t index = 0; index < data.size(); ++index) {
    if (data.risk(index).gate() > cleanNoise) {
      groups.noisy.push_back(index);
      continue;
    }
    groups.clean.push_back(index);
    (data.heldOut(index) ? groups.cleanHeldOut : groups.cleanTraining).push_back(index);
  }
  return groups;
}

namespace {

// Rows of a table have no neighbouring pixels to tell noise from detail.
bool showsNoise(const dataset::FrozenDataset& data)
{
  return data.rows() > 1 || data.columns() > 1;
}

} // namespace

Json measureData(const dataset::FrozenDataset& data, const ImageGroups& groups, std::uint64_t seed,
                 VerdictInput& input)
{
  input.cleanHeldOut = groups.cleanHeldOut.size();
  input.cleanTraining = groups.cleanTraining.size();
  input.unit = unitOf(data.document().value("preparation", Json::object()));
  const bool images = showsNoise(data);
  if (images && !groups.clean.empty())
    input.cleanNoise = medianNoise(data, groups.clean, derivedSeed(seed, 3));
  if (images && !groups.noisy.empty())
    input.noisyNoise = medianNoise(data, groups.noisy, derivedSeed(seed, 4));
  const auto noise = [&](const std::optional<Interval>& interval, std::size_t measured) {
    return interval ? noiseAsJson(*interval, input.unit, measured) : Json();
  };
  return {{"cleanNoise", noise(input.cleanNoise, groups.clean.size())},
          {"noisyNoise", noise(input.noisyNoise, groups.noisy.size())}};
}

Result<Json> measureSamples(const torch::Tensor& samples, const dataset::FrozenDataset& data,
                            const ImageGroups& groups, std::uint64_t seed, VerdictInput& input,
                            const jobs::JobContext& context)
{
  const auto count = static_cast<std::size_t>(samples.size(0));
  input.samples = count;
  if (showsNoise(data))
    input.residualNoise = medianNoise(samples, derivedSeed(seed, 1));
  const torch::Tensor training = gather(data, groups.cleanTraining, torch::kCPU);
  const torch::Tensor heldOut = gather(data, groups.cleanHeldOut, torch::kCPU);
  std::vector<std::string> patients;
  for (const std::int64_t index : groups.cleanTraining)
    patients.push_back(data.patient(index));
  const Json residualNoise =
      input.residualNoise ? noiseAsJson(*input.residualNoise, input.unit, count) : Json();
  Json measured{{"residualNoise", residualNoise},
                {"swd", nullptr},
                {"mmd", nullptr},
                {"kid", nullptr},
                {"precision", nullptr},
                {"recall", nullptr},
                {"nearestCopy", copiesOf(samples, training, heldOut, patients, input)},
                {"powerSpectrum", comparePower(samples, heldOut, derivedSeed(seed, 5))},
                {"tissuePeaks", peaksOf(samples, torch::cat({training, heldOut}), input.unit)}};
  if (auto compared =
          compare(samples, training, heldOut, derivedSeed(seed, 2), input, context, measured);
      !compared)
    return failure(compared.error());
  return measured;
}

} // namespace limpid::engine
