#include "core/engine/noise_of_data.h"

namespace limpid::engine {
namespace {

// Of the data set's document; what another program wrote may be anything.
Json preparationOf(const dataset::FrozenDataset& data)
{
  const auto found = data.document().find("preparation");
  return found != data.document().end() && found->is_object() ? *found : Json::object();
}

} // namespace

Result<diffusion::NoiseCorrection> noiseCorrectionOf(const run::TrainingPlan& plan,
                                                     const dataset::FrozenDataset& data)
{
  const Json preparation = preparationOf(data);
  const Json name = preparation.value("noiseLaw", Json("gaussian"));
  if (!name.is_string())
    return failure(ErrorCode::BadInput, "The data set's noiseLaw isn't text.");
  auto law = diffusion::makeNoiseLaw(name.get<std::string>(),
                                     preparation.value("noiseLawParameters", Json::object()));
  if (!law)
    return failure(law.error());
  auto weight = diffusion::instabilityWeightFromString(plan.instabilityWeight);
  if (!weight)
    return failure(weight.error());
  return diffusion::NoiseCorrection::make(*law, {.weight = *weight});
}

} // namespace limpid::engine
