#pragma once

#include <torch/types.h>

#include <functional>

namespace limpid::engine {

/// ε_θ(x_t, u, v): x_t is B×C×H×W, u and v are B; v may be B×1×H×W for a network that takes levels.
using EpsilonFunction = std::function<torch::Tensor(
    const torch::Tensor& noisy, const torch::Tensor& signalScale, const torch::Tensor& noiseScale)>;

} // namespace limpid::engine
