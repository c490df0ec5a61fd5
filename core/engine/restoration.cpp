#include "core/engine/restoration.h"

#include "core/base/random.h"
#include "core/engine/samplers.h"

#include <ATen/ATen.h>

#include <cmath>

namespace limpid::engine {
namespace {

constexpr std::uint64_t fillingPurpose = 1; // of derivedSeed()

torch::Tensor fillingNoise(const RestorationDrawing& drawing, const torch::Tensor& image)
{
  auto shape = image.sizes().vec();
  shape.insert(shape.begin(), drawing.count);
  const torch::Tensor noise = torch::empty(shape, torch::kFloat32);
  const std::int64_t size = image.numel();
  for (std::int64_t draw = 0; draw < drawing.count; ++draw) {
    Random random(derivedSeed(drawing.seed, fillingPurpose),
                  static_cast<std::uint64_t>(drawing.first + draw));
    random.fillNormal({noise.data_ptr<float>() + draw * size, static_cast<std::size_t>(size)});
  }
  return noise;
}

} // namespace

bool drawsDiffer(const run::SamplerSettings& sampler)
{
  if (sampler.name == "heun")
    return sampler.churn > 0.0;
  if (sampler.name == "dpmpp-2m-sde")
    return sampler.noiseShare > 0.0;
  return sampler.name == "euler-maruyama" || sampler.name == "pc";
}

torch::Tensor drawRestorations(const diffusion::Schedule& schedule, const EpsilonFunction& epsilon,
                               const torch::Tensor& image, const torch::Tensor& noise,
                               const RestorationDrawing& drawing, torch::Device device,
                               const jobs::JobContext& context)
{
  ImageDrawing reverse;
  reverse.sampler = drawing.sampler;
  reverse.minimumTime = drawing.minimumTime;
  reverse.seed = drawing.seed;
  reverse.first = drawing.first;
  reverse.count = drawing.count;
  reverse.imageShape = image.sizes().vec();
  const double peak =
      drawing.spectrum.defined() ? std::sqrt(drawing.spectrum.max().item<double>()) : 1.0;
  reverse.startTime = schedule.timeAtNoiseRatio(peak * noise.max().item<double>());
  const double level = schedule.noiseRatio(reverse.startTime); // below the schedule: its lowest
  const torch::Tensor filling = fillingNoise(drawing, image);
  const auto missing = [level](const torch::Tensor& variance) {
    return (level * level - variance).clamp_min(0.0).sqrt();
  };
  reverse.start = image.unsqueeze(0) +
                  (drawing.spectrum.defined()
                       ? torch::real(torch::fft_ifft2(missing(noise.square() * drawing.spectrum) *
                                                      torch::fft_fft2(filling)))
                       : missing(noise.square()) * filling);
  return drawImages(schedule, epsilon, reverse, device, context);
}

} // namespace limpid::engine
