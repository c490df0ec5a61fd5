#include "core/metrics/restoration_quality.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace limpid::metrics {
namespace {

constexpr std::size_t windowSize = 11;
constexpr double windowDeviation = 1.5;

using Weights = std::array<double, windowSize>;

Weights windowWeights()
{
  Weights weights{};
  double sum = 0.0;
  for (std::size_t at = 0; at < windowSize; ++at) {
    const double place = (static_cast<double>(at) - (windowSize - 1) / 2.0) / windowDeviation;
    weights[at] = std::exp(-0.5 * place * place);
    sum += weights[at];
  }
  for (double& weight : weights)
    weight /= sum;
  return weights;
}

/// Weighted means over the window, where it lies whole inside.
std::vector<double> means(const std::vector<double>& values, std::size_t rows, std::size_t columns,
                          const Weights& weights)
{
  const std::size_t fewerColumns = columns - windowSize + 1;
  const std::size_t fewerRows = rows - windowSize + 1;
  std::vector<double> along(rows * fewerColumns, 0.0);
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t column = 0; column < fewerColumns; ++column)
      for (std::size_t at = 0; at < windowSize; ++at)
        along[row * fewerColumns + column] += weights[at] * values[row * columns + column + at];
  std::vector<double> across(fewerRows * fewerColumns, 0.0);
  for (std::size_t row = 0; row < fewerRows; ++row)
    for (std::size_t column = 0; column < fewerColumns; ++column)
      for (std::size_t at = 0; at < windowSize; ++at)
        across[row * fewerColumns + column] +=
            weights[at] * along[(row + at) * fewerColumns + column];
  return across;
}

std::vector<double> products(std::span<const float> one, std::span<const float> other)
{
  std::vector<double> values(one.size());
  std::transform(one.begin(), one.end(), other.begin(), values.begin(),
                 [](float a, float b) { return static_cast<double>(a) * static_cast<double>(b); });
  return values;
}

/// The value at a place between the order statistics, counted from 1.
double orderStatistic(const std::vector<float>& sorted, double place)
{
  const auto below = static_cast<std::size_t>(place);
  const double share = place - static_cast<double>(below);
  const double low = sorted[below - 1];
  return share > 0.0 ? low + share * (static_cast<double>(sorted[below]) - low) : low;
}

} // namespace

double peakSignalToNoise(std::span<const float> image, std::span<const float> truth, double range)
{
  double squares = 0.0;
  for (std::size_t at = 0; at < truth.size(); ++at) {
    const double difference = static_cast<double>(image[at]) - static_cast<double>(truth[at]);
    squares += difference * difference;
  }
  if (squares == 0.0)
    return std::numeric_limits<double>::infinity();
  return 10.0 * std::log10(range * range * static_cast<double>(truth.size()) / squares);
}

Result<double> structuralSimilarity(std::span<const float> image, std::span<const float> truth,
                                    int rows, int columns, double range)
{
  const auto height = static_cast<std::size_t>(std::max(rows, 0));
  const auto width = static_cast<std::size_t>(std::max(columns, 0));
  if (std::min(height, width) < windowSize || image.size() != height * width ||
      truth.size() != image.size())
    return failure(ErrorCode::BadInput,
                   fmt::format("Structural similarity needs two images of one size of at least {0} "
                               "× {0} pixels.",
                               windowSize));
  const Weights weights = windowWeights();
  const auto meanOf = [&](const std::vector<double>& values) {
    return means(values, height, width, weights);
  };
  const std::vector<double> mean = meanOf({image.begin(), image.end()});
  const std::vector<double> trueMean = meanOf({truth.begin(), truth.end()});
  const std::vector<double> squares = meanOf(products(image, image));
  const std::vector<double> trueSquares = meanOf(products(truth, truth));
  const std::vector<double> mixed = meanOf(products(image, truth));
  const double first = std::pow(0.01 * range, 2);
  const double second = std::pow(0.03 * range, 2);
  double sum = 0.0;
  for (std::size_t at = 0; at < mean.size(); ++at) {
    const double variances =
        squares[at] - mean[at] * mean[at] + trueSquares[at] - trueMean[at] * trueMean[at];
    const double covariance = mixed[at] - mean[at] * trueMean[at];
    sum += (2.0 * mean[at] * trueMean[at] + first) * (2.0 * covariance + second) /
           ((mean[at] * mean[at] + trueMean[at] * trueMean[at] + first) * (variances + second));
  }
  return sum / static_cast<double>(mean.size());
}

Result<std::size_t> countCovered(std::span<const float> draws, std::span<const float> truth,
                                 double probability)
{
  const std::size_t count = truth.empty() ? 0 : draws.size() / truth.size();
  const auto places = static_cast<double>(count + 1);
  const double low = (1.0 - probability) / 2.0 * places;
  constexpr double rounding = 1e-9;
  if (count == 0 || draws.size() != count * truth.size() || low < 1.0 - rounding)
    return failure(
        ErrorCode::BadInput,
        fmt::format("{} draws are too few for an interval of {:g} %.", count, 100.0 * probability));
  std::size_t covered = 0;
  std::vector<float> sorted(count);
  for (std::size_t pixel = 0; pixel < truth.size(); ++pixel) {
    for (std::size_t draw = 0; draw < count; ++draw)
      sorted[draw] = draws[draw * truth.size() + pixel];
    std::sort(sorted.begin(), sorted.end());
    const double value = truth[pixel];
    const double first = orderStatistic(sorted, std::max(low, 1.0));
    const double last = orderStatistic(sorted, std::min(places - low, places - 1.0));
    covered += value >= first && value <= last ? 1 : 0;
  }
  return covered;
}

} // namespace limpid::metrics
