#include "core/engine/clean_epsilon.h"

#include <ATen/ATen.h>

namespace limpid::engine {

EpsilonFunction cleanEpsilon(const EpsilonNetwork& network)
{
  return [&network](const torch::Tensor& noisy, const torch::Tensor& signalScale,
                    const torch::Tensor& noiseScale) {
    Conditioning said;
    if (network.settings().takesRisk)
      said.risk = torch::zeros_like(noiseScale);
    return network.epsilon(noisy, signalScale, noiseScale, said);
  };
}

} // namespace limpid::engine
