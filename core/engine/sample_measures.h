#pragma once

#include "core/base/document.h"
#include "core/dataset/frozen_dataset.h"
#include "core/engine/verdict.h"
#include "core/jobs/job.h"

#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace limpid::engine {

/// Groups of the data set that samples are held against.
struct ImageGroups
{
  std::vector<std::int64_t> cleanTraining;
  std::vector<std::int64_t> cleanHeldOut;
  std::vector<std::int64_t> clean; ///< both
  std::vector<std::int64_t> noisy; ///< all others
};
/// Images with max(σ, λ) up to `cleanNoise` (model intensity) are clean.
ImageGroups groupsOf(const dataset::FrozenDataset& data, double cleanNoise);

/// Grain of clean and of noisy images: cleanNoise and noisyNoise of assessment.json.
Json measureData(const dataset::FrozenDataset& data, const ImageGroups& groups, std::uint64_t seed,
                 VerdictInput& input);

/// The keys of assessment.json that tell of samples (N×C×H×W on the CPU), null where one can't be
/// measured, and what the verdict needs of them. Nothing depends on the network.
Result<Json> measureSamples(const torch::Tensor& samples, const dataset::FrozenDataset& data,
                            const ImageGroups& groups, std::uint64_t seed, VerdictInput& input,
                            const jobs::JobContext& context);

} // namespace limpid::engine
