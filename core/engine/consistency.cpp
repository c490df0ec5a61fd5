#include "core/engine/consistency.h"

#include "core/base/random.h"
#include "core/engine/reverse_process.h"
#include "core/engine/samplers.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace limpid::engine {
namespace {

constexpr int stepsDown = 3;              // of the reverse process to where the loss looks
constexpr double nextShare = 0.8;         // of σ, where the two draws are made
constexpr std::uint64_t ratioPurpose = 1; // of derivedSeed()

/// D(y, σ) of M7 with a σ for each image.
torch::Tensor denoised(const ReverseProcess& process, const torch::Tensor& images,
                       const std::vector<double>& ratios)
{
  return images - process.perImage(ratios) * process.epsilon(images, ratios);
}

/// A draw at `next` of what the reverse process makes of `images` at `ratios`, where `mean` is the
/// clean image that is expected: exact for one clean image, and for gaussian ones.
torch::Tensor drawn(ReverseProcess& process, const torch::Tensor& images, const torch::Tensor& mean,
                    const std::vector<double>& ratios, const std::vector<double>& next)
{
  std::vector<double> shares;
  std::vector<double> deviations;
  for (std::size_t image = 0; image < ratios.size(); ++image) {
    const double share = std::pow(next[image] / ratios[image], 2);
    shares.push_back(share);
    deviations.push_back(next[image] * std::sqrt(std::max(0.0, 1.0 - share)));
  }
  return mean + process.perImage(shares) * (images - mean) +
         process.perImage(deviations) * process.noise();
}

/// Where the loss looks, for each image.
std::vector<double> drawnRatios(const ConsistencyBatch& batch)
{
  std::vector<double> ratios;
  for (std::size_t image = 0; image < batch.ratios.size(); ++image) {
    Random random(derivedSeed(batch.seed, ratioPurpose), batch.firstStream + image);
    const double high = std::log(batch.ratios[image]);
    const double low = std::min(high, std::log(batch.lowestRatio / nextShare));
    ratios.push_back(std::exp(low + (high - low) * random.uniform()));
  }
  return ratios;
}

ImageDrawing drawingOf(const ConsistencyBatch& batch)
{
  ImageDrawing drawing;
  drawing.seed = batch.seed;
  drawing.first = static_cast<std::int64_t>(batch.firstStream);
  drawing.count = batch.start.size(0);
  drawing.imageShape = batch.start[0].sizes().vec();
  return drawing;
}

} // namespace

torch::Tensor consistencyLoss(const diffusion::Schedule& schedule, const EpsilonFunction& epsilon,
                              const ConsistencyBatch& batch)
{
  ReverseProcess process(schedule, epsilon, drawingOf(batch), batch.start.device());
  const std::vector<double> wanted = drawnRatios(batch);
  std::vector<double> ratios(batch.ratios.begin(), batch.ratios.end());
  std::vector<double> next = ratios;
  torch::Tensor images = batch.start;
  std::vector<torch::Tensor> draws;
  {
    const c10::NoGradGuard noGradient;
    for (int step = 0; step < stepsDown; ++step) {
      for (std::size_t image = 0; image < next.size(); ++image)
        next[image] = ratios[image] * std::pow(wanted[image] / ratios[image],
                                               1.0 / static_cast<double>(stepsDown - step));
      images = drawn(process, images, denoised(process, images, ratios), ratios, next);
      ratios = next;
    }
    for (double& ratio : next)
      ratio *= nextShare;
    const torch::Tensor mean = denoised(process, images, ratios);
    for (int draw = 0; draw < 2; ++draw)
      draws.push_back(drawn(process, images, mean, ratios, next));
  }
  const torch::Tensor above = denoised(process, images, ratios);
  const torch::Tensor product =
      (above - denoised(process, draws[0], next)) * (above - denoised(process, draws[1], next));
  std::vector<double> weights;
  for (const double ratio : ratios)
    weights.push_back(1.0 / (ratio * ratio) + 1.0 / (batch.dataDeviation * batch.dataDeviation));
  return process.perImage(weights).flatten() * product.flatten(1).mean(1);
}

} // namespace limpid::engine
