#include "core/engine/local_levels.h"

#include "core/base/random.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace limpid::engine {
namespace {

constexpr double buffer = 4.0;
constexpr std::int64_t side = 8;
constexpr std::int64_t images = 3000;

EpsilonNetwork tinyNetwork(bool takesLevels)
{
  NetworkSettings settings;
  settings.shape = {8, {1, 2}, 1};
  settings.takesLevels = takesLevels;
  EpsilonNetwork network(settings, torch::kCPU);
  network.initialise(5);
  network.weights().add_(0.01); // the last layer starts at zero
  return network;
}

torch::Tensor normals(std::uint64_t stream)
{
  const torch::Tensor values = torch::empty({images, 1, side, side}, torch::kFloat32);
  Random random(11, stream);
  random.fillNormal({values.data_ptr<float>(), static_cast<std::size_t>(values.numel())});
  return values;
}

/// 0 in the upper half, `risk` below.
std::vector<float> lowerHalf(float risk)
{
  std::vector<float> map(side * side, 0.0F);
  std::fill(map.begin() + side * side / 2, map.end(), risk);
  return map;
}

TEST(LocalLevels, NoiseEachPixelAtLeastToItsThreshold)
{
  const EpsilonNetwork network = tinyNetwork(true);
  const std::vector<float> map = lowerHalf(0.3F);
  const double threshold = std::sqrt(4.0 / 3.0) * 0.3;
  const Term low = localTerm(0.1, map, buffer, network);
  ASSERT_EQ(low.noiseScales.size(), map.size());
  EXPECT_FLOAT_EQ(low.noiseScales.front(), 0.1F);
  EXPECT_FLOAT_EQ(low.reducedScales.front(), 0.1F);
  EXPECT_NEAR(low.noiseScales.back(), threshold, 1e-6);
  EXPECT_NEAR(low.reducedScales.back(), 0.3 / std::sqrt(3.0), 1e-6); // s² − r² = r²/3
  const Term high = localTerm(1.0, map, buffer, network);
  EXPECT_FLOAT_EQ(high.noiseScales.back(), 1.0F);
  EXPECT_NEAR(high.reducedScales.back(), std::sqrt(1.0 - 0.09), 1e-6);
}

TEST(LocalLevels, AreTheOrdinaryTermWhereTheNoiseIsTheSameAllOver)
{
  const EpsilonNetwork network = tinyNetwork(true);
  const std::vector<float> same{0.3F};
  const Term term = localTerm(0.5, same, buffer, network);
  EXPECT_TRUE(term.noiseScales.empty());
  EXPECT_DOUBLE_EQ(term.noiseScale, 0.5);
  EXPECT_NEAR(term.reducedScale, 0.4, 1e-6);
  EXPECT_NEAR(term.weight, network.unitWeight(0.5) * 0.25 / 0.16, 1e-5);
}

// Pixels of a gaussian law of deviation .6: the best linear denoiser of each is known.
TEST(LocalLevels, AreUnbiasedInCleanAndInNoisyPixels)
{
  const EpsilonNetwork network = tinyNetwork(true);
  const double deviation = 0.6;
  const std::vector<float> map = lowerHalf(0.4F);
  const Term term = localTerm(0.2, map, buffer, network);
  const torch::Tensor noiseMap = torch::tensor(map).view({1, 1, side, side});
  const torch::Tensor noisyImages = deviation * normals(1) + noiseMap * normals(2);
  const std::vector<Term> terms(static_cast<std::size_t>(images), term);
  const torch::Tensor levels = torch::tensor(term.noiseScales).view({1, 1, side, side});
  const torch::Tensor exact = levels / (levels.square() + deviation * deviation);
  for (const auto& [name, half] : {std::pair("clean", 0), std::pair("noisy", 1)}) {
    const auto loss = [&, half = half](double factor) {
      torch::Tensor slope = exact.clone();
      slope.narrow(2, half * side / 2, side / 2).mul_(factor);
      const auto epsilon = [&](const torch::Tensor& noisy, const torch::Tensor&,
                               const torch::Tensor& told) {
        EXPECT_TRUE(torch::allclose(told, levels.expand_as(told)));
        return slope * noisy;
      };
      return riskFreeLoss(epsilon, noisyImages, normals(3), terms).perImage.mean().item<double>();
    };
    const double below = loss(0.8);
    const double middle = loss(1.0);
    const double above = loss(1.2);
    const double best = 1.0 + 0.2 * 0.5 * (below - above) / (below - 2.0 * middle + above);
    EXPECT_NEAR(best, 1.0, 0.02) << name;
  }
}

TEST(LocalLevels, OfOneValueAreTheTimeOfTheNetwork)
{
  const EpsilonNetwork network = tinyNetwork(true);
  const torch::Tensor noisy = normals(4).narrow(0, 0, 3);
  const torch::Tensor ones = torch::ones({3});
  const torch::Tensor field = torch::full({3, 1, side, side}, 0.4F);
  EXPECT_TRUE(torch::allclose(network.epsilon(noisy, ones, field), network.epsilon(noisy, 1.0, 0.4),
                              1e-6, 1e-6));
}

TEST(LocalLevels, ReachTheNetworkThatTakesThemAndAreRefusedByAnother)
{
  const EpsilonNetwork network = tinyNetwork(true);
  const torch::Tensor noisy = normals(4).narrow(0, 0, 2);
  const torch::Tensor ones = torch::ones({2});
  torch::Tensor field = torch::full({2, 1, side, side}, 0.4F);
  const torch::Tensor uniform = network.epsilon(noisy, ones, field);
  field.narrow(2, side / 2, side / 2).fill_(0.8F);
  EXPECT_FALSE(torch::allclose(network.epsilon(noisy, ones, field), uniform));
  const EpsilonNetwork other = tinyNetwork(false);
  EXPECT_THROW(other.epsilon(noisy, ones, field), std::exception);
}

} // namespace
} // namespace limpid::engine
