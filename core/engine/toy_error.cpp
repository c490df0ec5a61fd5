#include "core/engine/toy_error.h"

#include "core/base/random.h"
#include "core/engine/clean_epsilon.h"
#include "core/engine/toy.h"

#include <ATen/ATen.h>

#include <cmath>

namespace limpid::engine::toy {
namespace {

constexpr std::int64_t points = 8192;

constexpr std::uint64_t pointPurpose = 1;
constexpr std::uint64_t noisePurpose = 2; // and those after it

} // namespace

double scoreError(const EpsilonNetwork& network, const diffusion::Schedule& schedule,
                  std::span<const double> times, std::uint64_t seed)
{
  const c10::NoGradGuard noGradient;
  const EpsilonFunction epsilon = cleanEpsilon(network);
  double sum = 0.0;
  for (std::size_t round = 0; round < times.size(); ++round) {
    const double u = schedule.signalScale(times[round]);
    const double v = schedule.noiseScale(times[round]);
    const torch::Tensor noisy = torch::empty({points, dimensions, 1, 1}, torch::kFloat32);
    const torch::Tensor exact = torch::empty_like(noisy);
    for (std::int64_t index = 0; index < points; ++index) {
      const auto stream = static_cast<std::uint64_t>(index);
      const Point clean = draw(derivedSeed(seed, pointPurpose), stream);
      Random random(derivedSeed(seed, noisePurpose + round), stream);
      const double x = u * clean[0] + v * random.normal();
      const Point at{x, u * clean[1] + v * random.normal()};
      const Point target = exactEpsilon(at, u, v);
      for (std::int64_t axis = 0; axis < dimensions; ++axis) {
        const auto place = static_cast<std::size_t>(axis);
        noisy.data_ptr<float>()[index * dimensions + axis] = static_cast<float>(at[place]);
        exact.data_ptr<float>()[index * dimensions + axis] = static_cast<float>(target[place]);
      }
    }
    const auto whole = [&](double value) { return torch::full({points}, value, torch::kFloat32); };
    const auto there = [&](const torch::Tensor& values) { return values.to(network.device()); };
    const torch::Tensor found =
        epsilon(there(noisy), there(whole(u)), there(whole(v))).to(torch::kCPU);
    sum += (found - exact).square().mean().item<double>();
  }
  return sum / static_cast<double>(times.size());
}

} // namespace limpid::engine::toy
