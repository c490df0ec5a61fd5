#include "core/preparation/prepare_alike.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <cmath>

namespace limpid::preparation {
namespace {

Json document()
{
  return {{"windowLow", -1000.0}, {"windowHigh", 1000.0},
          {"clipLow", -2000.0},   {"crop", nullptr},
          {"size", 32},           {"referenceNoise", 30.0},
          {"unit", "HU"},         {"intensityScale", 1000.0}};
}

imaging::Image noisy(double deviation)
{
  imaging::Image image;
  image.rows = image.columns = 64;
  Random random(3, 0);
  for (int pixel = 0; pixel < 64 * 64; ++pixel)
    image.pixels.push_back(static_cast<float>(100.0 + deviation * random.normal()));
  return image;
}

} // namespace

TEST(PrepareAlike, WindowsAndResamplesAsTheDataSetWas)
{
  const auto alike = prepareAlike(noisy(0.0), document(), 0.0);
  ASSERT_TRUE(alike) << alike.error().message;
  EXPECT_EQ(alike->array.square.rows, 32);
  EXPECT_NEAR(alike->array.square.pixels[40], 0.1, 1e-6);
}

TEST(PrepareAlike, TakesNoiseThroughTheResamplingAndTheReferenceOff)
{
  const auto alike = prepareAlike(noisy(200.0), document(), 200.0);
  ASSERT_TRUE(alike);
  EXPECT_NEAR(alike->measured, 0.1, 1e-6); // 2 × 2 pixels become one
  EXPECT_NEAR(alike->noise, std::sqrt(0.1 * 0.1 - 0.03 * 0.03), 1e-6);
}

TEST(PrepareAlike, MeasuresNoiseThatNobodySaid)
{
  const auto alike = prepareAlike(noisy(200.0), document(), {});
  ASSERT_TRUE(alike);
  EXPECT_NEAR(alike->measured, 0.1, 0.005);
}

TEST(PrepareAlike, RefusesADataSetThatDoesNotSayHow)
{
  for (const char* key : {"windowLow", "size"}) {
    Json without = document();
    without.erase(key);
    const auto alike = prepareAlike(noisy(1.0), without, {});
    ASSERT_FALSE(alike) << key;
    EXPECT_EQ(alike.error().code, ErrorCode::BadInput);
  }
  EXPECT_FALSE(prepareAlike(noisy(1.0), Json(), {}));
}

} // namespace limpid::preparation
