#include "core/engine/denoising_error.h"

#include "core/base/random.h"
#include "core/engine/image_conditioning.h"
#include "core/engine/images.h"

#include <ATen/ATen.h>

#include <array>
#include <cmath>

namespace limpid::engine {
namespace {

constexpr std::array<double, 4> levels{0.12, 0.25, 0.5, 1.0};

torch::Tensor noiseLike(const torch::Tensor& images, std::span<const std::int64_t> indices,
                        std::uint64_t seed, std::uint64_t round)
{
  const torch::Tensor noise = torch::empty(images.sizes(), torch::kFloat32);
  const std::int64_t size = images[0].numel();
  for (std::size_t index = 0; index < indices.size(); ++index) {
    Random random(derivedSeed(seed, round), static_cast<std::uint64_t>(indices[index]));
    random.fillNormal({noise.data_ptr<float>() + static_cast<std::int64_t>(index) * size,
                       static_cast<std::size_t>(size)});
  }
  return noise.to(images.device());
}

} // namespace

std::span<const double> reportedLevels()
{
  return levels;
}

std::vector<DenoisingError> denoisingErrors(const EpsilonNetwork& network,
                                            const diffusion::Schedule& schedule, double minimumTime,
                                            const dataset::FrozenDataset& data,
                                            std::span<const std::int64_t> images, int draws,
                                            std::uint64_t seed, const jobs::JobContext& context)
{
  constexpr std::size_t batch = 32;
  const c10::NoGradGuard noGradient;
  std::vector<DenoisingError> errors;
  for (std::size_t level = 0; level < levels.size() && !images.empty(); ++level) {
    const double time = schedule.timeAtNoiseRatio(levels[level]);
    const double u = schedule.signalScale(time);
    const double v = schedule.noiseScale(time);
    std::vector<double> perImage;
    for (std::size_t first = 0; first < images.size(); first += batch) {
      const auto part = images.subspan(first, std::min(batch, images.size() - first));
      const torch::Tensor clean = gather(data, part, network.device());
      Conditioning told = conditioningOf(network.settings(), data, part, {}, network.device());
      if (told.risk.defined())
        told.risk = torch::zeros_like(told.risk); // judged as what clean images are drawn with
      torch::Tensor sum = torch::zeros({static_cast<std::int64_t>(part.size())}, torch::kFloat64);
      for (int draw = 0; draw < draws; ++draw) {
        if (context.stopRequested())
          return errors;
        const auto round = static_cast<std::uint64_t>(draw) * levels.size() + level;
        const torch::Tensor noise = noiseLike(clean, part, seed, round);
        const torch::Tensor predicted = network.epsilon(u * clean + v * noise, u, v, told);
        sum += (noise - predicted).square().flatten(1).mean(1).to(torch::kCPU, torch::kFloat64);
      }
      const double* values = sum.data_ptr<double>();
      for (std::size_t index = 0; index < part.size(); ++index)
        perImage.push_back(values[index] / draws);
    }
    DenoisingError error;
    error.level = levels[level];
    error.reachable = std::abs(v / u - levels[level]) < 1e-3 * levels[level];
    error.trained = time >= minimumTime * (1.0 - 1e-9);
    error.error = metrics::bootstrapMean(perImage, seed);
    errors.push_back(error);
  }
  return errors;
}

} // namespace limpid::engine
