#include "core/engine/objective.h"

#include <fmt/format.h>

#include <cmath>

namespace limpid::engine {
namespace {

double weightOf(Weighting weighting, double noiseVariance, double reducedVariance,
                double subtracted, double cleanError)
{
  switch (weighting) {
  case Weighting::Equal:
    return noiseVariance / reducedVariance;
  case Weighting::Plain:
    return 1.0;
  case Weighting::Ambient:
    return reducedVariance / noiseVariance;
  case Weighting::Optimal:
    return cleanError * noiseVariance / (cleanError * reducedVariance + subtracted);
  }
  return 1.0;
}

torch::Tensor column(std::span<const Term> terms, double Term::*member, const torch::Tensor& like)
{
  std::vector<float> values;
  values.reserve(terms.size());
  for (const Term& term : terms)
    values.push_back(static_cast<float>(term.*member));
  return torch::tensor(values).to(like.device());
}

} // namespace

Result<Weighting> weightingFromString(const std::string& name)
{
  if (name == "equal")
    return Weighting::Equal;
  if (name == "plain")
    return Weighting::Plain;
  if (name == "ambient")
    return Weighting::Ambient;
  if (name == "optimal")
    return Weighting::Optimal;
  return failure(ErrorCode::BadInput,
                 fmt::format("\"{}\" is no weighting: equal, plain, ambient, optimal.", name));
}

Term lossTerm(const diffusion::Schedule& schedule, const diffusion::NoiseCorrection& correction,
              double time, double risk, Weighting weighting, double unitWeight,
              const ErrorByNoiseRatio& cleanError)
{
  Term term;
  term.signalScale = schedule.signalScale(time);
  term.noiseScale = schedule.noiseScale(time);
  const double noiseVariance = term.noiseScale * term.noiseScale;
  const double reduced =
      risk > 0.0 ? correction.reducedNoiseVariance(schedule, time, risk) : noiseVariance;
  term.reducedScale = risk > 0.0 ? std::sqrt(reduced) : term.noiseScale;
  const double ratio = term.noiseScale / term.signalScale;
  const double subtracted = noiseVariance - reduced; // u²r² of gaussian noise
  const double q = weighting == Weighting::Optimal ? cleanError.cleanErrorAt(ratio) : 1.0;
  term.weight = unitWeight * weightOf(weighting, noiseVariance, reduced, subtracted, q);
  return term;
}

LossOfBatch riskFreeLoss(const EpsilonFunction& epsilon, const torch::Tensor& images,
                         const torch::Tensor& noise, std::span<const Term> terms)
{
  const torch::Tensor signalScale = column(terms, &Term::signalScale, images);
  const torch::Tensor noiseScale = column(terms, &Term::noiseScale, images);
  const torch::Tensor reducedScale = column(terms, &Term::reducedScale, images);
  const auto spread = [](const torch::Tensor& values) { return values.reshape({-1, 1, 1, 1}); };

  const torch::Tensor noisy = spread(signalScale) * images + spread(reducedScale) * noise;
  const torch::Tensor predicted = epsilon(noisy, signalScale, noiseScale);
  const torch::Tensor residual = noise - spread(reducedScale / noiseScale) * predicted;
  const torch::Tensor squared = residual.square().flatten(1).mean(1);

  LossOfBatch loss;
  loss.perImage = column(terms, &Term::weight, images) * squared;
  const torch::Tensor measured = squared.detach().to(torch::kCPU, torch::kFloat64).contiguous();
  for (std::size_t index = 0; index < terms.size(); ++index) {
    // Against ε* = (v/ṽ)ξ, as a clean image would be judged.
    const double ratio = terms[index].noiseScale / terms[index].reducedScale;
    loss.epsilon.push_back(measured.data_ptr<double>()[index] * ratio * ratio);
  }
  return loss;
}

} // namespace limpid::engine
