#include "core/engine/copy_check.h"

#include "core/metrics/nearest_copy.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace limpid::engine {
namespace {

constexpr std::size_t enoughKeptAside = 32;
constexpr std::size_t calibratedAtMost = 512;
constexpr double never = std::numeric_limits<double>::infinity();

// Root mean square distance of some training images to the nearest one of another patient.
std::vector<double> distancesBetweenPatients(const metrics::ImageSet& training,
                                             std::span<const std::string> patients)
{
  std::vector<double> distances;
  const std::size_t count = std::min(training.count(), calibratedAtMost);
  for (std::size_t index = 0; index < count; ++index) {
    const std::size_t one = index * training.count() / count;
    double smallest = never;
    for (std::size_t other = 0; other < training.count(); ++other)
      if (patients[one] != patients[other])
        smallest = std::min(smallest,
                            metrics::squaredDistance(training.image(one), training.image(other)));
    if (smallest < never)
      distances.push_back(std::sqrt(smallest / static_cast<double>(training.size())));
  }
  return distances;
}

} // namespace

std::optional<CopyCheck> checkCopies(const metrics::ImageSet& samples,
                                     const metrics::ImageSet& training,
                                     std::span<const std::string> patients,
                                     const metrics::ImageSet& heldOut)
{
  // Without images kept aside the training images stand in; their threshold isn't used.
  const bool keptAside = heldOut.count() > 0;
  const auto found = metrics::checkCopies(samples, training, keptAside ? heldOut : training);
  if (!found)
    return std::nullopt;
  CopyCheck check;
  check.betweenPatients = keptAside ? found->threshold : never;
  check.calibrated = heldOut.count();
  if (heldOut.count() < enoughKeptAside) {
    const std::vector<double> more = distancesBetweenPatients(training, patients);
    for (const double distance : more)
      check.betweenPatients = std::min(check.betweenPatients, distance);
    check.calibrated += more.size();
  }
  if (check.calibrated == 0)
    return std::nullopt;
  check.compared = training.count();
  check.byChance = static_cast<double>(samples.count()) / static_cast<double>(check.calibrated + 1);
  for (std::size_t index = 0; index < found->samples.size(); ++index) {
    check.nearest.push_back(found->samples[index].distance);
    if (check.nearest.back() < check.betweenPatients)
      check.tooNear.push_back(static_cast<std::int64_t>(index));
  }
  return check;
}

} // namespace limpid::engine
