#include "core/metrics/noise_estimators.h"
#include "tests/core/metrics/noise_images.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>

namespace limpid::metrics {
namespace {

constexpr int rows = 128;
constexpr int columns = 160;
constexpr std::size_t size = std::size_t{rows} * columns;

std::vector<float> noisyPhantom(double noise, std::uint64_t seed)
{
  return plus(phantom(rows, columns), whiteNoise(size, seed), noise);
}

std::vector<float> correlatedPhantom(double noise, std::uint64_t seed)
{
  return plus(phantom(rows, columns), correlatedNoise(rows, columns, seed), noise);
}

/// The corners and all else outside the disc as a scanner fills them.
std::vector<float> padded(std::vector<float> pixels, float filling)
{
  const std::vector<float> clean = phantom(rows, columns);
  for (std::size_t pixel = 0; pixel < pixels.size(); ++pixel)
    if (clean[pixel] == 0.0F)
      pixels[pixel] = filling;
  return pixels;
}

std::vector<float> joined(const std::vector<std::vector<float>>& images)
{
  std::vector<float> all;
  for (const std::vector<float>& image : images)
    all.insert(all.end(), image.begin(), image.end());
  return all;
}

} // namespace

TEST(WaveletNoise, MeasuresWhiteNoiseOverAPhantom)
{
  for (const Wavelet wavelet : {Wavelet::Haar, Wavelet::Daubechies})
    for (const double noise : {2.0, 5.0, 20.0}) {
      const auto found = waveletNoise(noisyPhantom(noise, 1), rows, columns, wavelet);
      ASSERT_TRUE(found) << found.error().message;
      EXPECT_NEAR(*found, noise, 0.06 * noise);
    }
}

TEST(WaveletNoise, TakesPaddingForNothing)
{
  const auto found =
      waveletNoise(padded(noisyPhantom(5.0, 1), -2000.0F), rows, columns, Wavelet::Daubechies);
  EXPECT_NEAR(*found, 5.0, 0.25);
}

TEST(WaveletNoise, WithFourMomentsIsBlindToSmoothAnatomyThatHaarSees)
{
  std::vector<float> waves;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column)
      waves.push_back(static_cast<float>(50.0 * std::sin(row / 3.0) * std::cos(column / 3.0)));
  EXPECT_LT(*waveletNoise(waves, rows, columns, Wavelet::Daubechies), 0.3);
  EXPECT_GT(*waveletNoise(waves, rows, columns, Wavelet::Haar), 1.0);
}

TEST(WaveletNoise, ReadsTooLowOnCorrelatedNoise)
{
  EXPECT_LT(*waveletNoise(correlatedPhantom(10.0, 1), rows, columns, Wavelet::Haar), 5.0);
}

TEST(NoiseSpectrum, MeasuresWhiteAndCorrelatedNoiseAlike)
{
  for (const int patch : {0, 8, 16})
    for (const double noise : {2.0, 10.0}) {
      const auto white = noiseSpectrum(noisyPhantom(noise, 1), rows, columns, patch);
      ASSERT_TRUE(white) << white.error().message;
      EXPECT_NEAR(white->noise, noise, 0.05 * noise) << patch;
    }
  const auto correlated = noiseSpectrum(correlatedPhantom(10.0, 2), rows, columns, 16);
  ASSERT_TRUE(correlated) << correlated.error().message;
  EXPECT_NEAR(correlated->noise, 10.0, 1.0);
}

TEST(NoiseSpectrum, IsFlatForWhiteNoiseAndShowsThePeakOfCorrelatedNoise)
{
  const auto white = noiseSpectrum(whiteNoise(size, 1), rows, columns, 16);
  EXPECT_NEAR(white->peakOverMean, 1.0, 0.15);
  for (const double power : white->radial)
    EXPECT_NEAR(power, 1.0, 0.15);
  // (2 + 2 cos 2πf)²/6 each way, against a mean of 1: 7.1 at 0; at 1/16 along one side 6.6.
  const auto correlated = noiseSpectrum(correlatedNoise(rows, columns, 3), rows, columns, 16);
  ASSERT_TRUE(correlated) << correlated.error().message;
  EXPECT_NEAR(correlated->peakOverMean, 6.6, 1.2);
}

TEST(NoiseSpectrum, GivesThePowerInTwoDimensionsToo)
{
  // Only neighbours in a row go together: power falls along columns' frequencies alone.
  std::vector<float> noise = whiteNoise(size + 1, 1);
  for (std::size_t pixel = 0; pixel < size; ++pixel)
    noise[pixel] = (noise[pixel] + noise[pixel + 1]) * 0.70710678F;
  noise.pop_back();
  const auto spectrum = noiseSpectrum(noise, rows, columns, 16);
  ASSERT_TRUE(spectrum) << spectrum.error().message;
  ASSERT_EQ(spectrum->power.size(), 256u);
  EXPECT_LT(spectrum->power[8], 0.1) << "across, 1/2 cycle a pixel";
  EXPECT_GT(spectrum->power[8 * 16], 1.5) << "down, 1/2 cycle a pixel";
  const double mean = std::accumulate(spectrum->power.begin(), spectrum->power.end(), 0.0) / 256.0;
  EXPECT_NEAR(mean, 1.0, 0.05) << "the mean power is the variance";
}

TEST(NoiseSpectrum, IsNotMovedByALineInTheSpectrumThatEveryImageShows)
{
  std::vector<float> pixels = noisyPhantom(5.0, 1);
  for (std::size_t pixel = 0; pixel < size; ++pixel)
    pixels[pixel] += (pixel / columns + pixel % columns) % 2 == 0 ? 6.0F : -6.0F; // checkerboard
  EXPECT_NEAR(noiseSpectrum(pixels, rows, columns, 16)->noise, 5.0, 0.5);
  EXPECT_GT(immerkaer(pixels, rows, columns), 7.0) << "the mask takes it for noise";
}

TEST(NoiseSpectrum, RefusesStructureAndTooLittleRoom)
{
  std::vector<float> rough = correlatedNoise(rows, columns, 1);
  for (int round = 0; round < 6; ++round) // as anatomy: power falls steeply with frequency
    for (std::size_t pixel = columns + 1; pixel < size; ++pixel)
      rough[pixel] = 0.25F * (rough[pixel] + rough[pixel - 1] + rough[pixel - columns] +
                              rough[pixel - columns - 1]);
  const auto structure = noiseSpectrum(rough, rows, columns, 16);
  ASSERT_FALSE(structure);
  EXPECT_NE(structure.error().message.find("structure"), std::string::npos);
  EXPECT_FALSE(noiseSpectrum(whiteNoise(256, 1), 16, 16, 16)) << "one patch";
  EXPECT_FALSE(noiseSpectrum(std::vector<float>(size, 3.0F), rows, columns, 0)) << "flat";
  EXPECT_EQ(noiseSpectrum(whiteNoise(size, 1), rows, columns, 12).error().code, ErrorCode::Usage);
}

TEST(NoiseSpectrum, FallsBackToSmallPatchesInSmallImages)
{
  const auto spectrum = noiseSpectrum(whiteNoise(64 * 64, 1), 64, 64, 0);
  ASSERT_TRUE(spectrum) << spectrum.error().message;
  EXPECT_EQ(spectrum->patch, 16);
  // Few patches know their spectrum badly: some are refused, none is wrong.
  int accepted = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed)
    if (const auto smaller = noiseSpectrum(whiteNoise(28 * 28, seed), 28, 28, 0)) {
      ++accepted;
      EXPECT_EQ(smaller->patch, 8);
      EXPECT_NEAR(smaller->noise, 1.0, 0.15);
    }
  EXPECT_GE(accepted, 12);
}

TEST(RepeatNoise, MeasuresAnyNoiseOverAnyImage)
{
  for (const int images : {2, 5}) {
    std::vector<std::vector<float>> white;
    std::vector<std::vector<float>> correlated;
    for (int image = 0; image < images; ++image) {
      white.push_back(noisyPhantom(6.0, 10 + static_cast<std::uint64_t>(image)));
      correlated.push_back(correlatedPhantom(6.0, 20 + static_cast<std::uint64_t>(image)));
    }
    EXPECT_NEAR(repeatNoise(joined(white), images, rows, columns)->noise, 6.0, 0.2);
    EXPECT_NEAR(repeatNoise(joined(correlated), images, rows, columns)->noise, 6.0, 0.5);
  }
}

TEST(RepeatNoise, KeepsPulsationOutOfTheFigureAndShowsIt)
{
  std::vector<float> second = noisyPhantom(6.0, 2);
  for (int row = 50; row < 70; ++row)
    for (int column = 60; column < 90; ++column)
      second[static_cast<std::size_t>(row * columns + column)] += column % 2 == 0 ? 60.0F : -60.0F;
  const auto noise = repeatNoise(joined({noisyPhantom(6.0, 1), second}), 2, rows, columns);
  ASSERT_TRUE(noise) << noise.error().message;
  EXPECT_NEAR(noise->noise, 6.0, 0.3);
  EXPECT_GT(noise->percentile95, 30.0);
  EXPECT_GT(noise->localMap[60 * columns + 75], 30.0F);
  EXPECT_EQ(noise->localMap[0], 0.0F) << "air";
}

TEST(RepeatNoise, IgnoresADriftOfTheWholeImage)
{
  std::vector<float> second = noisyPhantom(6.0, 2);
  for (float& pixel : second)
    pixel += 25.0F;
  EXPECT_NEAR(repeatNoise(joined({noisyPhantom(6.0, 1), second}), 2, rows, columns)->noise, 6.0,
              0.2);
}

TEST(RepeatNoise, RefusesWhatAreNoRepeats)
{
  const std::vector<float> one = noisyPhantom(2.0, 1);
  EXPECT_FALSE(repeatNoise(one, 1, rows, columns));
  EXPECT_FALSE(repeatNoise(joined({one, one}), 2, rows, columns)) << "the same image twice";
  std::vector<float> moved(size);
  std::rotate_copy(one.begin(), one.begin() + 9, one.end(), moved.begin());
  std::vector<float> textured = plus(moved, correlatedNoise(rows, columns, 7), 30.0);
  const auto refused = repeatNoise(joined({one, noisyPhantom(2.0, 2), textured}), 3, rows, columns);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("moved"), std::string::npos);
}

TEST(AirNoise, MeasuresTheNoiseBehindRayleighAir)
{
  const auto found = airNoise(magnitudes(phantom(rows, columns), 5.0, 1), rows, columns);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_NEAR(*found, 5.0, 0.15);
}

TEST(AirNoise, SaysThatTheBackgroundIsMasked)
{
  const auto masked =
      airNoise(padded(magnitudes(phantom(rows, columns), 5.0, 1), 0.0F), rows, columns);
  ASSERT_FALSE(masked);
  EXPECT_NE(masked.error().message.find("background is masked"), std::string::npos)
      << masked.error().message;
}

TEST(AirNoise, RefusesWhatIsNoMagnitudeImage)
{
  EXPECT_FALSE(airNoise(noisyPhantom(5.0, 1), rows, columns)) << "pixels below 0";
  std::vector<float> lifted = noisyPhantom(2.0, 1);
  for (float& pixel : lifted)
    pixel += 20.0F; // Gaussian air on a pedestal
  const auto refused = airNoise(lifted, rows, columns);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("Rayleigh"), std::string::npos);
}

TEST(HeaderNoise, FollowsTheSquareRootOfDoseAndThickness)
{
  const Calibration calibration{20.0, {100.0, std::nullopt, 5.0}};
  EXPECT_DOUBLE_EQ(*headerNoise(calibration, {25.0, std::nullopt, 5.0}), 40.0);
  EXPECT_DOUBLE_EQ(*headerNoise(calibration, {100.0, std::nullopt, 1.25}), 40.0);
  EXPECT_DOUBLE_EQ(*headerNoise({20.0, {std::nullopt, 1.0, std::nullopt}}, {50.0, 4.0, 3.0}), 10.0);
}

TEST(HeaderNoise, RefusesToGuess)
{
  const Calibration calibration{20.0, {100.0, std::nullopt, std::nullopt}};
  EXPECT_FALSE(headerNoise(calibration, {}));
  EXPECT_FALSE(headerNoise(calibration, {0.0, std::nullopt, std::nullopt}));
  EXPECT_FALSE(headerNoise({20.0, {}}, {100.0, 1.0, 5.0})) << "nothing to go by";
  EXPECT_FALSE(headerNoise({0.0, {100.0, {}, {}}}, {100.0, {}, {}}));
}

TEST(NoiseOfImages, IsNotMeasuredOnPixelsThatAreNoNumbers)
{
  std::vector<float> broken = noisyPhantom(5.0, 1);
  broken[77] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_FALSE(waveletNoise(broken, rows, columns, Wavelet::Haar));
  EXPECT_FALSE(noiseSpectrum(broken, rows, columns, 0));
  EXPECT_FALSE(repeatNoise(joined({broken, broken}), 2, rows, columns));
  EXPECT_FALSE(airNoise(broken, rows, columns));
  EXPECT_FALSE(waveletNoise(broken, columns, columns, Wavelet::Haar)) << "another shape";
}

} // namespace limpid::metrics
