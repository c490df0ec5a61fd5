#include "core/imaging/noise_spectrum.h"

#include "core/base/random.h"
#include "core/imaging/crop.h"
#include "core/imaging/resample.h"
#include "tests/support/shared_data.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <fstream>
#include <numeric>

namespace limpid::imaging {
namespace {

Image whiteNoise(int size, std::uint64_t stream)
{
  Image image{size, size, 1, {}, {}};
  image.pixels.resize(static_cast<std::size_t>(size) * static_cast<std::size_t>(size));
  Random(17, stream).fillNormal(image.pixels);
  return image;
}

double deviation(const std::vector<Image>& images)
{
  double sum = 0.0;
  double square = 0.0;
  double count = 0.0;
  for (const Image& image : images)
    for (const float pixel : image.pixels) {
      sum += double{pixel};
      square += double{pixel} * double{pixel};
      count += 1.0;
    }
  return std::sqrt(square / count - sum * sum / (count * count));
}

/// Noise of a head CT's kind: white noise, smoothed a little, less what is smooth in it.
Image bandPassNoise(int size, std::uint64_t stream)
{
  const Image white = whiteNoise(size, stream);
  Image image = white;
  const auto at = [&](int row, int column) {
    return white.at((row + size) % size, (column + size) % size);
  };
  for (int row = 0; row < size; ++row)
    for (int column = 0; column < size; ++column) {
      const float near = at(row, column) + 0.5F * (at(row + 1, column) + at(row, column + 1));
      const float far = at(row + 3, column) + at(row, column + 3) + at(row - 3, column);
      image.pixels[static_cast<std::size_t>(row * size + column)] = near - 0.4F * far;
    }
  return image;
}

/// One of the 256 × 256 slices of 16-bit numbers, least significant byte first.
Image readSlice(const std::filesystem::path& path)
{
  static_assert(std::endian::native == std::endian::little);
  std::vector<std::int16_t> stored(256 * 256);
  std::ifstream file(path, std::ios::binary);
  file.read(reinterpret_cast<char*>(stored.data()),
            static_cast<std::streamsize>(stored.size() * sizeof(std::int16_t)));
  EXPECT_TRUE(file) << path;
  return {256, 256, 1, {stored.begin(), stored.end()}, {}};
}

/// Two scans of one thing: their difference over √2 is noise of one scan's strength. The middle, in
/// which it is about stationary.
Image noiseOfPair(const std::filesystem::path& folder, const std::string& first,
                  const std::string& second)
{
  Image noise = readSlice(folder / first);
  const Image other = readSlice(folder / second);
  for (std::size_t index = 0; index < noise.pixels.size(); ++index)
    noise.pixels[index] = (noise.pixels[index] - other.pixels[index]) / std::sqrt(2.0F);
  return *crop(noise, {64, 64, 128, 128});
}

std::vector<Image> resampledTo(const std::vector<Image>& images, int size)
{
  std::vector<Image> resampled;
  for (const Image& image : images)
    resampled.push_back(resampleArea(image, size, size)->image);
  return resampled;
}

} // namespace

TEST(NoiseSpectrum, OfWhiteNoiseIsFlatAndGainsAsItsWeightsDo)
{
  std::vector<Image> noise;
  for (std::uint64_t stream = 0; stream < 8; ++stream)
    noise.push_back(whiteNoise(128, stream));
  const auto spectrum = measureNoiseSpectrum(noise, 32);
  ASSERT_TRUE(spectrum) << spectrum.error().message;
  EXPECT_NEAR(spectrum->standardDeviation(), 1.0, 0.01);
  EXPECT_LT(spectrum->peak(), 1.4);
  const NoiseSpectrum flat{32, std::vector<double>(32 * 32, 2.0)};
  for (const int size : {64, 51, 32, 20}) {
    const double byWeights = resampleArea(noise.front(), size, size)->noiseGain;
    EXPECT_NEAR(noiseGain(flat, 128, 128, size, size), byWeights, 1e-12) << size;
    EXPECT_NEAR(noiseGain(*spectrum, 128, 128, size, size), byWeights, 0.02) << size;
  }
  EXPECT_EQ(noiseGain(flat, 128, 128, 128, 128), 1.0);
}

TEST(NoiseSpectrum, ForetellsCorrelatedNoiseAfterResampling)
{
  std::vector<Image> known;
  std::vector<Image> others;
  for (std::uint64_t stream = 0; stream < 8; ++stream) {
    known.push_back(bandPassNoise(128, stream));
    others.push_back(bandPassNoise(128, 100 + stream));
  }
  const auto spectrum = measureNoiseSpectrum(known, 32);
  ASSERT_TRUE(spectrum) << spectrum.error().message;
  for (const int size : {96, 64, 43, 32}) {
    const double measured = deviation(resampledTo(others, size));
    const double foretold =
        spectrum->standardDeviation() * noiseGain(*spectrum, 128, 128, size, size);
    EXPECT_NEAR(foretold, measured, 0.03 * measured) << size;
  }
}

TEST(NoiseSpectrum, GoesThroughTheFilterWithItsAliases)
{
  std::vector<Image> known;
  for (std::uint64_t stream = 0; stream < 24; ++stream)
    known.push_back(bandPassNoise(128, stream));
  const auto before = measureNoiseSpectrum(known, 32);
  const auto measured = measureNoiseSpectrum(resampledTo(known, 64), 16);
  ASSERT_TRUE(before && measured);
  const auto foretold = resampledSpectrum(*before, 2);
  ASSERT_TRUE(foretold) << foretold.error().message;
  ASSERT_EQ(foretold->power.size(), measured->power.size());
  EXPECT_NEAR(foretold->standardDeviation(),
              before->standardDeviation() * noiseGain(*before, 128, 128, 64, 64), 1e-9);
  for (std::size_t index = 0; index < measured->power.size(); ++index)
    EXPECT_NEAR(foretold->power[index], measured->power[index], 0.1 * measured->peak()) << index;
}

TEST(NoiseSpectrum, ForetellsRealCtWhereWhiteNoiseWouldMislead)
{
  LIMPID_SHARED_PATH(folder, "quality-ratings/lcd-ct-dose/fbp/dose_010/signal_absent");
  const std::vector<Image> known = {
      noiseOfPair(folder, "signal_absent_001.raw", "signal_absent_002.raw")};
  const std::vector<Image> others = {
      noiseOfPair(folder, "signal_absent_003.raw", "signal_absent_004.raw")};
  const auto spectrum = measureNoiseSpectrum(known, 32);
  ASSERT_TRUE(spectrum) << spectrum.error().message;
  EXPECT_NEAR(spectrum->standardDeviation(), 73.0, 0.05 * 73.0);
  EXPECT_GT(spectrum->peak(), 2.0 * std::pow(spectrum->standardDeviation(), 2.0));
  struct Expected
  {
    int size; ///< of the middle half
    double noise;
  };
  for (const auto& [size, noise] : {Expected{64, 48.0}, Expected{32, 23.0}}) {
    const double measured = deviation(resampledTo(others, size));
    const double foretold =
        spectrum->standardDeviation() * noiseGain(*spectrum, 128, 128, size, size);
    EXPECT_NEAR(measured, noise, 0.05 * noise) << size;
    EXPECT_NEAR(foretold, measured, 0.06 * measured) << size;
    const double asWhite = spectrum->standardDeviation() * size / 128.0;
    EXPECT_LT(asWhite, 0.85 * measured) << size;
  }
}

TEST(NoiseSpectrum, RefusesWhatHasNone)
{
  const std::vector<Image> small = {whiteNoise(8, 0)};
  EXPECT_FALSE(measureNoiseSpectrum(small, 32));
  EXPECT_FALSE(measureNoiseSpectrum(small, 1));
  EXPECT_FALSE(measureNoiseSpectrum({}, 8));
  EXPECT_FALSE(resampledSpectrum({32, std::vector<double>(32 * 32, 1.0)}, 3));
}

} // namespace limpid::imaging
