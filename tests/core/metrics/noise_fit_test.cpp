#include "core/metrics/noise_fit.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numeric>

namespace limpid::metrics {
namespace {

constexpr int side = 96;

/// Smooth blobs from 0 to 100 over a background of 0.
double signalAt(int row, int column)
{
  const double down = (row - 48.0) / 30.0;
  const double across = (column - 48.0) / 34.0;
  return 100.0 * std::exp(-0.5 * std::pow(down * down + across * across, 2.0));
}

using NoisyPixel = std::function<double(double signal, Random& random)>;

std::vector<float> image(std::uint64_t seed, const NoisyPixel& noisy)
{
  Random random(seed, 3);
  std::vector<float> pixels;
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column)
      pixels.push_back(static_cast<float>(noisy(signalAt(row, column), random)));
  return pixels;
}

NoiseFit fitOf(const Result<NoiseSamples>& samples)
{
  EXPECT_TRUE(samples) << samples.error().message;
  const auto fit = fitNoise({&*samples, 1}, 1);
  EXPECT_TRUE(fit) << fit.error().message;
  return *fit;
}

/// Images of three doses: the noise of `noisyAt` 1, 2 and 4.
NoiseFit fitOfDoses(const std::function<NoisyPixel(double strength)>& noisyAt)
{
  std::vector<NoiseSamples> images;
  for (const double strength : {1.0, 2.0, 4.0}) {
    const NoisyPixel noisy = noisyAt(strength);
    const auto seed = static_cast<std::uint64_t>(10.0 * strength);
    images.push_back(
        residualsOfRepeats(image(seed, noisy), image(seed + 1, noisy), side, side).value());
  }
  return fitNoise(images, 1).value();
}

NoiseFit fitOfRepeats(const NoisyPixel& noisy)
{
  return fitOf(residualsOfRepeats(image(1, noisy), image(2, noisy), side, side));
}

double rician(double signal, Random& random)
{
  const double real = signal + 6.0 * random.normal();
  const double imaginary = 6.0 * random.normal();
  return std::sqrt(real * real + imaginary * imaginary);
}

double gaussian(double signal, Random& random)
{
  return signal - 20.0 + 6.0 * random.normal();
}

double counted(double signal, Random& random)
{
  return signal + 20.0 + std::sqrt(0.8 * (signal + 20.0) + 1.0) * random.normal();
}

double speckled(double signal, Random& random)
{
  double power = 0.0;
  for (int look = 0; look < 4; ++look)
    power -= std::log(random.uniform());
  return (signal + 10.0) * std::sqrt(power / 4.0);
}

TEST(NoiseFit, KnowsMagnitudesByTheirWeakNoiseInAir)
{
  const NoiseFit fit = fitOfRepeats(rician);
  EXPECT_EQ(fit.laws.front().law, SpreadLaw::Rician);
  EXPECT_NEAR(fit.laws.front().parameters[0], 6.0, 0.3);
  EXPECT_EQ(fit.grade, FitGrade::Well) << fit.laws.front().misfit << " " << fit.histogramDistance;
  EXPECT_EQ(fitSentence(fit).rfind("Noise fits Rician: its spread follows the signal within ", 0),
            0u)
      << fitSentence(fit);
}

TEST(NoiseFit, KnowsGrainThatIsTheSameEverywhere)
{
  const NoiseFit fit = fitOfRepeats(gaussian);
  EXPECT_EQ(fit.laws.front().law, SpreadLaw::Gaussian);
  EXPECT_NEAR(fit.laws.front().parameters[0], 6.0, 0.2);
  EXPECT_EQ(fit.grade, FitGrade::Well);
}

TEST(NoiseFit, KnowsCountsByVarianceInProportion)
{
  const NoiseFit fit = fitOfRepeats(counted);
  EXPECT_EQ(fit.laws.front().law, SpreadLaw::PoissonGaussian);
  EXPECT_NEAR(fit.laws.front().parameters[0], 0.8, 0.15);
  EXPECT_EQ(fit.grade, FitGrade::Well);
}

TEST(NoiseFit, KnowsSpeckleBySpreadInProportion)
{
  const NoiseFit fit = fitOfRepeats(speckled);
  EXPECT_EQ(fit.laws.front().law, SpreadLaw::Speckle);
  EXPECT_NE(fit.grade, FitGrade::NotAtAll)
      << fit.laws.front().misfit << " " << fit.histogramDistance;
}

TEST(NoiseFit, KnowsTheKindOfImagesThatDifferInStrength)
{
  const NoiseFit grain = fitOfDoses([](double strength) {
    return [strength](double signal, Random& random) {
      return signal - 20.0 + 3.0 * strength * random.normal();
    };
  });
  EXPECT_TRUE(grain.scaled);
  EXPECT_EQ(grain.laws.front().law, SpreadLaw::Gaussian);
  EXPECT_NEAR(grain.laws.front().parameters[0], 6.0, 0.3); // of the median image
  EXPECT_EQ(grain.grade, FitGrade::Well) << grain.histogramDistance;
  const NoiseFit counts = fitOfDoses([](double strength) {
    return [strength](double signal, Random& random) {
      return signal + 20.0 + strength * std::sqrt(0.3 * (signal + 20.0)) * random.normal();
    };
  });
  EXPECT_EQ(counts.laws.front().law, SpreadLaw::PoissonGaussian);
  EXPECT_EQ(counts.grade, FitGrade::Well);
  const NoiseFit magnitudes = fitOfDoses([](double strength) {
    return [strength](double signal, Random& random) {
      return std::hypot(signal + 3.0 * strength * random.normal(),
                        3.0 * strength * random.normal());
    };
  });
  EXPECT_EQ(magnitudes.laws.front().law, SpreadLaw::Rician);
}

TEST(NoiseFit, TakesImagesOfOneStrengthAsTheyAre)
{
  std::vector<NoiseSamples> images;
  for (const std::uint64_t seed : {1U, 3U})
    images.push_back(
        residualsOfRepeats(image(seed, gaussian), image(seed + 1, gaussian), side, side).value());
  EXPECT_FALSE(fitNoise(images, 1).value().scaled);
}

TEST(NoiseFit, NeedsNoRepeatsWhereNoiseIsWhite)
{
  const NoiseFit fit = fitOf(residualsOfImage(image(1, rician), side, side));
  EXPECT_EQ(fit.laws.front().law, SpreadLaw::Rician);
  EXPECT_NEAR(fit.laws.front().parameters[0], 6.0, 0.6);
}

TEST(NoiseFit, SaysWhenNoLawFits)
{
  const NoiseFit fit = fitOfRepeats([](double signal, Random& random) {
    const double strong = signal > 30.0 && signal < 60.0 ? 20.0 : 2.0; // a band of unrest
    return signal - 50.0 + strong * random.normal();
  });
  EXPECT_EQ(fit.grade, FitGrade::NotAtAll);
  EXPECT_EQ(fitSentence(fit).rfind("Noise fits none of the known kinds; the nearest is ", 0), 0u);
}

TEST(NoiseFit, GivesHistogramsThatHoldAllSamples)
{
  const NoiseFit fit = fitOfRepeats(gaussian);
  ASSERT_EQ(fit.edges.size(), fit.histogram.size() + 1);
  EXPECT_NEAR(std::accumulate(fit.histogram.begin(), fit.histogram.end(), 0.0), 1.0, 0.01);
  EXPECT_NEAR(std::accumulate(fit.histogramOfLaw.begin(), fit.histogramOfLaw.end(), 0.0), 1.0,
              0.01);
  ASSERT_EQ(fit.signal.size(), fit.spreadOfLaw.size());
}

TEST(NoiseFit, RefusesWhatHoldsNoNoise)
{
  const NoiseSamples few{{1.0F, 2.0F}, {0.0F, 0.0F}, 2};
  EXPECT_FALSE(fitNoise({&few, 1}, 1));
  EXPECT_FALSE(fitNoise({}, 1));
  const std::vector<float> flat(side * side, 3.0F);
  const auto samples = residualsOfImage(flat, side, side);
  ASSERT_TRUE(samples);
  EXPECT_FALSE(fitNoise({&*samples, 1}, 1));
  EXPECT_FALSE(residualsOfRepeats(flat, std::vector<float>(4, 1.0F), side, side));
}

} // namespace
} // namespace limpid::metrics
