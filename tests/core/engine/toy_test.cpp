#include "core/engine/toy.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace limpid::engine {
namespace {

std::vector<float> exactPoints(std::uint64_t seed, std::size_t count)
{
  std::vector<float> values;
  for (std::size_t index = 0; index < count; ++index)
    for (const double value : toy::draw(seed, index))
      values.push_back(static_cast<float>(value));
  return values;
}

TEST(Toy, MeasuresOfExactPointsAreThoseOfTheLaw)
{
  const toy::Measures measures = toy::measure(exactPoints(3, 5000), 4);
  EXPECT_NEAR(measures.outside, std::exp(-4.5), 0.005); // of a Gaussian in two dimensions
  EXPECT_NEAR(measures.balanceError, 0.0, 1e-9);        // drawn in turn
  EXPECT_NEAR(measures.energyDistance, 0.0, 0.001);
}

TEST(Toy, MissingComponentShowsInBalanceAndEnergyDistance)
{
  std::vector<float> points;
  for (std::uint64_t index = 0; index < 4000; ++index)
    if (index % 4 != 0)
      for (const double value : toy::draw(3, index))
        points.push_back(static_cast<float>(value));
  const toy::Measures measures = toy::measure(points, 4);
  EXPECT_NEAR(measures.balanceError, 0.25, 1e-9);
  EXPECT_GT(measures.energyDistance, 0.2);
}

TEST(Toy, ExactEpsilonIsMinusVTimesTheGradientOfTheLogDensity)
{
  constexpr double u = 0.8;
  constexpr double v = 0.6;
  const auto logDensity = [](double x, double y) {
    const double variance = u * u * toy::deviation * toy::deviation + v * v;
    double sum = 0.0;
    for (int component = 0; component < toy::components; ++component) {
      const toy::Point middle = toy::centre(component);
      sum += std::exp(-0.5 * (std::pow(x - u * middle[0], 2) + std::pow(y - u * middle[1], 2)) /
                      variance);
    }
    return std::log(sum);
  };
  constexpr double width = 1e-4;
  for (const toy::Point& at :
       {toy::Point{0.3, -1.2}, toy::Point{1.9, 1.4}, toy::Point{-4.0, 0.1}}) {
    const toy::Point found = toy::exactEpsilon(at, u, v);
    const double x = (logDensity(at[0] + width, at[1]) - logDensity(at[0] - width, at[1]));
    const double y = (logDensity(at[0], at[1] + width) - logDensity(at[0], at[1] - width));
    EXPECT_NEAR(found[0], -v * x / (2.0 * width), 1e-5);
    EXPECT_NEAR(found[1], -v * y / (2.0 * width), 1e-5);
  }
}

} // namespace
} // namespace limpid::engine
