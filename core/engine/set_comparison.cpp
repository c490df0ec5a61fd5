#include "core/engine/set_comparison.h"

#include "core/base/random.h"
#include "core/metrics/distances.h"
#include "core/metrics/precision_recall.h"
#include "core/metrics/random_features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace limpid::engine {
namespace {

using metrics::ImageSet;
using metrics::Interval;

constexpr std::size_t imagesAtMost = 256;
constexpr std::uint64_t halves = 32;
constexpr std::size_t neighbours = 3;
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// Rows of one set with what is measured on them.
struct Part
{
  std::vector<float> pixels;
  std::vector<float> features; ///< empty: the images are too small
  int channels = 1;
  int rows = 0;
  int columns = 0;

  ImageSet images() const { return {pixels, channels, rows, columns}; }
  ImageSet featureRows() const
  {
    return {features, 1, 1, static_cast<int>(metrics::randomFeatureCount)};
  }
};

struct Sets
{
  Part samples;
  Part training;
  Part heldOut;
};

std::vector<float> rowsOf(const ImageSet& set, const std::vector<std::size_t>& rows)
{
  std::vector<float> values;
  values.reserve(rows.size() * set.size());
  for (const std::size_t row : rows) {
    const std::span<const float> image = set.image(row);
    values.insert(values.end(), image.begin(), image.end());
  }
  return values;
}

Result<Part> spreadPart(const ImageSet& set, std::size_t count)
{
  std::vector<std::size_t> rows;
  for (std::size_t index = 0; index < count; ++index)
    rows.push_back(index * set.count() / count);
  Part part{rowsOf(set, rows), {}, set.channels, set.rows, set.columns};
  if (std::min(set.rows, set.columns) < metrics::smallestSideForFeatures)
    return part;
  auto features = metrics::randomFeatures(part.images());
  if (!features)
    return failure(features.error());
  part.features = std::move(*features);
  return part;
}

Part halfOf(const Part& part, Random& random)
{
  std::vector<std::size_t> rows(part.images().count());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  random.shuffle(std::span(rows));
  rows.resize(rows.size() / 2);
  Part half{rowsOf(part.images(), rows), {}, part.channels, part.rows, part.columns};
  if (!part.features.empty())
    half.features = rowsOf(part.featureRows(), rows);
  return half;
}

void standardizeFeatures(Sets& sets)
{
  const std::vector<float> real = sets.heldOut.features;
  constexpr int width = static_cast<int>(metrics::randomFeatureCount);
  for (Part* part : {&sets.samples, &sets.training, &sets.heldOut})
    part->features = metrics::standardizedFeatures(part->featureRows(), {real, 1, 1, width});
}

// Everything that has its interval from halves.
enum Figure { Wasserstein, WassersteinReal, Ratio, Kernel, KernelReal, Features, FeaturesReal };
using Figures = std::array<double, FeaturesReal + 1>;

Figures figuresOf(const Sets& sets, std::uint64_t seed, double& bandwidth)
{
  const auto kernel = [&](const Part& part) {
    const auto found = metrics::maximumMeanDiscrepancy(part.images(), sets.heldOut.images());
    bandwidth = found ? found->bandwidth : unknown;
    return found ? found->squared : unknown;
  };
  const auto features = [&](const Part& part) {
    return part.features.empty()
               ? unknown
               : metrics::polynomialDistance(part.featureRows(), sets.heldOut.featureRows())
                     .value_or(unknown);
  };
  const auto wasserstein = [&](const Part& part) {
    return metrics::slicedWasserstein(part.images(), sets.heldOut.images(), seed).value_or(unknown);
  };
  Figures figures{};
  figures[Wasserstein] = wasserstein(sets.samples);
  figures[WassersteinReal] = wasserstein(sets.training);
  figures[Ratio] = figures[Wasserstein] / figures[WassersteinReal];
  figures[KernelReal] = kernel(sets.training);
  figures[Kernel] = kernel(sets.samples);
  figures[Features] = features(sets.samples);
  figures[FeaturesReal] = features(sets.training);
  return figures;
}

// Their standard deviations, by halves.
Figures deviationsOf(const Sets& sets, std::uint64_t seed, const jobs::JobContext& context)
{
  Figures means{};
  Figures squares{};
  double drawn = 0.0;
  for (std::uint64_t half = 0; half < halves && !context.stopRequested(); ++half) {
    Random random(derivedSeed(seed, 1), half);
    const Sets parts{halfOf(sets.samples, random), halfOf(sets.training, random),
                     halfOf(sets.heldOut, random)};
    double bandwidth = 0.0;
    const Figures figures = figuresOf(parts, seed, bandwidth);
    drawn += 1.0;
    for (std::size_t index = 0; index < figures.size(); ++index) {
      const double difference = figures[index] - means[index];
      means[index] += difference / drawn;
      squares[index] += difference * (figures[index] - means[index]);
    }
  }
  for (double& square : squares)
    square = std::sqrt(square / std::max(drawn, 1.0));
  return squares;
}

} // namespace

Result<SetComparison> compareSets(const ImageSet& samples, const ImageSet& training,
                                  const ImageSet& heldOut, std::uint64_t seed,
                                  const jobs::JobContext& context)
{
  SetComparison comparison;
  comparison.images = std::min({samples.count(), training.count(), imagesAtMost});
  comparison.heldOut = std::min(heldOut.count(), imagesAtMost);
  auto samplePart = spreadPart(samples, comparison.images);
  auto trainingPart = spreadPart(training, comparison.images);
  auto heldOutPart = spreadPart(heldOut, comparison.heldOut);
  for (const auto* part : {&samplePart, &trainingPart, &heldOutPart})
    if (!*part)
      return failure(part->error());
  Sets sets{std::move(*samplePart), std::move(*trainingPart), std::move(*heldOutPart)};
  standardizeFeatures(sets); // once, so that all halves are measured alike

  const Figures whole = figuresOf(sets, seed, comparison.bandwidth);
  const Figures deviation = deviationsOf(sets, seed, context);
  const auto interval = [&](Figure figure) {
    const double width = 1.96 * deviation[figure];
    return Interval{whole[figure], whole[figure] - width, whole[figure] + width};
  };
  comparison.wasserstein = {interval(Wasserstein), whole[WassersteinReal]};
  comparison.distanceRatio = interval(Ratio);
  for (Interval* figure : {&comparison.wasserstein.samples, &comparison.distanceRatio})
    figure->low = std::max(figure->low, 0.0);
  comparison.kernel = {interval(Kernel), whole[KernelReal]};
  if (!sets.samples.features.empty())
    comparison.features = AgainstReal{interval(Features), whole[FeaturesReal]};

  const auto held = sets.heldOut.images();
  const auto found =
      metrics::precisionRecall(sets.samples.images(), held, neighbours, derivedSeed(seed, 2));
  const auto real =
      metrics::precisionRecall(sets.training.images(), held, neighbours, derivedSeed(seed, 2));
  if (!found)
    return failure(found.error());
  if (!real)
    return failure(real.error());
  comparison.precision = {found->precision, real->precision.value};
  comparison.recall = {found->recall, real->recall.value};
  return comparison;
}

} // namespace limpid::engine
