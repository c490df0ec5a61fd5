#include "core/engine/power_spectrum.h"

#include "core/base/random.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace limpid::engine {
namespace {

constexpr std::int64_t side = 16;

torch::Tensor normals(std::int64_t images, std::uint64_t stream, float deviation)
{
  const torch::Tensor values = torch::empty({images, 1, side, side}, torch::kFloat32);
  Random random(13, stream);
  random.fillNormal({values.data_ptr<float>(), static_cast<std::size_t>(values.numel())});
  return values * deviation;
}

TEST(PowerSpectrum, OfWhiteNoiseIsItsVarianceEverywhere)
{
  const torch::Tensor power = radialPower(normals(400, 1, 0.5F));
  ASSERT_EQ(power.size(0), 400);
  ASSERT_EQ(power.size(1), side / 2);
  for (std::int64_t ring = 0; ring < power.size(1); ++ring)
    EXPECT_NEAR(power.select(1, ring).mean().item<double>(), 0.25, 0.02) << ring;
}

TEST(PowerSpectrum, OfAWaveLiesInItsRing)
{
  const torch::Tensor columns = torch::arange(side, torch::kFloat32);
  const torch::Tensor wave = torch::cos(columns * (2.0 * std::numbers::pi * 5.0 / side));
  const torch::Tensor power = radialPower(wave.expand({1, 1, side, side}));
  for (std::int64_t ring = 0; ring < power.size(1); ++ring)
    if (ring == 4)
      EXPECT_GT(power[0][ring].item<double>(), 1.0);
    else
      EXPECT_NEAR(power[0][ring].item<double>(), 0.0, 1e-9) << ring;
}

TEST(PowerSpectrum, TellsNoiseThatWasLeftByTheFineRings)
{
  const torch::Tensor smooth =
      torch::cos(torch::arange(side, torch::kFloat32) * (2.0 * std::numbers::pi / side)) +
      normals(64, 2, 0.05F);
  const torch::Tensor clean =
      torch::cos(torch::arange(side, torch::kFloat32) * (2.0 * std::numbers::pi / side)) +
      normals(64, 3, 0.05F);
  const Json same = comparePower(smooth, clean, 1);
  EXPECT_NEAR(same.at("fine").at("value").get<double>(), 1.0, 0.06);
  const Json noisy = comparePower(smooth + normals(64, 4, 0.05F), clean, 1);
  EXPECT_NEAR(noisy.at("fine").at("value").get<double>(), 2.0, 0.1);
  EXPECT_GT(noisy.at("fine").at("low").get<double>(), 1.7);
  EXPECT_EQ(noisy.at("ratio").size(), static_cast<std::size_t>(side / 2));
  EXPECT_NEAR(noisy.at("ratio").at(0).at("value").get<double>(), 1.0, 0.05);
}

TEST(PowerSpectrum, IsNotToldOfFewOrTinyImages)
{
  EXPECT_TRUE(comparePower(normals(4, 1, 1.0F), normals(64, 2, 1.0F), 1).is_null());
  const torch::Tensor tiny = torch::zeros({20, 1, 1, 1});
  EXPECT_TRUE(comparePower(tiny, tiny, 1).is_null());
}

} // namespace
} // namespace limpid::engine
