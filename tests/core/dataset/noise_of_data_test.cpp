#include "core/dataset/noise_of_data.h"

#include "core/dataset/added_noise.h"
#include "core/dataset/periodic_blur.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>

namespace limpid::dataset {
namespace {

constexpr int side = 8;
constexpr std::size_t pixels = 64;
constexpr std::int64_t imageCount = 400;

FrozenDataset frozen(const support::TemporaryFolder& folder, const DatasetContent& content)
{
  const auto digest = freeze(folder.path(), "noise", content);
  EXPECT_TRUE(digest) << digest.error().message;
  auto data = FrozenDataset::open(folder / digest.value_or(""));
  EXPECT_TRUE(data) << data.error().message;
  return std::move(*data);
}

DatasetContent grey()
{
  DatasetContent content;
  content.count = imageCount;
  content.rows = content.columns = side;
  content.images.assign(pixels * imageCount, 0.0F);
  content.noise.assign(imageCount, 0.0F);
  content.limit.assign(imageCount, 0.0F);
  content.preparation = Json::object();
  return content;
}

AddedNoise correlated(double deviation)
{
  AddedNoise noise;
  noise.cleanShare = 0.0;
  noise.levels = {0.3};
  noise.correlation = deviation;
  return noise;
}

TEST(NoiseOfData, CorrelatedNoiseHasItsLevelAndTheSpectrumThatIsRecorded)
{
  const support::TemporaryFolder folder;
  const auto noisy = withAddedNoise(frozen(folder, grey()), correlated(0.6));
  ASSERT_TRUE(noisy) << noisy.error().message;
  ASSERT_EQ(noisy->noiseSpectrum.size(), pixels);
  double variance = 0.0;
  double lowest = 0.0; // power at frequency 0
  for (std::size_t image = 0; image < imageCount; ++image) {
    double sum = 0.0;
    for (std::size_t at = image * pixels; at < (image + 1) * pixels; ++at) {
      const double value = noisy->images[at];
      sum += value;
      variance += value * value / static_cast<double>(noisy->images.size());
    }
    lowest += sum * sum / static_cast<double>(pixels) / static_cast<double>(imageCount);
  }
  EXPECT_NEAR(variance, 0.09, 0.003);
  EXPECT_NEAR(lowest / 0.09, static_cast<double>(noisy->noiseSpectrum.front()),
              0.25 * static_cast<double>(noisy->noiseSpectrum.front()));
  EXPECT_GT(noisy->noiseSpectrum.front(), 2.0F);
}

TEST(NoiseOfData, TheWorstFrequencyGates)
{
  const support::TemporaryFolder folder;
  const auto noisy = withAddedNoise(frozen(folder, grey()), correlated(0.6));
  ASSERT_TRUE(noisy);
  const auto teaching = teachingImages(frozen(folder, *noisy), 4.0);
  ASSERT_TRUE(teaching) << teaching.error().message;
  const double peak = noisy->noiseSpectrum.front();
  ASSERT_EQ(teaching->thresholdNoiseRatios.size(), static_cast<std::size_t>(imageCount));
  EXPECT_NEAR(teaching->thresholdNoiseRatios.front(), 0.3 * std::sqrt(peak * 4.0 / 3.0), 1e-6);
}

TEST(NoiseOfData, TheLawGatesAndAnAssumedOneInItsPlace)
{
  const support::TemporaryFolder folder;
  const FrozenDataset clean = frozen(folder, grey());
  AddedNoise noise = correlated(0.0);
  noise.law = "cauchy";
  const auto cauchy = withAddedNoise(clean, noise);
  noise.assumedLaw = "gaussian";
  const auto mistaken = withAddedNoise(clean, noise);
  ASSERT_TRUE(cauchy && mistaken);
  EXPECT_EQ(cauchy->images, mistaken->images);
  const auto right = teachingImages(frozen(folder, *cauchy), 4.0);
  const auto wrong = teachingImages(frozen(folder, *mistaken), 4.0);
  ASSERT_TRUE(right && wrong);
  EXPECT_NEAR(wrong->thresholdNoiseRatios.front(), 0.3 * std::sqrt(4.0 / 3.0), 1e-6);
  EXPECT_GT(right->thresholdNoiseRatios.front(), 1.5 * wrong->thresholdNoiseRatios.front());
}

TEST(NoiseOfData, RefusesSpectraThatNoNoiseHasAndLawsThatHaveNone)
{
  const support::TemporaryFolder folder;
  DatasetContent content = grey();
  content.noiseSpectrum.assign(pixels, 1.0F);
  content.noiseSpectrum[1] = 2.0F; // not that at -f
  EXPECT_EQ(freeze(folder.path(), "bad", content).error().code, ErrorCode::BadInput);
  content.noiseSpectrum.assign(pixels, 0.5F);
  EXPECT_EQ(freeze(folder.path(), "bad", content).error().code, ErrorCode::BadInput);
  content.noiseSpectrum.assign(pixels, 1.0F);
  content.preparation = {{"noiseLaw", "laplace"}};
  EXPECT_EQ(teachingImages(frozen(folder, content), 4.0).error().code, ErrorCode::Unsupported);
}

TEST(PeriodicBlur, LeavesEverythingAsItIsWithoutWidth)
{
  std::vector<float> values{1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7};
  const std::vector<float> before = values;
  const PeriodicBlur blur(4, 0.0);
  blur.apply(values);
  EXPECT_EQ(values, before);
  EXPECT_EQ(blur.spectrum(), std::vector<float>(16, 1.0F));
}

} // namespace
} // namespace limpid::dataset
