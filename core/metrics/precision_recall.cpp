#include "core/metrics/precision_recall.h"

#include <algorithm>
#include <vector>

namespace limpid::metrics {
namespace {

/// Squared radius of the ball around each image: to its `neighbours`-th nearest fellow.
std::vector<double> squaredRadii(const ImageSet& images, std::size_t neighbours)
{
  std::vector<double> radii;
  std::vector<double> squares;
  for (std::size_t index = 0; index < images.count(); ++index) {
    squares.clear();
    for (std::size_t other = 0; other < images.count(); ++other)
      if (other != index)
        squares.push_back(squaredDistance(images.image(index), images.image(other)));
    const auto wanted = squares.begin() + static_cast<std::ptrdiff_t>(neighbours - 1);
    std::nth_element(squares.begin(), wanted, squares.end());
    radii.push_back(*wanted);
  }
  return radii;
}

/// 1 for each image that lies in some ball around `centres`, else 0.
std::vector<double> inside(const ImageSet& images, const ImageSet& centres,
                           const std::vector<double>& radii)
{
  std::vector<double> found;
  for (std::size_t index = 0; index < images.count(); ++index) {
    bool within = false;
    for (std::size_t centre = 0; centre < centres.count() && !within; ++centre)
      within = squaredDistance(images.image(index), centres.image(centre)) <= radii[centre];
    found.push_back(within ? 1.0 : 0.0);
  }
  return found;
}

} // namespace

Result<PrecisionRecall> precisionRecall(const ImageSet& samples, const ImageSet& real,
                                        std::size_t neighbours, std::uint64_t seed)
{
  if (neighbours < 1)
    return failure(ErrorCode::Usage, "A manifold needs at least one neighbour.");
  if (const Result<void> checked = checkImages(samples, real, neighbours + 1); !checked)
    return failure(checked.error());
  PrecisionRecall result;
  result.precision = bootstrapMean(inside(samples, real, squaredRadii(real, neighbours)), seed);
  result.recall = bootstrapMean(inside(real, samples, squaredRadii(samples, neighbours)), seed);
  return result;
}

} // namespace limpid::metrics
