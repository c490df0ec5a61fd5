#include "core/engine/objective.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <algorithm>
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

// B×1×1×1, or B×1×H×W where one of the images has its own value for each pixel.
torch::Tensor field(std::span<const Term> terms, double Term::*member,
                    std::vector<float> Term::*perPixel, const torch::Tensor& images)
{
  const bool regional = std::any_of(terms.begin(), terms.end(),
                                    [&](const Term& term) { return !(term.*perPixel).empty(); });
  const std::int64_t rows = regional ? images.size(2) : 1;
  const std::int64_t columns = regional ? images.size(3) : 1;
  const auto each = static_cast<std::size_t>(rows * columns);
  std::vector<float> values;
  values.reserve(terms.size() * each);
  for (const Term& term : terms)
    if (const std::vector<float>& map = term.*perPixel; map.empty())
      values.insert(values.end(), each, static_cast<float>(term.*member));
    else
      values.insert(values.end(), map.begin(), map.end());
  return torch::tensor(values).view({-1, 1, rows, columns}).to(images.device());
}

// Unitary: as many squares as in the pixels.
torch::Tensor spectrumOf(const torch::Tensor& images)
{
  return torch::fft_fft2(images, c10::nullopt, {-2, -1}, "ortho");
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
  term.noiseShare = risk > 0.0 ? noiseVariance / reduced - 1.0 : 0.0;
  return term;
}

Term lossTerm(const diffusion::Schedule& schedule, const diffusion::NoiseCorrection& correction,
              double time, std::span<const float> risks, Weighting weighting, double unitWeight,
              const ErrorByNoiseRatio& cleanError)
{
  const auto termOf = [&](float risk) {
    return lossTerm(schedule, correction, time, static_cast<double>(risk), weighting, unitWeight,
                    cleanError);
  };
  const auto [least, largest] = std::minmax_element(risks.begin(), risks.end());
  Term term = termOf(*largest);
  if (*least == *largest)
    return term;
  double share = 0.0;
  float before = *largest;
  Term pixel = term;
  for (const float risk : risks) {
    if (risk != before) // maps are made of regions
      pixel = termOf(risk);
    before = risk;
    term.reducedScales.push_back(static_cast<float>(pixel.reducedScale));
    term.weights.push_back(static_cast<float>(pixel.weight));
    share += pixel.noiseShare;
  }
  term.noiseShare = share / static_cast<double>(risks.size());
  return term;
}

Term lossTermOfSpectrum(const diffusion::Schedule& schedule,
                        const diffusion::NoiseCorrection& correction, double time, double risk,
                        std::span<const float> spectrum, Weighting weighting, double unitWeight,
                        const ErrorByNoiseRatio& cleanError)
{
  std::vector<float> risks;
  risks.reserve(spectrum.size());
  for (const float power : spectrum)
    risks.push_back(static_cast<float>(risk * std::sqrt(static_cast<double>(power))));
  Term term = lossTerm(schedule, correction, time, risks, weighting, unitWeight, cleanError);
  term.byFrequency = !term.reducedScales.empty();
  return term;
}

TermTensors tensorsOf(std::span<const Term> terms, const torch::Tensor& images)
{
  return {
      column(terms, &Term::signalScale, images),
      field(terms, &Term::noiseScale, &Term::noiseScales, images),
      field(terms, &Term::reducedScale, &Term::reducedScales, images),
      field(terms, &Term::weight, &Term::weights, images),
      std::any_of(terms.begin(), terms.end(), [](const Term& term) { return term.byFrequency; })};
}

LossTensors riskFreeLoss(const EpsilonFunction& epsilon, const torch::Tensor& images,
                         const torch::Tensor& noise, const TermTensors& terms)
{
  const auto spread = [](const torch::Tensor& values) { return values.reshape({-1, 1, 1, 1}); };
  const bool byFrequency = terms.byFrequency;
  const auto scaled = [&](const torch::Tensor& factor, const torch::Tensor& values) {
    return byFrequency ? torch::real(torch::fft_ifft2(factor * torch::fft_fft2(values)))
                       : factor * values;
  };
  const torch::Tensor noisy =
      spread(terms.signalScale) * images + scaled(terms.reducedScale, noise);
  const bool local = terms.noiseScale.numel() > images.size(0);
  const torch::Tensor predicted =
      epsilon(noisy, terms.signalScale, local ? terms.noiseScale : terms.noiseScale.flatten());
  const torch::Tensor share = terms.reducedScale / terms.noiseScale;
  const torch::Tensor squared =
      byFrequency
          ? torch::view_as_real(spectrumOf(noise) - share * spectrumOf(predicted)).square().sum(-1)
          : (noise - share * predicted).square();
  const bool regional = share.numel() > images.size(0);
  const auto mean = [](const torch::Tensor& values) { return values.flatten(1).mean(1); };
  const torch::Tensor found = squared.detach();
  // The error is against ε* = (v/ṽ)ξ, as a clean image would be judged.
  return {regional ? mean(terms.weight * squared) : terms.weight.flatten() * mean(squared),
          regional ? mean(found / share.square()) : mean(found) / share.flatten().square()};
}

LossOfBatch riskFreeLoss(const EpsilonFunction& epsilon, const torch::Tensor& images,
                         const torch::Tensor& noise, std::span<const Term> terms)
{
  const LossTensors loss = riskFreeLoss(epsilon, images, noise, tensorsOf(terms, images));
  return {loss.perImage, onHost(loss.epsilon)};
}

std::vector<double> onHost(const torch::Tensor& values)
{
  const torch::Tensor copied = values.to(torch::kCPU, torch::kFloat64).contiguous();
  const double* numbers = copied.data_ptr<double>();
  return {numbers, numbers + copied.numel()};
}

} // namespace limpid::engine
