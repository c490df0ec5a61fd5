#pragma once

#include "core/metrics/image_set.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace limpid::engine {

/// Is a sample nearer to a clean training image than images of two patients are to each other?
struct CopyCheck
{
  std::vector<double> nearest;       ///< per sample: root mean square distance to the nearest
  double betweenPatients = 0.0;      ///< the smallest distance between images of two patients
  std::size_t compared = 0;          ///< clean training images compared with
  std::size_t calibrated = 0;        ///< images that say how near those of other patients are
  double byChance = 0.0;             ///< new samples that would be found too near
  std::vector<std::int64_t> tooNear; ///< indices of samples
};

/// metrics::checkCopies(), calibrated by clean images of patients kept aside. Where fewer than 32
/// of those are there, clean training images help, each compared with those of other patients.
/// Nothing comes back where neither is there. `patients` are those of `training`.
std::optional<CopyCheck> checkCopies(const metrics::ImageSet& samples,
                                     const metrics::ImageSet& training,
                                     std::span<const std::string> patients,
                                     const metrics::ImageSet& heldOut);

} // namespace limpid::engine
