#pragma once

#include "core/engine/bench_turns.h"
#include "core/engine/network.h"
#include "core/engine/training_session.h"
#include "core/run/sampler_settings.h"

#include <filesystem>

namespace limpid::engine {

/// What is measured of one network, the same in both programs.
struct BenchCase
{
  run::TrainingPlan plan;
  NetworkSettings network;
  int size = 32; ///< rows and columns of the images
};

/// Plan and network of a preset for a synthetic data set. BadInput when there is none of the name.
Result<BenchCase> benchCaseOf(const run::TrainingPlan& plan, const dataset::FrozenDataset& data);

/// Random images, frozen below `folder`; gives the folder of the data set.
Result<std::filesystem::path> freezeBenchImages(const std::filesystem::path& folder, int size,
                                                int channels);
inline constexpr int benchImages = 256;

/// Until a GPU has done everything that it was told.
void waitFor(torch::Device device);

/// Multiplications and additions of one image's way forward through the network, two for each
/// weight that is used at each pixel.
double operationsPerImage(const EpsilonNetwork& network, int rows, int columns);

/// Operations per second of the device's product of two square matrices, the best of several.
double matrixRate(torch::Device device, bool halfPrecision);

/// Weights drawn at random, an input, and what comes out of it forward and backward, as arrays for
/// the other program: weights.NAME, gradient.NAME, noisy, sigma, noise, epsilon.
Result<void> writeBenchCheck(const BenchCase& chosen, torch::Device device,
                             const std::filesystem::path& path);

/// The rates of drawing images, and which share of the time is spent inside the network.
struct DrawingRate
{
  double imagesPerSecond = 0.0;
  double insideNetwork = 0.0;
};
DrawingRate drawingRate(const BenchCase& chosen, torch::Device device,
                        const run::SamplerSettings& sampler);

} // namespace limpid::engine
