#include "core/engine/toy.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>

namespace limpid::engine::toy {
namespace {

constexpr std::size_t referencePoints = 10000;

double squaredDistance(const Point& one, const Point& other)
{
  const double x = one[0] - other[0];
  const double y = one[1] - other[1];
  return x * x + y * y;
}

double meanDistanceWithin(std::span<const Point> points)
{
  double sum = 0.0;
  for (std::size_t first = 0; first < points.size(); ++first)
    for (std::size_t second = first + 1; second < points.size(); ++second)
      sum += std::sqrt(squaredDistance(points[first], points[second]));
  const auto count = static_cast<double>(points.size());
  return 2.0 * sum / (count * (count - 1.0));
}

double meanDistanceBetween(std::span<const Point> points, std::span<const Point> others)
{
  double sum = 0.0;
  for (const Point& point : points)
    for (const Point& other : others)
      sum += std::sqrt(squaredDistance(point, other));
  return sum / (static_cast<double>(points.size()) * static_cast<double>(others.size()));
}

} // namespace

Point centre(int component)
{
  return {component % 2 == 0 ? -2.0 : 2.0, component / 2 == 0 ? -2.0 : 2.0};
}

Point draw(std::uint64_t seed, std::uint64_t index)
{
  Random random(seed, index);
  const Point middle = centre(static_cast<int>(index % components));
  const double x = random.normal();
  return {middle[0] + deviation * x, middle[1] + deviation * random.normal()};
}

dataset::DatasetContent cleanPoints(int count, std::uint64_t seed)
{
  dataset::DatasetContent content;
  content.count = count;
  content.channels = dimensions;
  content.rows = content.columns = 1;
  for (int index = 0; index < count; ++index) {
    for (const double value : draw(seed, static_cast<std::uint64_t>(index)))
      content.images.push_back(static_cast<float>(value));
    content.label.push_back(index % components);
  }
  content.noise.assign(static_cast<std::size_t>(count), 0.0F);
  content.limit.assign(static_cast<std::size_t>(count), 0.0F);
  content.preparation = {{"kind", "toy"}, {"noiseLaw", "gaussian"}, {"seed", seed}};
  return content;
}

Point exactEpsilon(const Point& noisy, double signalScale, double noiseScale, const Shares& shares)
{
  const double variance =
      signalScale * signalScale * deviation * deviation + noiseScale * noiseScale;
  std::array<Point, components> away{};
  std::array<double, components> exponent{};
  for (int component = 0; component < components; ++component) {
    const Point middle = centre(component);
    const auto place = static_cast<std::size_t>(component);
    away[place] = {noisy[0] - signalScale * middle[0], noisy[1] - signalScale * middle[1]};
    exponent[place] = std::log(shares[place]) - 0.5 * squaredDistance(away[place], {}) / variance;
  }
  const double largest = *std::max_element(exponent.begin(), exponent.end());
  Point sum{};
  double weights = 0.0;
  for (std::size_t place = 0; place < away.size(); ++place) {
    const double weight = std::exp(exponent[place] - largest);
    weights += weight;
    sum[0] += weight * away[place][0];
    sum[1] += weight * away[place][1];
  }
  const double scale = noiseScale / (variance * weights);
  return {scale * sum[0], scale * sum[1]};
}

Measures measure(std::span<const float> samples, std::uint64_t seed)
{
  std::vector<Point> points;
  for (std::size_t place = 0; place + 1 < samples.size(); place += dimensions)
    points.push_back(
        {static_cast<double>(samples[place]), static_cast<double>(samples[place + 1])});
  std::array<double, components> shares{};
  double outside = 0.0;
  const auto count = static_cast<double>(points.size());
  for (const Point& point : points) {
    std::array<double, components> squared{};
    for (int component = 0; component < components; ++component)
      squared[static_cast<std::size_t>(component)] = squaredDistance(point, centre(component));
    const auto nearest = std::min_element(squared.begin(), squared.end());
    shares[static_cast<std::size_t>(nearest - squared.begin())] += 1.0 / count;
    outside += std::sqrt(*nearest) > 3.0 * deviation ? 1.0 / count : 0.0;
  }
  Measures measures;
  measures.outside = outside;
  for (const double share : shares)
    measures.balanceError += 0.5 * std::abs(share - 1.0 / components);
  std::vector<Point> exact;
  for (std::size_t index = 0; index < referencePoints; ++index)
    exact.push_back(draw(seed, index));
  measures.energyDistance = 2.0 * meanDistanceBetween(points, exact) - meanDistanceWithin(points) -
                            meanDistanceWithin(exact);
  return measures;
}

} // namespace limpid::engine::toy
