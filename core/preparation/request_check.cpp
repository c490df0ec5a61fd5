#include "core/preparation/request_check.h"

#include "core/base/atomic_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace limpid::preparation {
namespace {

constexpr int sizeStep = 8; // the network halves the image up to three times
constexpr int largestDefaultSize = 64;
constexpr int largestSize = 1024;

/// The longer side of the smallest image, after the crop.
int smallestSide(const Selection& selection, const DatasetRequest& request)
{
  if (request.crop)
    return std::max((*request.crop)[2], (*request.crop)[3]);
  int smallest = std::numeric_limits<int>::max();
  for (const Candidate& candidate : selection.images)
    smallest = std::min(smallest, std::max(candidate.image.rows, candidate.image.columns));
  return smallest;
}

} // namespace

Result<void> checkRequest(const DatasetRequest& request)
{
  if (request.name.empty())
    return failure(ErrorCode::Usage, "A data set needs a name.");
  if (const Result<void> name = checkFolderName(request.name, "a data set"); !name)
    return name;
  if (!(request.heldOutFraction >= 0.0 && request.heldOutFraction < 1.0))
    return failure(ErrorCode::BadInput, fmt::format("The share of {} to keep aside isn't in 0 … 1.",
                                                    request.heldOutFraction));
  if (request.referenceNoise &&
      !(*request.referenceNoise >= 0.0 && std::isfinite(*request.referenceNoise)))
    return failure(ErrorCode::BadInput, fmt::format("A reference noise of {} isn't 0 or more.",
                                                    *request.referenceNoise));
  if (request.size != 0 &&
      (request.size < sizeStep || request.size > largestSize || request.size % sizeStep != 0))
    return failure(ErrorCode::BadInput,
                   fmt::format("A size of {} can't train: it must be a multiple of {} up to {}.",
                               request.size, sizeStep, largestSize));
  return {};
}

Result<int> chooseSize(const Selection& selection, const DatasetRequest& request)
{
  const int smallest = smallestSide(selection, request);
  const int size = request.size > 0 ? request.size
                                    : std::min(smallest, largestDefaultSize) / sizeStep * sizeStep;
  if (size == 0 || size > smallest)
    return failure(ErrorCode::BadInput,
                   fmt::format("The smallest image has {} pixels along its longer side; {} can't "
                               "train, because enlarging adds no detail and smears the noise.",
                               smallest, size == 0 ? sizeStep : size));
  return size;
}

} // namespace limpid::preparation
