#include "core/metrics/distances.h"

#include "core/base/random.h"
#include "core/metrics/random_features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

namespace limpid::metrics {
namespace {

constexpr std::size_t directionCount = 128;

double dot(std::span<const float> one, std::span<const float> other)
{
  constexpr std::size_t lanes = 16;
  std::array<float, lanes> sums{};
  std::size_t at = 0;
  for (; at + lanes <= one.size(); at += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane)
      sums[lane] += one[at + lane] * other[at + lane];
  double total = 0.0;
  for (const float sum : sums)
    total += double{sum};
  for (; at < one.size(); ++at)
    total += double{one[at]} * double{other[at]};
  return total;
}

std::vector<float> unitDirection(std::size_t size, Random& random)
{
  std::vector<float> direction(size);
  random.fillNormal(direction);
  const auto length = static_cast<float>(std::sqrt(dot(direction, direction)));
  for (float& value : direction)
    value /= length;
  return direction;
}

std::vector<double> sortedProjections(const ImageSet& images, std::span<const float> direction)
{
  std::vector<double> projected(images.count());
  for (std::size_t index = 0; index < projected.size(); ++index)
    projected[index] = dot(images.image(index), direction);
  std::sort(projected.begin(), projected.end());
  return projected;
}

/// ∫ (F⁻¹ − G⁻¹)² over the steps of both quantile functions.
double squaredWasserstein(const std::vector<double>& one, const std::vector<double>& other)
{
  const auto ends = [](const std::vector<double>& sorted, std::size_t index) {
    return static_cast<double>(index + 1) / static_cast<double>(sorted.size());
  };
  double total = 0.0;
  double done = 0.0;
  for (std::size_t left = 0, right = 0; left < one.size() && right < other.size();) {
    const double leftEnd = ends(one, left);
    const double rightEnd = ends(other, right);
    const double until = std::min(leftEnd, rightEnd);
    const double difference = one[left] - other[right];
    total += (until - done) * difference * difference;
    done = until;
    left += leftEnd <= until ? 1 : 0;
    right += rightEnd <= until ? 1 : 0;
  }
  return total;
}

double meanDistance(const ImageSet& one, const ImageSet& other)
{
  double sum = 0.0;
  for (std::size_t left = 0; left < one.count(); ++left)
    for (std::size_t right = 0; right < other.count(); ++right)
      sum += std::sqrt(squaredDistance(one.image(left), other.image(right)));
  return sum / (static_cast<double>(one.count()) * static_cast<double>(other.count()));
}

/// A figure of every pair of the two sets, samples first; the upper half, without the diagonal.
template<typename OfPair>
std::vector<float> pairFigures(const ImageSet& samples, const ImageSet& real, OfPair ofPair)
{
  const std::size_t count = samples.count() + real.count();
  const auto image = [&](std::size_t index) {
    return index < samples.count() ? samples.image(index) : real.image(index - samples.count());
  };
  std::vector<float> figures;
  figures.reserve(count * (count - 1) / 2);
  for (std::size_t left = 0; left < count; ++left)
    for (std::size_t right = left + 1; right < count; ++right)
      figures.push_back(static_cast<float>(ofPair(image(left), image(right))));
  return figures;
}

/// Mean kernel within the samples, within the real images, less twice that between.
template<typename Kernel>
double unbiasedDiscrepancy(const std::vector<float>& pairs, std::size_t samples, std::size_t real,
                           Kernel kernel)
{
  double within = 0.0;
  double withinReal = 0.0;
  double between = 0.0;
  std::size_t at = 0;
  for (std::size_t left = 0; left < samples + real; ++left)
    for (std::size_t right = left + 1; right < samples + real; ++right) {
      const double value = kernel(double{pairs[at++]});
      (right < samples ? within : left >= samples ? withinReal : between) += value;
    }
  const auto n = static_cast<double>(samples);
  const auto m = static_cast<double>(real);
  return 2.0 * (within / (n * (n - 1.0)) + withinReal / (m * (m - 1.0)) - between / (n * m));
}

double medianOf(std::vector<float> values)
{
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return double{*middle};
}

} // namespace

Result<double> slicedWasserstein(const ImageSet& samples, const ImageSet& real, std::uint64_t seed)
{
  if (const Result<void> checked = checkImages(samples, real, 1); !checked)
    return failure(checked.error());
  Random random(seed, 0);
  double total = 0.0;
  for (std::size_t drawn = 0; drawn < directionCount; ++drawn) {
    const std::vector<float> direction = unitDirection(samples.size(), random);
    total += squaredWasserstein(sortedProjections(samples, direction),
                                sortedProjections(real, direction));
  }
  return std::sqrt(total / static_cast<double>(directionCount));
}

Result<double> energyDistance(const ImageSet& samples, const ImageSet& real)
{
  if (const Result<void> checked = checkImages(samples, real, 1); !checked)
    return failure(checked.error());
  return 2.0 * meanDistance(samples, real) - meanDistance(samples, samples) -
         meanDistance(real, real);
}

Result<KernelDistance> maximumMeanDiscrepancy(const ImageSet& samples, const ImageSet& real)
{
  if (const Result<void> checked = checkImages(samples, real, 2); !checked)
    return failure(checked.error());
  const std::vector<float> squares = pairFigures(samples, real, squaredDistance);
  KernelDistance distance;
  distance.bandwidth = std::sqrt(medianOf(squares));
  if (distance.bandwidth == 0.0)
    return failure(ErrorCode::BadInput,
                   "More than half of all pairs of images are equal: there is no scale to compare "
                   "them on.");
  const double spread = -0.5 / (distance.bandwidth * distance.bandwidth);
  distance.squared =
      unbiasedDiscrepancy(squares, samples.count(), real.count(),
                          [spread](double square) { return std::exp(spread * square); });
  return distance;
}

Result<double> polynomialDistance(const ImageSet& samples, const ImageSet& real)
{
  if (const Result<void> checked = checkImages(samples, real, 2); !checked)
    return failure(checked.error());
  const auto size = static_cast<double>(samples.size());
  const std::vector<float> products = pairFigures(samples, real, dot);
  return unbiasedDiscrepancy(products, samples.count(), real.count(), [size](double product) {
    const double root = product / size + 1.0;
    return root * root * root;
  });
}

// What doesn't vary in `real` keeps its scale.
std::vector<float> standardizedFeatures(const ImageSet& features, const ImageSet& real)
{
  std::vector<float> values(features.values.begin(), features.values.end());
  const auto count = static_cast<double>(real.count());
  const std::size_t size = real.size();
  for (std::size_t feature = 0; feature < size; ++feature) {
    double sum = 0.0;
    for (std::size_t at = feature; at < real.values.size(); at += size)
      sum += double{real.values[at]};
    const double mean = sum / count;
    double squares = 0.0;
    for (std::size_t at = feature; at < real.values.size(); at += size)
      squares += (double{real.values[at]} - mean) * (double{real.values[at]} - mean);
    const double deviation = std::sqrt(squares / count);
    const double scale = deviation > 0.0 ? 1.0 / deviation : 1.0;
    for (std::size_t at = feature; at < values.size(); at += size)
      values[at] = static_cast<float>((double{values[at]} - mean) * scale);
  }
  return values;
}

Result<double> kernelFeatureDistance(const ImageSet& samples, const ImageSet& real)
{
  if (const Result<void> checked = checkImages(samples, real, 2); !checked)
    return failure(checked.error());
  const Result<std::vector<float>> ofSamples = randomFeatures(samples);
  if (!ofSamples)
    return failure(ofSamples.error());
  const Result<std::vector<float>> ofReal = randomFeatures(real);
  if (!ofReal)
    return failure(ofReal.error());
  constexpr int width = static_cast<int>(randomFeatureCount);
  const ImageSet reference{*ofReal, 1, 1, width};
  const std::vector<float> one = standardizedFeatures({*ofSamples, 1, 1, width}, reference);
  const std::vector<float> other = standardizedFeatures(reference, reference);
  return polynomialDistance({one, 1, 1, width}, {other, 1, 1, width});
}

} // namespace limpid::metrics
