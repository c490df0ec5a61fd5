#include "core/imaging/denoising_filter.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace limpid::imaging {
namespace {

constexpr int side = 32;
constexpr double noiseLevel = 0.2;

Image disc()
{
  Image image;
  image.rows = image.columns = side;
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column)
      image.pixels.push_back(std::hypot(row - 15.0, column - 17.0) < 9.0 ? 0.6F : -0.6F);
  return image;
}

Image withNoise(Image image)
{
  Random random(3, 0);
  for (float& pixel : image.pixels)
    pixel += static_cast<float>(noiseLevel * random.normal());
  return image;
}

double squaredError(const Image& image, const Image& truth)
{
  double sum = 0.0;
  for (std::size_t at = 0; at < truth.pixels.size(); ++at)
    sum += std::pow(static_cast<double>(image.pixels[at] - truth.pixels[at]), 2);
  return sum / static_cast<double>(truth.pixels.size());
}

TEST(DenoisingFilter, TakesNoiseAwayFromADiscWithTheBestOfItsSettings)
{
  const Image truth = disc();
  const Image noisy = withNoise(truth);
  std::map<DenoisingFilter, double> best;
  for (const DenoisingSetting& setting : denoisingSettings()) {
    const auto result = denoised(noisy, setting, noiseLevel);
    ASSERT_TRUE(result) << result.error().message;
    const double error = squaredError(*result, truth);
    const auto [entry, first] = best.try_emplace(setting.filter, error);
    entry->second = std::min(entry->second, error);
  }
  ASSERT_EQ(best.size(), 5U);
  for (const auto& [filter, error] : best)
    EXPECT_LT(error, 0.8 * noiseLevel * noiseLevel) << nameOf(filter);
  // Edges: the filters that see them leave less error than the one that smooths across.
  EXPECT_LT(best.at(DenoisingFilter::CurvatureAnisotropic), best.at(DenoisingFilter::Gaussian));
  EXPECT_LT(best.at(DenoisingFilter::Bilateral), best.at(DenoisingFilter::Gaussian));
}

TEST(DenoisingFilter, GivesTheSameTwice)
{
  const Image noisy = withNoise(disc());
  const DenoisingSetting setting{DenoisingFilter::PatchBased, 2.0, 1.0};
  const auto first = denoised(noisy, setting, noiseLevel);
  const auto second = denoised(noisy, setting, noiseLevel);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->pixels, second->pixels);
}

TEST(DenoisingFilter, RefusesColoursAndImagesSmallerThanAPatch)
{
  Image colour = disc();
  colour.channels = 3;
  EXPECT_EQ(denoised(colour, {}, noiseLevel).error().code, ErrorCode::BadInput);
  Image small;
  small.rows = small.columns = 4;
  small.pixels.assign(16, 0.0F);
  EXPECT_EQ(denoised(small, {DenoisingFilter::PatchBased, 2.0, 1.0}, noiseLevel).error().code,
            ErrorCode::BadInput);
}

} // namespace
} // namespace limpid::imaging
