#include "core/metrics/noise_estimators.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace limpid::metrics {
namespace {

constexpr int rows = 192;
constexpr int columns = 256;

/// Slow waves on a slope, as soft tissue shows them: values from −1 to 1.
std::vector<float> smoothImage()
{
  std::vector<float> pixels;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column)
      pixels.push_back(static_cast<float>(0.4 * std::sin(row / 19.0) * std::cos(column / 23.0) +
                                          0.002 * column - 0.2));
  return pixels;
}

std::vector<float> withWhiteNoise(std::vector<float> pixels, double noise)
{
  Random random(17, 0);
  for (float& pixel : pixels)
    pixel += static_cast<float>(noise * random.normal());
  return pixels;
}

} // namespace

TEST(Immerkaer, MeasuresWhiteNoiseOverASmoothImage)
{
  for (const double noise : {0.02, 0.1, 0.4})
    EXPECT_NEAR(immerkaer(withWhiteNoise(smoothImage(), noise), rows, columns), noise,
                0.03 * noise);
}

TEST(Immerkaer, AnswersInTheUnitOfThePixels)
{
  std::vector<float> pixels = withWhiteNoise(smoothImage(), 0.1);
  const double inModelIntensity = immerkaer(pixels, rows, columns);
  for (float& pixel : pixels)
    pixel = 1000.0F * pixel - 1024.0F;
  EXPECT_NEAR(immerkaer(pixels, rows, columns), 1000.0 * inModelIntensity, 0.1);
}

TEST(Immerkaer, SeesNoNoiseInASlope)
{
  std::vector<float> pixels;
  for (int row = 0; row < 20; ++row)
    for (int column = 0; column < 30; ++column)
      pixels.push_back(static_cast<float>(3 * row - 2 * column + 7));
  EXPECT_EQ(immerkaer(pixels, 20, 30), 0.0);
}

TEST(Immerkaer, KnowsRowsFromColumns)
{
  // One bright row of four columns has no vertical step along it; read as 4 × 3 it has.
  const std::vector<float> flat = {0, 0, 0, 0, 5, 5, 5, 5, 0, 0, 0, 0};
  EXPECT_EQ(immerkaer(flat, 3, 4), 0.0);
  EXPECT_GT(immerkaer(flat, 4, 3), 0.0);
}

TEST(Immerkaer, ReadsTooLowOnCorrelatedNoise)
{
  std::vector<float> noise = withWhiteNoise(std::vector<float>(rows * columns, 0.0F), 1.0);
  std::vector<float> smoothed(noise.size(), 0.0F);
  for (std::size_t pixel = 0; pixel + 1 < noise.size(); ++pixel)
    smoothed[pixel] = (noise[pixel] + noise[pixel + 1]) / std::sqrt(2.0F); // still unit variance
  EXPECT_LT(immerkaer(smoothed, rows, columns), 0.7);
}

TEST(Immerkaer, TakesPaddingForNothing)
{
  // Outside the scan circle a scanner writes one number.
  for (const double noise : {5.0, 40.0}) {
    std::vector<float> pixels = withWhiteNoise(std::vector<float>(rows * columns, 30.0F), noise);
    for (int row = 0; row < rows; ++row)
      for (int column = 0; column < columns; ++column)
        if (std::hypot(row - rows / 2, column - columns / 2) > 70.0)
          pixels[static_cast<std::size_t>(row * columns + column)] = -2000.0F;
    EXPECT_NEAR(immerkaer(pixels, rows, columns), noise, 0.03 * noise);
  }
}

TEST(Immerkaer, DoesNotTakeEdgesForNoise)
{
  std::vector<float> pixels;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column)
      pixels.push_back(std::hypot(row % 32 - 16, column % 32 - 16) < 10.0 ? 1000.0F : 0.0F);
  for (const double noise : {2.0, 20.0})
    EXPECT_NEAR(immerkaer(withWhiteNoise(pixels, noise), rows, columns), noise, 0.03 * noise);
}

TEST(Immerkaer, MeasuresNoiseThatWasRoundedToWholeNumbers)
{
  for (const double noise : {0.7, 1.5}) {
    std::vector<float> pixels = withWhiteNoise(std::vector<float>(rows * columns, 0.0F), noise);
    for (float& pixel : pixels)
      pixel = std::round(pixel);
    const double expected = std::sqrt(noise * noise + 1.0 / 12.0); // rounding adds its own
    EXPECT_NEAR(immerkaer(pixels, rows, columns), expected, 0.03 * expected);
  }
}

TEST(Immerkaer, GivesZeroWhereTheMaskDoesNotFit)
{
  EXPECT_EQ(immerkaer({}, 0, 0), 0.0);
  const std::vector<float> pixels = {1, 9, 2, 8, 3, 7};
  EXPECT_EQ(immerkaer(pixels, 2, 3), 0.0);
  EXPECT_EQ(immerkaer(pixels, 3, 2), 0.0);
}

TEST(Immerkaer, DoesNotHideAPixelThatIsNoNumber)
{
  std::vector<float> pixels(25, 1.0F);
  pixels[12] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_TRUE(std::isnan(immerkaer(pixels, 5, 5)));
}

} // namespace limpid::metrics
