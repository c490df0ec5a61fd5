#include "core/base/random.h"
#include "core/preparation/training_array.h"
#include "tests/support/dicom_files.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace limpid::preparation {
namespace {

imaging::Image slice(int rows, int columns, double noise, unsigned seed)
{
  return {rows, columns, 1, support::smoothSlice(rows, columns, noise, seed), {}};
}

imaging::Image flat(int rows, int columns, double value, double noise)
{
  Random random(5, 0);
  imaging::Image image{rows, columns, 1, {}, {}};
  for (int pixel = 0; pixel < rows * columns; ++pixel)
    image.pixels.push_back(static_cast<float>(value + noise * random.normal()));
  return image;
}

Shaping shapingTo(int size, double headroom = 400.0)
{
  return {std::nullopt, {-1000.0, 1000.0}, headroom, size};
}

/// Standard deviation of what the noise became, by the same image without noise.
double noiseLeft(const imaging::Image& noisy, const imaging::Image& clean)
{
  double sum = 0.0;
  for (std::size_t pixel = 0; pixel < noisy.pixels.size(); ++pixel)
    sum += std::pow(
        static_cast<double>(noisy.pixels[pixel]) - static_cast<double>(clean.pixels[pixel]), 2);
  return std::sqrt(sum / static_cast<double>(noisy.pixels.size()));
}

double mean(const imaging::Image& image)
{
  return std::accumulate(image.pixels.begin(), image.pixels.end(), 0.0) /
         static_cast<double>(image.pixels.size());
}

struct Geometry
{
  int rows;
  int columns;
  int size;
};

class KnownNoise : public testing::TestWithParam<Geometry>
{
};

TEST_P(KnownNoise, IsTheNoiseOfTheArrayThatTrainsWithinThreePerCent) // M0
{
  constexpr double noise = 80.0;
  const auto [rows, columns, size] = GetParam();
  const auto noisy = shapeImage(slice(rows, columns, noise, 3), shapingTo(size));
  const auto clean = shapeImage(slice(rows, columns, 0.0, 3), shapingTo(size));
  ASSERT_TRUE(noisy && clean);
  const double foretold = noise / 1000.0 * noisy->noiseGain;
  EXPECT_NEAR(noiseLeft(noisy->content, clean->content) / foretold, 1.0, 0.03);
  EXPECT_EQ(noisy->square.rows, size);
  EXPECT_EQ(noisy->square.columns, size);
}

INSTANTIATE_TEST_SUITE_P(Sizes, KnownNoise,
                         testing::Values(Geometry{256, 256, 256}, Geometry{256, 256, 64},
                                         Geometry{300, 300, 128}, Geometry{512, 400, 96},
                                         Geometry{200, 333, 104}));

TEST(TrainingArray, KeepsTheNoiseOfAirAtTheWindowsEnd)
{
  const auto array = shapeImage(flat(128, 128, -1000.0, 100.0), shapingTo(128));
  ASSERT_TRUE(array);
  EXPECT_NEAR(mean(array->content), -1.0, 0.005) << "clipping at −1 would lift it to −0.96";
  EXPECT_LT(array->clippedShare, 0.001);
}

TEST(TrainingArray, ClipsWhatLiesBeyondTheHeadroomAndCountsIt)
{
  imaging::Image image = flat(100, 100, 0.0, 0.0);
  for (std::size_t pixel = 0; pixel < 250; ++pixel)
    image.pixels[pixel] = pixel % 2 == 0 ? -3024.0F : -3000.0F;
  const auto array = shapeImage(image, shapingTo(96, 400.0));
  ASSERT_TRUE(array);
  EXPECT_DOUBLE_EQ(array->clippedShare, 0.025);
  EXPECT_NEAR(static_cast<double>(array->content.pixels.front()), -1.4, 1e-6);
}

TEST(TrainingArray, MapsTheWindowToMinusOneAndOne)
{
  Shaping shaping = shapingTo(8, 0.0);
  shaping.window = {-160.0, 240.0};
  EXPECT_NEAR(mean(shapeImage(flat(8, 8, -160.0, 0.0), shaping)->square), -1.0, 1e-6);
  EXPECT_NEAR(mean(shapeImage(flat(8, 8, 40.0, 0.0), shaping)->square), 0.0, 1e-6);
  EXPECT_NEAR(mean(shapeImage(flat(8, 8, 240.0, 0.0), shaping)->square), 1.0, 1e-6);
}

TEST(TrainingArray, KeepsTheAspectRatioAndFillsWithTheLowEnd)
{
  const auto array = shapeImage(flat(40, 80, 500.0, 0.0), shapingTo(16));
  ASSERT_TRUE(array);
  EXPECT_EQ(array->content.rows, 8);
  EXPECT_EQ(array->content.columns, 16);
  ASSERT_EQ(array->square.pixels.size(), 256u);
  EXPECT_FLOAT_EQ(array->square.at(3, 7), -1.0F);
  EXPECT_FLOAT_EQ(array->square.at(4, 7), 0.5F);
  EXPECT_FLOAT_EQ(array->square.at(11, 0), 0.5F);
  EXPECT_FLOAT_EQ(array->square.at(12, 15), -1.0F);
}

TEST(TrainingArray, CropsFirst)
{
  imaging::Image image = flat(64, 64, 0.0, 0.0);
  image.pixels[64 * 10 + 20] = 1000.0F;
  Shaping shaping = shapingTo(8);
  shaping.crop = {20, 10, 8, 8};
  const auto array = shapeImage(image, shaping);
  ASSERT_TRUE(array);
  EXPECT_FLOAT_EQ(array->square.at(0, 0), 1.0F);
  EXPECT_DOUBLE_EQ(array->noiseGain, 1.0);
  shaping.crop = {60, 0, 8, 8};
  EXPECT_FALSE(shapeImage(image, shaping));
}

TEST(TrainingArray, NeverEnlarges)
{
  const auto array = shapeImage(flat(32, 24, 0.0, 0.0), shapingTo(64));
  ASSERT_FALSE(array);
  EXPECT_EQ(array.error().code, ErrorCode::BadInput);
}

} // namespace
} // namespace limpid::preparation
