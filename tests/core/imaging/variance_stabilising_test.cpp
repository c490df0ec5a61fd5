#include "core/imaging/variance_stabilising.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <stdexcept>

namespace limpid::imaging {
namespace {

constexpr double fullyDeveloped = 0.5227; // std over mean of Rayleigh's law

VarianceStabilising made(SignalDependentLaw law, const SignalDependentNoise& noise)
{
  auto transform = VarianceStabilising::make(law, noise);
  if (!transform)
    throw std::runtime_error(transform.error().message);
  return *transform;
}

double riceDraw(double signal, double sigma, Random& random)
{
  const double real = signal + sigma * random.normal();
  return std::hypot(real, sigma * random.normal());
}

/// Poisson by products of uniform numbers (Knuth).
double poissonGaussianDraw(double counts, double gain, double sigma, Random& random)
{
  const double end = std::exp(-counts);
  double drawn = 0.0;
  for (double product = random.uniform(); product > end; product *= random.uniform())
    drawn += 1.0;
  return gain * drawn + sigma * random.normal();
}

/// The envelope of `looks` looks: a root of a sum of exponential numbers.
double speckleDraw(double signal, int looks, Random& random)
{
  double sum = 0.0;
  for (int look = 0; look < looks; ++look)
    sum -= std::log(random.uniform());
  const double mean = std::exp(std::lgamma(looks + 0.5) - std::lgamma(looks));
  return signal * std::sqrt(sum) / mean;
}

/// Mean and standard deviation in the stabilised domain.
std::array<double, 2> momentsOf(const VarianceStabilising& transform,
                                const std::function<double(Random&)>& draw)
{
  constexpr int draws = 100'000;
  Random random(31, 0);
  double sum = 0.0;
  double square = 0.0;
  for (int number = 0; number < draws; ++number) {
    const double value = transform.stabilised(draw(random));
    sum += value;
    square += value * value;
  }
  const double mean = sum / draws;
  return {mean, std::sqrt(square / draws - mean * mean)};
}

Image imageOf(std::vector<float> pixels)
{
  return {1, static_cast<int>(pixels.size()), 1, std::move(pixels), {}};
}

} // namespace

TEST(RicianTransform, MakesNoiseTheSameForEverySignal)
{
  constexpr double sigma = 20.0;
  const auto transform = made(SignalDependentLaw::Rician, {sigma});
  EXPECT_EQ(transform.risk(), sigma);
  for (const double ratio : {0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 13.9, 14.1, 40.0}) {
    const auto [mean, deviation] = momentsOf(
        transform, [&](Random& random) { return riceDraw(ratio * sigma, sigma, random); });
    EXPECT_NEAR(deviation, sigma, 0.05 * sigma) << "signal " << ratio << " σ";
    EXPECT_NEAR(mean, transform.meanStabilised(ratio * sigma), 0.02 * sigma) << ratio;
    EXPECT_NEAR(transform.signalOfMean(mean), ratio * sigma, 0.15 * sigma) << ratio;
  }
}

TEST(RicianTransform, DoesBetterThanTheMagnitudeItself)
{
  Random random(3, 0);
  double square = 0.0;
  double sum = 0.0;
  for (int number = 0; number < 100'000; ++number) {
    const double drawn = riceDraw(0.0, 1.0, random);
    sum += drawn / 100'000;
    square += drawn * drawn / 100'000;
  }
  EXPECT_NEAR(std::sqrt(square - sum * sum), 0.655, 0.01);
}

TEST(PoissonGaussianTransform, MakesNoiseTheSameForEverySignal)
{
  constexpr double gain = 2.0;
  for (const double sigma : {0.0, 2.0, 10.0}) {
    const auto transform = made(SignalDependentLaw::PoissonGaussian, {gain, sigma});
    EXPECT_EQ(transform.risk(), std::sqrt(gain));
    for (const double counts : {3.0, 5.0, 10.0, 30.0, 200.0}) {
      const auto [mean, deviation] = momentsOf(transform, [&](Random& random) {
        return poissonGaussianDraw(counts, gain, sigma, random);
      });
      EXPECT_NEAR(deviation, transform.risk(), 0.05 * transform.risk()) << counts << ", " << sigma;
      EXPECT_NEAR(mean, transform.meanStabilised(gain * counts), 0.02 * transform.risk());
      EXPECT_NEAR(transform.signalOfMean(mean), gain * counts, 0.02 * gain * counts + 0.1)
          << counts << ", " << sigma;
    }
  }
}

TEST(SpeckleTransform, MakesNoiseTheSameForEverySignal)
{
  struct Looks
  {
    int looks;
    double variation;
  };
  for (const Looks& one : {Looks{1, fullyDeveloped}, Looks{4, 0.2540}}) {
    const int looks = one.looks;
    const auto transform = made(SignalDependentLaw::Speckle, {one.variation});
    for (const double signal : {0.01, 1.0, 500.0}) {
      const auto [mean, deviation] =
          momentsOf(transform, [&](Random& random) { return speckleDraw(signal, looks, random); });
      EXPECT_NEAR(deviation, transform.risk(), 0.02 * transform.risk()) << looks;
      EXPECT_NEAR(mean, std::log(signal), 0.01) << looks;
      EXPECT_NEAR(transform.signalOfMean(mean), signal, 0.01 * signal) << looks;
    }
  }
}

TEST(StabilisingTransform, TendsToTheCommonDomainAsNoiseVanishes)
{
  for (const char* name : {"rician", "poisson-gaussian", "speckle"}) {
    const SignalDependentLaw law = *signalDependentLawFromString(name);
    for (const double signal : {0.7, 3.0, 200.0}) {
      const double common = commonDomain(law, signal);
      double before = std::abs(made(law, {0.1}).stabilised(signal) - common);
      for (const double strength : {1e-2, 1e-3, 1e-5}) {
        const auto transform = made(law, {strength});
        const double deviation = std::abs(transform.stabilised(signal) - common);
        EXPECT_LE(deviation, before) << name << " at " << signal;
        EXPECT_NEAR(transform.meanStabilised(signal), common, 0.3 * strength) << name;
        before = deviation;
      }
      EXPECT_LT(before, 1e-4) << name << " at " << signal;
      EXPECT_EQ(made(law, {}).stabilised(signal), common) << name;
      EXPECT_EQ(made(law, {}).risk(), 0.0) << name;
    }
  }
}

TEST(StabilisingTransform, IsUndoneByItsInverses)
{
  const std::vector<VarianceStabilising> transforms = {
      made(SignalDependentLaw::Rician, {2.0}),
      made(SignalDependentLaw::PoissonGaussian, {0.5, 1.0}),
      made(SignalDependentLaw::Speckle, {0.3}), made(SignalDependentLaw::Speckle, {})};
  for (const VarianceStabilising& transform : transforms) {
    double before = -1e9;
    for (const double signal : {0.4, 1.0, 2.5, 7.0, 30.0, 1000.0}) {
      EXPECT_NEAR(transform.signalOfMean(transform.meanStabilised(signal)), signal,
                  1e-6 * signal + 1e-6);
      const double common = commonDomain(transform.law(), signal);
      EXPECT_NEAR(signalOfCommonDomain(transform.law(), common), signal, 1e-12 * signal);
      EXPECT_GT(transform.stabilised(signal), before);
      before = transform.stabilised(signal);
    }
  }
}

TEST(StabilisingTransform, RefusesNoiseThatLeavesTheCommonDomain)
{
  const auto weak = made(SignalDependentLaw::Rician, {5.0});
  EXPECT_TRUE(weak.checkSharesDomain(50.0, 1000.0, 0.02));
  const auto strong =
      made(SignalDependentLaw::Rician, {100.0}).checkSharesDomain(50.0, 1000.0, 0.02);
  ASSERT_FALSE(strong);
  EXPECT_NE(strong.error().message.find("rician"), std::string::npos);
  EXPECT_NE(strong.error().message.find("50"), std::string::npos) << strong.error().message;
  EXPECT_FALSE(
      made(SignalDependentLaw::PoissonGaussian, {1.0, 30.0}).checkSharesDomain(5.0, 100.0, 0.02));
  EXPECT_TRUE(made(SignalDependentLaw::Speckle, {0.5}).checkSharesDomain(1.0, 100.0, 1e-9));
}

TEST(StabilisingTransform, RefusesNoiseThatCantBe)
{
  EXPECT_FALSE(VarianceStabilising::make(SignalDependentLaw::Rician, {-1.0}));
  EXPECT_FALSE(VarianceStabilising::make(SignalDependentLaw::Rician, {std::nan("")}));
  EXPECT_FALSE(VarianceStabilising::make(SignalDependentLaw::Rician, {1.0, 1.0}));
  EXPECT_FALSE(VarianceStabilising::make(SignalDependentLaw::PoissonGaussian, {0.0, 1.0}));
  EXPECT_FALSE(VarianceStabilising::make(SignalDependentLaw::Speckle, {3.0}));
  const auto unknown = signalDependentLawFromString("poisson");
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("poisson-gaussian"), std::string::npos);
}

TEST(StabilisingTransform, RefusesImagesThatItsLawCantMake)
{
  const auto rician = made(SignalDependentLaw::Rician, {1.0});
  EXPECT_TRUE(rician.stabilised(imageOf({0.0F, 3.0F})));
  EXPECT_FALSE(rician.stabilised(imageOf({-1.0F, 3.0F})));
  EXPECT_TRUE(
      made(SignalDependentLaw::PoissonGaussian, {1.0, 1.0}).stabilised(imageOf({-1.0F, 3.0F})));
  const auto speckle = made(SignalDependentLaw::Speckle, {fullyDeveloped});
  EXPECT_FALSE(speckle.stabilised(imageOf({0.0F, 3.0F})));
  std::vector<float> nearlyAllPositive(2000, 5.0F);
  nearlyAllPositive.front() = 0.0F;
  const auto lifted = speckle.stabilised(imageOf(nearlyAllPositive));
  ASSERT_TRUE(lifted) << lifted.error().message;
  EXPECT_EQ(lifted->pixels.front(), lifted->pixels.back());
}

} // namespace limpid::imaging
