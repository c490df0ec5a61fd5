#include "core/metrics/nearest_copy.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace limpid::metrics {
namespace {

std::vector<Nearest> nearestOf(const ImageSet& images, const ImageSet& training)
{
  std::vector<Nearest> nearest(images.count());
  for (std::size_t index = 0; index < images.count(); ++index) {
    double smallest = std::numeric_limits<double>::infinity();
    for (std::size_t other = 0; other < training.count(); ++other) {
      const double square = squaredDistance(images.image(index), training.image(other));
      if (square < smallest) {
        smallest = square;
        nearest[index].index = other;
      }
    }
    nearest[index].distance = std::sqrt(smallest / static_cast<double>(images.size()));
  }
  return nearest;
}

} // namespace

Result<CopyCheck> checkCopies(const ImageSet& samples, const ImageSet& training,
                              const ImageSet& heldOut)
{
  if (const Result<void> checked = checkImages(samples, training, 1); !checked)
    return failure(checked.error());
  if (const Result<void> checked = checkImages(samples, heldOut, 1); !checked)
    return failure(checked.error());
  CopyCheck check;
  check.samples = nearestOf(samples, training);
  check.heldOut = nearestOf(heldOut, training);
  const auto nearer = [](const Nearest& one, const Nearest& other) {
    return one.distance < other.distance;
  };
  check.threshold = std::min_element(check.heldOut.begin(), check.heldOut.end(), nearer)->distance;
  for (std::size_t index = 0; index < check.samples.size(); ++index)
    if (check.samples[index].distance < check.threshold)
      check.tooNear.push_back(index);
  check.byChance = static_cast<double>(samples.count()) / static_cast<double>(heldOut.count() + 1);
  return check;
}

} // namespace limpid::metrics
