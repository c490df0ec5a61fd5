#pragma once

#include "core/base/result.h"
#include "core/jobs/job.h"
#include "core/metrics/image_set.h"
#include "core/metrics/intervals.h"

#include <cstdint>
#include <optional>

namespace limpid::engine {

/// Fewer images of a kind say more about the draw than about the model.
inline constexpr std::size_t fewestToCompare = 32;

/// A figure of the samples against clean images of patients kept aside, and that of as many clean
/// training images against the same: what samples as good as real images would have.
struct AgainstReal
{
  metrics::Interval samples;
  double betweenReal = 0.0;
};

struct SetComparison
{
  std::size_t images = 0;          ///< samples, and as many clean training images
  std::size_t heldOut = 0;         ///< clean images kept aside
  AgainstReal wasserstein;         ///< sliced, model intensity
  metrics::Interval distanceRatio; ///< of the two: 1 is as far as real images are from each other
  AgainstReal kernel;              ///< MMD², normal kernel on pixels
  double bandwidth = 0.0;          ///< of that kernel, model intensity
  std::optional<AgainstReal> features; ///< KID on random features; nothing for images below 15 × 15
  AgainstReal precision;
  AgainstReal recall;
};

/// Of each kind at least fewestToCompare images are needed; at most 256 are used, spread evenly
/// over the set. The intervals of distances are ±1.96 standard deviations of the figure over random
/// halves of all three sets (delete-half jackknife; Shao and Wu, 1989), those of precision and
/// recall a bootstrap over images. Both take images as independent, which slices of one patient
/// aren't. A stop request leaves out what is left of the intervals.
Result<SetComparison> compareSets(const metrics::ImageSet& samples,
                                  const metrics::ImageSet& training,
                                  const metrics::ImageSet& heldOut, std::uint64_t seed,
                                  const jobs::JobContext& context);

} // namespace limpid::engine
