#include "core/engine/toy_reference.h"

#include <ATen/ATen.h>

namespace limpid::engine::toy {

EpsilonFunction gatedEpsilon(double gate, const Shares& cleanShares)
{
  return [gate, cleanShares](const torch::Tensor& noisy, const torch::Tensor& signalScale,
                             const torch::Tensor& noiseScale) {
    const torch::Tensor points = noisy.contiguous();
    const torch::Tensor signal = signalScale.contiguous();
    const torch::Tensor noise = noiseScale.contiguous();
    const torch::Tensor exact = torch::empty_like(points);
    for (std::int64_t index = 0; index < points.size(0); ++index) {
      const auto u = static_cast<double>(signal.data_ptr<float>()[index]);
      const auto v = static_cast<double>(noise.data_ptr<float>()[index]);
      const float* const from = points.data_ptr<float>() + index * dimensions;
      const Point at{static_cast<double>(from[0]), static_cast<double>(from[1])};
      const Point epsilon = exactEpsilon(at, u, v, v / u < gate ? cleanShares : equalShares);
      for (std::int64_t axis = 0; axis < dimensions; ++axis)
        exact.data_ptr<float>()[index * dimensions + axis] =
            static_cast<float>(epsilon[static_cast<std::size_t>(axis)]);
    }
    return exact;
  };
}

} // namespace limpid::engine::toy
