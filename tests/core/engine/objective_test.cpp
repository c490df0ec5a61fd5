#include "core/engine/objective.h"

#include "core/base/random.h"
#include "core/engine/network.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

namespace limpid::engine {
namespace {

constexpr std::int64_t pixels = 64;

std::shared_ptr<const diffusion::Schedule> vpLinear()
{
  return diffusion::makeSchedule("vp-linear", Json::object()).value();
}

torch::Tensor normals(std::int64_t images, std::uint64_t stream)
{
  const torch::Tensor values = torch::empty({images, 1, 8, 8}, torch::kFloat32);
  Random random(11, stream);
  random.fillNormal({values.data_ptr<float>(), static_cast<std::size_t>(values.numel())});
  return values;
}

const diffusion::NoiseCorrection& gaussian()
{
  static const auto correction =
      diffusion::NoiseCorrection::make(diffusion::makeNoiseLaw("gaussian", Json::object()).value(),
                                       {})
          .value();
  return correction;
}

ErrorByNoiseRatio nothingSeen()
{
  return {0.01, 100.0, 0.5};
}

/// From the values at −1, 0 and 1.
double lowestOfParabola(const std::function<double(double)>& value)
{
  const double below = value(-1.0);
  const double middle = value(0.0);
  const double above = value(1.0);
  return 0.5 * (below - above) / (below - 2.0 * middle + above);
}

/// Mean loss of the linear network ε = a·x_t on noisy images of a Gaussian law of deviation s.
struct GaussianCase
{
  double s = 0.6;
  double risk = 0.4;
  double time = 0.3;
  std::shared_ptr<const diffusion::Schedule> schedule = vpLinear();
  torch::Tensor images = s * normals(3000, 1) + risk * normals(3000, 2);
  torch::Tensor noise = normals(3000, 3);

  double u() const { return schedule->signalScale(time); }
  double v() const { return schedule->noiseScale(time); }
  double exactSlope() const { return v() / (u() * u() * s * s + v() * v()); }

  double meanLoss(double slope, Weighting weighting) const
  {
    const Term term = lossTerm(*schedule, gaussian(), time, risk, weighting, 1.0, nothingSeen());
    const std::vector<Term> terms(static_cast<std::size_t>(images.size(0)), term);
    const auto epsilon = [slope](const torch::Tensor& noisy, const torch::Tensor&,
                                 const torch::Tensor&) { return slope * noisy; };
    return riskFreeLoss(epsilon, images, noise, terms).perImage.mean().item<double>();
  }

  /// The loss is a parabola in the slope.
  double bestSlope(Weighting weighting) const
  {
    return lowestOfParabola([&](double slope) { return meanLoss(slope, weighting); });
  }
};

TEST(RiskFreeLoss, IsLeastAtTheCleanDenoiserWhateverTheWeighting)
{
  const GaussianCase given;
  for (const Weighting weighting :
       {Weighting::Equal, Weighting::Plain, Weighting::Ambient, Weighting::Optimal})
    EXPECT_NEAR(given.bestSlope(weighting) / given.exactSlope(), 1.0, 0.01);
}

TEST(RiskFreeLoss, HasTheTargetCovarianceOfTheMethodAtItsLeast)
{
  const GaussianCase given;
  const double reduced = given.v() * given.v() - given.u() * given.u() * given.risk * given.risk;
  const double marginal = given.u() * given.u() * given.s * given.s + given.v() * given.v();
  const double expected = given.v() * given.v() / reduced - given.v() * given.v() / marginal; // M5
  EXPECT_NEAR(given.meanLoss(given.exactSlope(), Weighting::Equal) / expected, 1.0, 0.02);
}

TEST(RiskFreeLoss, IsTheOrdinaryLossBitForBitWithoutRisk)
{
  const auto schedule = vpLinear();
  NetworkSettings settings;
  settings.shape = {8, {1, 2}, 1};
  EpsilonNetwork network(settings, torch::kCPU);
  network.initialise(5);
  network.weights().add_(0.01); // the last layer starts at zero
  const auto epsilon = [&](const torch::Tensor& noisy, const torch::Tensor& u,
                           const torch::Tensor& v) { return network.epsilon(noisy, u, v); };
  const torch::Tensor images = normals(4, 1);
  const torch::Tensor noise = normals(4, 2);
  std::vector<std::vector<Term>> ways;
  for (const Weighting weighting :
       {Weighting::Equal, Weighting::Plain, Weighting::Ambient, Weighting::Optimal}) {
    ways.emplace_back();
    for (const double time : {0.05, 0.2, 0.5, 0.9})
      ways.back().push_back(
          lossTerm(*schedule, gaussian(), time, 0.0, weighting, 1.0, nothingSeen()));
  }
  const torch::Tensor first = riskFreeLoss(epsilon, images, noise, ways[0]).perImage;
  for (const auto& terms : ways)
    EXPECT_TRUE(torch::equal(riskFreeLoss(epsilon, images, noise, terms).perImage, first));
  for (const Term& term : ways[0])
    EXPECT_EQ(term.reducedScale, term.noiseScale);
}

TEST(RiskFreeLoss, ReportsTheErrorAsACleanImageWouldShowIt)
{
  const GaussianCase given;
  const Term term = lossTerm(*given.schedule, gaussian(), given.time, given.risk, Weighting::Plain,
                             1.0, nothingSeen());
  const std::vector<Term> terms(3000, term);
  const auto epsilon = [&](const torch::Tensor& noisy, const torch::Tensor&, const torch::Tensor&) {
    return given.exactSlope() * noisy;
  };
  const LossOfBatch loss = riskFreeLoss(epsilon, given.images, given.noise, terms);
  double mean = 0.0;
  for (const double error : loss.epsilon)
    mean += error / 3000.0;
  const double share = std::pow(term.signalScale * given.risk / term.reducedScale, 2);
  const double marginal = given.u() * given.u() * given.s * given.s + given.v() * given.v();
  EXPECT_NEAR(mean - share, 1.0 - given.v() * given.v() / marginal, 0.03);
}

// As GaussianCase with noise that is stronger at low frequencies; the network has a slope of its
// own there, so that what is subtracted at each frequency shows.
struct CorrelatedCase : GaussianCase
{
  std::vector<float> spectrum;
  torch::Tensor low; ///< 8×8: 1 at the frequencies of strong noise

  CorrelatedCase()
  {
    low = torch::zeros({8, 8}, torch::kFloat32);
    for (const std::int64_t row : {0, 1, 7})
      for (const std::int64_t column : {0, 1, 7})
        low[row][column] = 1.0F;
    const torch::Tensor power = 2.5F * low + (64.0F - 2.5F * 9.0F) / 55.0F * (1.0F - low);
    spectrum.assign(power.data_ptr<float>(), power.data_ptr<float>() + pixels);
    images = s * normals(3000, 1) + risk * filtered(power.sqrt(), normals(3000, 2));
  }

  static torch::Tensor filtered(const torch::Tensor& factor, const torch::Tensor& values)
  {
    return torch::real(torch::fft_ifft2(factor * torch::fft_fft2(values)));
  }

  double lossAt(double slopeBelow, const std::vector<Term>& terms) const
  {
    const auto epsilon = [&](const torch::Tensor& noisy, const torch::Tensor&,
                             const torch::Tensor&) {
      return exactSlope() * noisy + (slopeBelow - exactSlope()) * filtered(low, noisy);
    };
    return riskFreeLoss(epsilon, images, noise, terms).perImage.mean().item<double>();
  }

  double bestSlopeBelow(const Term& term) const
  {
    const std::vector<Term> terms(static_cast<std::size_t>(images.size(0)), term);
    return lowestOfParabola([&](double slope) { return lossAt(slope, terms); });
  }
};

TEST(RiskFreeLoss, SubtractsCorrelatedNoiseAtEachFrequency)
{
  const CorrelatedCase given;
  for (const Weighting weighting : {Weighting::Equal, Weighting::Plain, Weighting::Ambient}) {
    const Term term = lossTermOfSpectrum(*given.schedule, gaussian(), given.time, given.risk,
                                         given.spectrum, weighting, 1.0, nothingSeen());
    ASSERT_TRUE(term.byFrequency);
    EXPECT_NEAR(given.bestSlopeBelow(term), given.exactSlope(), 0.02 * given.exactSlope());
  }
  // Taken for white, too little is subtracted there and noise is learned.
  const Term white = lossTerm(*given.schedule, gaussian(), given.time, given.risk, Weighting::Equal,
                              1.0, nothingSeen());
  EXPECT_GT(std::abs(given.bestSlopeBelow(white) / given.exactSlope() - 1.0), 0.08);
}

TEST(RiskFreeLoss, IsThatOfWhiteNoiseForAFlatSpectrum)
{
  const GaussianCase given;
  const std::vector<float> flat(pixels, 1.0F);
  const Term white = lossTerm(*given.schedule, gaussian(), given.time, given.risk, Weighting::Equal,
                              1.0, nothingSeen());
  const Term term = lossTermOfSpectrum(*given.schedule, gaussian(), given.time, given.risk, flat,
                                       Weighting::Equal, 1.0, nothingSeen());
  EXPECT_FALSE(term.byFrequency);
  EXPECT_NEAR(term.reducedScale, white.reducedScale, 1e-6); // the risks go through float32
  EXPECT_NEAR(term.weight, white.weight, 1e-6);
}

// As GaussianCase, but each row has its own noise: the upper half none, the lower `risk`.
struct RegionalCase : GaussianCase
{
  RegionalCase()
  {
    images = s * normals(3000, 1);
    images.narrow(2, 4, 4).add_(normals(3000, 2).narrow(2, 4, 4), risk);
    for (std::size_t pixel = pixels / 2; pixel < pixels; ++pixel)
      map[pixel] = static_cast<float>(risk);
  }

  /// The slope at which the loss of one half of the rows is least.
  double bestSlope(Weighting weighting, std::int64_t firstRow, std::span<const float> risks) const
  {
    const Term term = lossTerm(*schedule, gaussian(), time, risks, weighting, 1.0, nothingSeen());
    const std::vector<Term> terms(static_cast<std::size_t>(images.size(0)), term);
    const auto at = [&](double slope) {
      const auto epsilon = [&](const torch::Tensor& noisy, const torch::Tensor&,
                               const torch::Tensor&) {
        torch::Tensor predicted = exactSlope() * noisy; // right in the other half
        predicted.narrow(2, firstRow, 4).copy_(slope * noisy.narrow(2, firstRow, 4));
        return predicted;
      };
      return riskFreeLoss(epsilon, images, noise, terms).perImage.mean().item<double>();
    };
    return lowestOfParabola(at);
  }

  std::vector<float> map = std::vector<float>(pixels, 0.0F);
};

TEST(RegionalLoss, IsLeastAtTheCleanDenoiserInEveryRegion)
{
  const RegionalCase given;
  for (const Weighting weighting :
       {Weighting::Equal, Weighting::Plain, Weighting::Ambient, Weighting::Optimal})
    for (const std::int64_t firstRow : {0, 4})
      EXPECT_NEAR(given.bestSlope(weighting, firstRow, given.map) / given.exactSlope(), 1.0, 0.02);
}

TEST(RegionalLoss, NeedsTheMapWhereTheLargestNoiseWouldBeWrong)
{
  const RegionalCase given;
  const std::vector<float> everywhere(pixels, static_cast<float>(given.risk));
  const double signal = given.u() * given.u() * given.s * given.s;
  const double reduced = given.v() * given.v() - given.u() * given.u() * given.risk * given.risk;
  const double expected = given.v() / (signal + reduced);
  EXPECT_GT(expected / given.exactSlope(), 1.05);
  EXPECT_NEAR(given.bestSlope(Weighting::Equal, 0, everywhere) / expected, 1.0, 0.02);
}

TEST(RegionalLoss, IsTheUniformOneWhereTheMapHasOneValue)
{
  const GaussianCase given;
  const std::vector<float> one(pixels, static_cast<float>(given.risk));
  const Term term =
      lossTerm(*given.schedule, gaussian(), given.time, one, Weighting::Equal, 1.0, nothingSeen());
  EXPECT_TRUE(term.reducedScales.empty());
  const Term uniform = lossTerm(*given.schedule, gaussian(), given.time,
                                static_cast<double>(one[0]), Weighting::Equal, 1.0, nothingSeen());
  EXPECT_EQ(term.reducedScale, uniform.reducedScale);
  EXPECT_EQ(term.weight, uniform.weight);
}

TEST(RegionalLoss, TrainsImagesWithAndWithoutAMapSideBySide)
{
  const RegionalCase given;
  const auto epsilon = [&](const torch::Tensor& noisy, const torch::Tensor&, const torch::Tensor&) {
    return given.exactSlope() * noisy;
  };
  const auto termOf = [&](std::span<const float> risks) {
    return lossTerm(*given.schedule, gaussian(), given.time, risks, Weighting::Equal, 1.0,
                    nothingSeen());
  };
  const std::vector<float> none{0.0F};
  const torch::Tensor images = given.images.narrow(0, 0, 2);
  const torch::Tensor noise = given.noise.narrow(0, 0, 2);
  const std::vector<Term> mixed{termOf(given.map), termOf(none)};
  const LossOfBatch both = riskFreeLoss(epsilon, images, noise, mixed);
  for (std::int64_t image : {0, 1}) {
    const auto place = static_cast<std::size_t>(image);
    const LossOfBatch alone = riskFreeLoss(epsilon, images.narrow(0, image, 1),
                                           noise.narrow(0, image, 1), std::span(&mixed[place], 1));
    EXPECT_NEAR(both.perImage[image].item<double>(), alone.perImage[0].item<double>(), 1e-5);
    EXPECT_NEAR(both.epsilon[place], alone.epsilon[0], 1e-5);
  }
}

TEST(ErrorByNoiseRatio, UsesNoisyImagesOnlyWhereNoCleanOneWasSeen)
{
  ErrorByNoiseRatio errors(0.01, 100.0, 0.5);
  EXPECT_DOUBLE_EQ(errors.cleanErrorAt(0.5), 0.5);
  errors.observe(0.5, 0.9, 0.6);
  EXPECT_NEAR(errors.cleanErrorAt(0.5), 0.3, 1e-12);
  errors.observe(0.5, 0.2, 0.0);
  EXPECT_NEAR(errors.cleanErrorAt(0.5), 0.2, 1e-12);
  errors.observe(20.0, 0.5, 0.9);
  EXPECT_DOUBLE_EQ(errors.cleanErrorAt(20.0), 1e-3) << "the floor keeps the weight finite";
}

TEST(ErrorByNoiseRatio, ComesBackFromItsState)
{
  ErrorByNoiseRatio errors(0.01, 100.0, 0.5);
  errors.observe(0.5, 0.2, 0.0);
  ErrorByNoiseRatio other(0.01, 100.0, 0.5);
  ASSERT_TRUE(other.restore(errors.state()));
  EXPECT_EQ(other.state(), errors.state());
  EXPECT_FALSE(other.restore(std::vector<double>(3)));
}

} // namespace
} // namespace limpid::engine
