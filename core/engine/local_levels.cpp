#include "core/engine/local_levels.h"

#include "core/diffusion/risk_sensitive.h"

#include <algorithm>
#include <cmath>

namespace limpid::engine {
namespace {

struct PixelTerm
{
  double level = 0.0;
  double reduced = 0.0;
  double weight = 0.0;
};

PixelTerm pixelTerm(double noiseRatio, double risk, double buffer, const EpsilonNetwork& network)
{
  PixelTerm pixel;
  pixel.level = std::max(noiseRatio, diffusion::thresholdNoiseRatio({risk, 0.0}, buffer));
  pixel.reduced = risk > 0.0 ? std::sqrt(pixel.level * pixel.level - risk * risk) : pixel.level;
  const double share = pixel.reduced / pixel.level;
  pixel.weight = network.unitWeight(pixel.level) / (share * share);
  return pixel;
}

} // namespace

Result<void> canHaveLocalLevels(const run::TrainingPlan& plan, const dataset::FrozenDataset& data,
                                const diffusion::NoiseCorrection& correction)
{
  if (plan.localLevels && (correction.law().id() != "gaussian" || !data.noiseSpectrum().empty()))
    return failure(ErrorCode::Unsupported,
                   "localLevels is for white gaussian noise; the data set's isn't.");
  return {};
}

std::vector<double> localThresholds(const dataset::FrozenDataset& data,
                                    std::span<const std::int64_t> images, double buffer)
{
  std::vector<double> thresholds;
  thresholds.reserve(images.size());
  for (const std::int64_t image : images) {
    const std::span<const float> noise = data.noise(image);
    const auto least = static_cast<double>(*std::min_element(noise.begin(), noise.end()));
    thresholds.push_back(diffusion::thresholdNoiseRatio({least, data.risk(image).limit}, buffer));
  }
  return thresholds;
}

Term localTerm(double noiseRatio, std::span<const float> risks, double buffer,
               const EpsilonNetwork& network)
{
  const auto [least, largest] = std::minmax_element(risks.begin(), risks.end());
  PixelTerm pixel = pixelTerm(noiseRatio, static_cast<double>(*least), buffer, network);
  Term term;
  term.signalScale = 1.0;
  term.noiseScale = pixel.level;
  term.reducedScale = pixel.reduced;
  term.weight = pixel.weight;
  const auto shareOf = [](const PixelTerm& at) {
    return at.level * at.level / (at.reduced * at.reduced) - 1.0;
  };
  term.noiseShare = shareOf(pixel);
  if (*least == *largest)
    return term;
  double share = 0.0;
  float before = *least;
  for (const float risk : risks) {
    if (risk != before) // maps are made of regions
      pixel = pixelTerm(noiseRatio, static_cast<double>(risk), buffer, network);
    before = risk;
    term.noiseScales.push_back(static_cast<float>(pixel.level));
    term.reducedScales.push_back(static_cast<float>(pixel.reduced));
    term.weights.push_back(static_cast<float>(pixel.weight));
    share += shareOf(pixel);
  }
  term.noiseShare = share / static_cast<double>(risks.size());
  return term;
}

} // namespace limpid::engine
