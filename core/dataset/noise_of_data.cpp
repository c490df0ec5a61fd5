#include "core/dataset/noise_of_data.h"

#include "core/diffusion/correlated_noise.h"

namespace limpid::dataset {
namespace {

// Of the data set's document; what another program wrote may be anything.
Json preparationOf(const FrozenDataset& data)
{
  const auto found = data.document().find("preparation");
  return found != data.document().end() && found->is_object() ? *found : Json::object();
}

bool isRegional(const FrozenDataset& data)
{
  return data.noise(0).size() > 1;
}

} // namespace

Result<diffusion::NoiseCorrection> noiseCorrectionOf(const FrozenDataset& data,
                                                     const std::string& instabilityWeight)
{
  const Json preparation = preparationOf(data);
  const Json name = preparation.value("noiseLaw", Json("gaussian"));
  if (!name.is_string())
    return failure(ErrorCode::BadInput, "The data set's noiseLaw isn't text.");
  if (!data.noiseSpectrum().empty() && (name != "gaussian" || isRegional(data)))
    return failure(ErrorCode::Unsupported,
                   "The data set's noise is correlated and, besides, isn't gaussian or differs "
                   "within an image: how much of it to subtract isn't known.");
  auto law = diffusion::makeNoiseLaw(name.get<std::string>(),
                                     preparation.value("noiseLawParameters", Json::object()));
  if (!law)
    return failure(law.error());
  auto weight = diffusion::instabilityWeightFromString(instabilityWeight);
  if (!weight)
    return failure(weight.error());
  return diffusion::NoiseCorrection::make(*law, {.weight = *weight});
}

double gainAtPeak(std::span<const float> noiseSpectrum)
{
  const std::vector<double> variances(noiseSpectrum.begin(), noiseSpectrum.end());
  return variances.empty() ? 1.0 : diffusion::gatingNoise(variances);
}

std::vector<double> thresholdNoiseRatios(const FrozenDataset& data,
                                         std::span<const std::int64_t> indices,
                                         const diffusion::Schedule& schedule,
                                         const diffusion::NoiseCorrection& correction,
                                         double buffer)
{
  const double gain = gainAtPeak(data.noiseSpectrum());
  std::vector<diffusion::Risk> risks;
  risks.reserve(indices.size());
  for (const std::int64_t index : indices) {
    const diffusion::Risk risk = data.risk(index);
    risks.push_back({gain * risk.noise, risk.limit});
  }
  return correction.thresholdNoiseRatios(schedule, risks, buffer);
}

Result<TeachingImages> teachingImages(const FrozenDataset& data, double buffer)
{
  const auto correction = noiseCorrectionOf(data, "default");
  if (!correction)
    return failure(correction.error());
  const auto schedule = diffusion::makeSchedule("edm", Json::object());
  if (!schedule)
    return failure(schedule.error());
  TeachingImages images;
  images.indices = data.trainingIndices();
  images.thresholdNoiseRatios =
      thresholdNoiseRatios(data, images.indices, **schedule, *correction, buffer);
  for (const std::int64_t index : images.indices)
    images.patients.push_back(data.patient(index));
  return images;
}

} // namespace limpid::dataset
