#pragma once

#include "core/base/result.h"
#include "core/dataset/frozen_dataset.h"
#include "core/diffusion/schedule.h"
#include "core/engine/epsilon_function.h"
#include "core/jobs/job.h"

#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <vector>

namespace limpid::engine {

/// Clean images that may lie behind the noisy ones, one for each: what the posterior-sampling EM
/// loop trains on below an image's threshold (M8; Lu, Wu and Yu, SFBD, 2025). The E step draws
/// them anew with the model as it is, the M step is training.
class PosteriorCopies
{
public:
  /// Those of `images` whose noise gates (limits say nothing of what lies behind an image), with
  /// the noise ratio from which on each teaches itself.
  PosteriorCopies(const dataset::FrozenDataset& data, std::span<const std::int64_t> images,
                  std::span<const double> thresholdNoiseRatios);

  /// Images that get a copy.
  const std::vector<std::int64_t>& images() const { return m_images; }

  /// The E step: one draw from the posterior of each image (M7) by `epsilon`; false after a stop
  /// request, the copies being as they were. They depend on (seed, images, weights) alone.
  bool draw(const diffusion::Schedule& schedule, const EpsilonFunction& epsilon,
            const dataset::FrozenDataset& data, double minimumTime, std::uint64_t seed,
            torch::Device device, const jobs::JobContext& context);

  /// Nothing was drawn yet.
  bool empty() const { return !m_copies.defined(); }
  bool contains(std::int64_t image) const { return m_places.contains(image); }
  /// Whether its copy stands for an image at a noise ratio: below its threshold.
  bool standsFor(std::int64_t image, double noiseRatio) const;
  /// C×H×W on the CPU.
  torch::Tensor copyOf(std::int64_t image) const { return m_copies[m_places.at(image)]; }

  /// As safetensors, so that a training goes on with the same ones.
  Result<void> write(const std::filesystem::path& path) const;
  Result<void> read(const std::filesystem::path& path);

private:
  std::vector<std::int64_t> m_images; // by rising noise
  std::map<std::int64_t, std::int64_t> m_places;
  std::map<std::int64_t, double> m_thresholds;
  torch::Tensor m_copies;
};

} // namespace limpid::engine
