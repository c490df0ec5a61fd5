#pragma once

#include "core/dataset/frozen_dataset.h"
#include "core/engine/epsilon_function.h"
#include "core/engine/network.h"

#include <cstdint>
#include <span>
#include <vector>

namespace limpid::engine {

/// The labels that `images` have, rising, each once.
std::vector<std::int64_t> labelsOf(const dataset::FrozenDataset& data,
                                   std::span<const std::int64_t> images);

/// Which drawn images train untold, see trainsUntold(); the usual one leaves none out.
struct Untold
{
  std::uint64_t seed = 0;
  std::uint64_t firstDraw = 0; ///< of the batch, counting all images of the training
  double share = 0.0;
};

/// What a network with these settings is told of images of a data set, as far as it takes it: their
/// labels and the larger of noise and limit (M10).
Conditioning conditioningOf(const NetworkSettings& settings, const dataset::FrozenDataset& data,
                            std::span<const std::int64_t> images, const Untold& untold,
                            torch::Device device);

/// What it is told to draw `count` clean images (r = 0), the labels taken in turn.
Conditioning conditioningOfDrawing(const NetworkSettings& settings, std::int64_t count,
                                   torch::Device device);

/// ε_θ with classifier-free guidance (Ho and Salimans, 2022): ε untold + guidance·(ε told − ε
/// untold). 1 is the told network itself and costs one evaluation; more exaggerates what it was
/// told. `told` has one entry for each image, or one for all. The network must outlive it.
EpsilonFunction guidedEpsilon(const EpsilonNetwork& network, Conditioning told, double guidance);

} // namespace limpid::engine
