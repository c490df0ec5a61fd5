#include "core/base/random.h"
#include "core/imaging/crop.h"
#include "core/imaging/intensity.h"
#include "core/imaging/png.h"
#include "core/imaging/resample.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace limpid::imaging {
namespace {

Image ramp(int rows, int columns)
{
  Image image{rows, columns, 1, {}, std::array{0.5, 0.8}};
  image.pixels.resize(static_cast<std::size_t>(rows * columns));
  std::iota(image.pixels.begin(), image.pixels.end(), 0.0F);
  return image;
}

Image noise(int rows, int columns, double sigma)
{
  Image image = ramp(rows, columns);
  Random random(7, 0);
  random.fillNormal(image.pixels);
  for (float& pixel : image.pixels)
    pixel *= static_cast<float>(sigma);
  return image;
}

double meanOf(const Image& image)
{
  return std::accumulate(image.pixels.begin(), image.pixels.end(), 0.0) /
         static_cast<double>(image.pixels.size());
}

double deviationOf(const Image& image)
{
  const double mean = meanOf(image);
  double sum = 0.0;
  for (const float pixel : image.pixels)
    sum += (pixel - mean) * (pixel - mean);
  return std::sqrt(sum / static_cast<double>(image.pixels.size()));
}

TEST(Resampling, OfTheSameSizeChangesNothing)
{
  const Image image = ramp(3, 5);
  const auto same = resampleArea(image, 3, 5);
  ASSERT_TRUE(same);
  EXPECT_EQ(same->image.pixels, image.pixels);
  EXPECT_EQ(same->noiseGain, 1.0);
}

TEST(Resampling, AveragesWholeBlocksExactly)
{
  const auto half = resampleArea(ramp(4, 4), 2, 2);
  ASSERT_TRUE(half);
  EXPECT_EQ(half->image.pixels, (std::vector{2.5F, 4.5F, 10.5F, 12.5F}));
  EXPECT_DOUBLE_EQ(half->noiseGain, 0.5);
  EXPECT_EQ(half->image.spacingMm, (std::array{1.0, 1.6}));
}

TEST(Resampling, SharesPixelsAtOddRatios)
{
  const Image line{1, 3, 1, {0.0F, 3.0F, 6.0F}, {}};
  const auto two = resampleArea(line, 1, 2);
  ASSERT_TRUE(two);
  EXPECT_FLOAT_EQ(two->image.pixels[0], 1.0F); // (0 + 3/2) / 1.5
  EXPECT_FLOAT_EQ(two->image.pixels[1], 5.0F);
  EXPECT_NEAR(two->noiseGain, std::sqrt(5.0) / 3.0, 1e-12);
}

TEST(Resampling, KeepsTheMeanAtAnyRatio)
{
  const Image image = ramp(17, 23);
  for (const auto& [rows, columns] : {std::pair{5, 7}, {16, 22}, {40, 29}}) {
    const auto other = resampleArea(image, rows, columns);
    ASSERT_TRUE(other);
    EXPECT_NEAR(meanOf(other->image), meanOf(image), 1e-4) << rows << " × " << columns;
  }
}

TEST(Resampling, TellsWhatBecomesOfWhiteNoise)
{
  const Image image = noise(512, 512, 20.0);
  for (const int size : {256, 200, 64}) {
    const auto small = resampleArea(image, size, size);
    ASSERT_TRUE(small);
    EXPECT_NEAR(deviationOf(small->image) / (20.0 * small->noiseGain), 1.0, 0.03) << size;
  }
}

TEST(Cropping, TakesTheRectangleAndRefusesOthers)
{
  const auto part = crop(ramp(4, 5), {1, 2, 3, 2});
  ASSERT_TRUE(part);
  EXPECT_EQ(part->pixels, (std::vector{11.0F, 12.0F, 13.0F, 16.0F, 17.0F, 18.0F}));
  EXPECT_FALSE(crop(ramp(4, 5), {3, 0, 3, 2}));
  EXPECT_FALSE(crop(ramp(4, 5), {0, 0, 0, 2}));
  EXPECT_EQ(cropToSquare(ramp(2, 5)).pixels, (std::vector{1.0F, 2.0F, 6.0F, 7.0F}));
}

TEST(Intensity, GoesToModelIntensityAndBack)
{
  const Image image{1, 4, 1, {-1000.0F, 0.0F, 1000.0F, 3000.0F}, {}};
  const IntensityWindow window{-1000.0, 1000.0};
  const Windowed model = toModelIntensity(image, window);
  EXPECT_EQ(model.image.pixels, (std::vector{-1.0F, 0.0F, 1.0F, 1.0F}));
  EXPECT_DOUBLE_EQ(model.clippedShare, 0.25);
  EXPECT_DOUBLE_EQ(window.unitsPerModelIntensity(), 1000.0);
  EXPECT_EQ(fromModelIntensity(model.image, window).pixels,
            (std::vector{-1000.0F, 0.0F, 1000.0F, 1000.0F}));
}

TEST(Intensity, DoesNotCountPaddingAsClipped)
{
  // Two rows: padding left of 0 and 5 HU, then a bright pixel.
  const Image image{2, 4, 1, {-3024.0F, -3024.0F, -3024.0F, 0.0F, 0.0F, 5.0F, 0.0F, 1500.0F}, {}};
  const Windowed model = toModelIntensity(image, {-1000.0, 1000.0});
  EXPECT_DOUBLE_EQ(model.clippedShare, 0.25) << "the padding's rim and the bright pixel";
  EXPECT_EQ(model.image.pixels.front(), -1.0F);
}

TEST(Intensity, FindsPercentilesAndBearsFlatImages)
{
  const IntensityWindow window = percentileWindow(ramp(1, 101), 0.1, 0.9);
  EXPECT_DOUBLE_EQ(window.low, 10.0);
  EXPECT_DOUBLE_EQ(window.high, 90.0);
  const IntensityWindow flat = percentileWindow({1, 3, 1, {4.0F, 4.0F, 4.0F}, {}}, 0.0, 1.0);
  EXPECT_LT(flat.low, flat.high);
}

TEST(Png, IsWrittenWholeOrNotAtAll)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(writePng(folder / "image.png", ramp(8, 8), {0.0, 63.0}));
  EXPECT_GT(std::filesystem::file_size(folder / "image.png"), 60u);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
  const auto nowhere = writePng(folder / "no" / "image.png", ramp(8, 8), {0.0, 63.0});
  ASSERT_FALSE(nowhere);
  EXPECT_NE(nowhere.error().message.find("image.png"), std::string::npos);
}

} // namespace
} // namespace limpid::imaging
