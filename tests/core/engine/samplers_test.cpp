#include "core/engine/samplers.h"

#include "core/base/random.h"
#include "core/engine/network.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace limpid::engine {
namespace {

// p0 is N(mean, deviation²) for each pixel: everything is known.
constexpr double mean = 0.3;
constexpr double deviation = 0.4;

torch::Tensor gaussianEpsilon(const torch::Tensor& noisy, const torch::Tensor& u,
                              const torch::Tensor& v)
{
  const torch::Tensor slope = v / (u * u * deviation * deviation + v * v);
  return (noisy - u.view({-1, 1, 1, 1}) * mean) * slope.view({-1, 1, 1, 1});
}

std::shared_ptr<const diffusion::Schedule> scheduleOf(const char* id)
{
  return diffusion::makeSchedule(id, Json::object()).value();
}

ImageDrawing manyPixels(const std::string& sampler, int steps, const Json& options = Json::object())
{
  ImageDrawing drawing;
  drawing.sampler = run::makeSampler(sampler, steps, options).value();
  drawing.count = 20;
  drawing.imageShape = {1, 32, 32};
  return drawing;
}

torch::Tensor drawGaussian(const ImageDrawing& drawing, const char* schedule = "edm")
{
  const jobs::JobContext context;
  return drawImages(*scheduleOf(schedule), gaussianEpsilon, drawing, torch::kCPU, context);
}

/// The noise that the images begin with.
torch::Tensor firstNoise(const ImageDrawing& drawing)
{
  const torch::Tensor noise = torch::empty(
      {drawing.count, drawing.imageShape[0], drawing.imageShape[1], drawing.imageShape[2]},
      torch::kFloat32);
  const std::int64_t size = noise.numel() / drawing.count;
  for (std::int64_t image = 0; image < drawing.count; ++image) {
    Random random(drawing.seed, static_cast<std::uint64_t>(drawing.first + image));
    random.fillNormal({noise.data_ptr<float>() + image * size, static_cast<std::size_t>(size)});
  }
  return noise;
}

/// Where the probability flow leads them: y − mean shrinks with the marginal's deviation.
torch::Tensor exactFlow(const ImageDrawing& drawing)
{
  const auto schedule = scheduleOf("edm");
  const double highest = schedule->noiseRatio(schedule->maximumTime());
  const double lowest = schedule->noiseRatio(schedule->minimumTime());
  const torch::Tensor start = firstNoise(drawing) * highest;
  const double shrunk = std::hypot(deviation, lowest) / std::hypot(deviation, highest);
  const double denoised = std::pow(deviation / std::hypot(deviation, lowest), 2);
  return mean + (start - mean) * (shrunk * denoised);
}

double relativeDistance(const torch::Tensor& one, const torch::Tensor& other)
{
  return ((one - other).norm() / other.norm()).item<double>();
}

double correlation(const torch::Tensor& one, const torch::Tensor& other)
{
  const torch::Tensor a = one - one.mean();
  const torch::Tensor b = other - other.mean();
  return ((a * b).sum() / (a.norm() * b.norm())).item<double>();
}

struct Case
{
  const char* schedule;
  const char* sampler;
  int steps;
  Json options = Json::object();
};

void PrintTo(const Case& given, std::ostream* into)
{
  *into << given.schedule << ' ' << given.sampler << ' ' << given.steps << ' '
        << given.options.dump();
}

class SamplerOnAGaussian : public testing::TestWithParam<Case>
{
};

TEST_P(SamplerOnAGaussian, ReachesItsMeanAndDeviation)
{
  const Case& given = GetParam();
  const torch::Tensor images =
      drawGaussian(manyPixels(given.sampler, given.steps, given.options), given.schedule);
  EXPECT_NEAR(images.mean().item<double>(), mean, 0.01);
  EXPECT_NEAR(images.std().item<double>(), deviation, 0.015);
}

INSTANTIATE_TEST_SUITE_P(
    , SamplerOnAGaussian,
    testing::Values(Case{"edm", "euler-maruyama", 300}, Case{"edm", "pc", 100},
                    Case{"edm", "pc", 100, {{"correctorSteps", 3}, {"correctorRatio", 0.1}}},
                    Case{"edm", "heun", 30}, Case{"edm", "heun", 40, {{"churn", 10}}},
                    Case{"edm", "heun", 80, {{"churn", 40}, {"churnLow", 0.05}, {"churnHigh", 50}}},
                    Case{"edm", "dpmpp-2m", 30}, Case{"edm", "dpmpp-2m-sde", 60},
                    Case{"edm", "dpmpp-2m-sde", 60, {{"noiseShare", 0.5}}}, Case{"edm", "ode", 0},
                    Case{"vp-linear", "euler-maruyama", 300}, Case{"vp-linear", "dpmpp-2m", 30},
                    Case{"vp-linear", "ode", 0}, Case{"vp-linear", "heun", 40, {{"churn", 10}}},
                    Case{"flow", "pc", 100}, Case{"ve", "dpmpp-2m-sde", 60}));

TEST(Heun, IsOfSecondOrder)
{
  const ImageDrawing coarse = manyPixels("heun", 16);
  const double coarseError = relativeDistance(drawGaussian(coarse), exactFlow(coarse));
  const double fineError =
      relativeDistance(drawGaussian(manyPixels("heun", 32)), exactFlow(coarse));
  EXPECT_NEAR(coarseError / fineError, 4.0, 0.6);
}

TEST(DpmSolver, IsNearItsLimitAfterTwentySteps)
{
  const torch::Tensor limit = drawGaussian(manyPixels("dpmpp-2m", 200));
  EXPECT_LT(relativeDistance(drawGaussian(manyPixels("dpmpp-2m", 20)), limit), 0.02);
  EXPECT_LT(relativeDistance(limit, exactFlow(manyPixels("dpmpp-2m", 200))), 0.001);
}

TEST(DpmSolver, IsTheProbabilityFlowWithoutItsNoise)
{
  const torch::Tensor flow = drawGaussian(manyPixels("dpmpp-2m", 20));
  EXPECT_TRUE(
      torch::equal(drawGaussian(manyPixels("dpmpp-2m-sde", 20, {{"noiseShare", 0}})), flow));
}

TEST(Churn, LeavesTheNoiseLevelsOutsideItsRangeAlone)
{
  const torch::Tensor plain = drawGaussian(manyPixels("heun", 20));
  const Json elsewhere{{"churn", 40}, {"churnLow", 100.0}, {"churnHigh", 200.0}};
  EXPECT_TRUE(torch::equal(drawGaussian(manyPixels("heun", 20, elsewhere)), plain));
  EXPECT_FALSE(torch::equal(drawGaussian(manyPixels("heun", 20, {{"churn", 40}})), plain));
}

TEST(ProbabilityFlow, KeepsToItsTolerance)
{
  const ImageDrawing usual = manyPixels("ode", 0);
  const ImageDrawing strict =
      manyPixels("ode", 0, {{"relativeTolerance", 1e-6}, {"absoluteTolerance", 1e-6}});
  EXPECT_LT(relativeDistance(drawGaussian(usual), exactFlow(usual)), 1e-3);
  EXPECT_LT(relativeDistance(drawGaussian(strict), exactFlow(strict)), 2e-5);
}

TEST(ProbabilityFlow, SpendsNoMoreThanItIsAllowedAndArrives)
{
  for (const int most : {7, 13, 31, 121, 1000}) {
    int evaluations = 0;
    const auto counted = [&](const torch::Tensor& noisy, const torch::Tensor& u,
                             const torch::Tensor& v) {
      ++evaluations;
      return gaussianEpsilon(noisy, u, v);
    };
    const ImageDrawing drawing = manyPixels(
        "ode", 0,
        {{"mostEvaluations", most}, {"relativeTolerance", 1e-6}, {"absoluteTolerance", 1e-6}});
    const jobs::JobContext context;
    const torch::Tensor images =
        drawImages(*scheduleOf("edm"), counted, drawing, torch::kCPU, context);
    EXPECT_LE(evaluations, most + 1) << "one more gives the posterior mean at the end";
    EXPECT_TRUE(torch::isfinite(images).all().item<bool>());
    if (most >= 121) {
      EXPECT_LT(relativeDistance(images, exactFlow(drawing)), 0.05) << most;
    }
  }
}

class EverySampler : public testing::TestWithParam<std::string>
{
protected:
  ImageDrawing drawing(int steps) const { return manyPixels(GetParam(), steps); }
  bool isDeterministic() const
  {
    return GetParam() == "dpmpp-2m" || GetParam() == "heun" || GetParam() == "ode";
  }
};

std::vector<std::string> everyName()
{
  std::vector<std::string> names;
  for (const run::SamplerKind& kind : run::samplerKinds())
    names.emplace_back(kind.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(, EverySampler, testing::ValuesIn(everyName()));

TEST_P(EverySampler, DrawsTheLawWithItsUsualSteps)
{
  const torch::Tensor images = drawGaussian(drawing(0));
  EXPECT_NEAR(images.mean().item<double>(), mean, 0.01);
  EXPECT_NEAR(images.std().item<double>(), deviation, 0.02);
}

TEST_P(EverySampler, FollowsItsFirstNoiseExactlyIfItAddsNone)
{
  const ImageDrawing given = drawing(0);
  const double alike = correlation(drawGaussian(given), firstNoise(given));
  if (isDeterministic())
    EXPECT_GT(alike, 0.9999);
  else
    EXPECT_LT(std::abs(alike), 0.1);
}

TEST_P(EverySampler, DrawsTheSameImagesForAnyBatchSize)
{
  NetworkSettings settings;
  settings.shape = {8, {1, 2}, 1};
  EpsilonNetwork network(settings, torch::kCPU);
  network.initialise(5);
  {
    const c10::NoGradGuard noGradient;
    network.weights().add_(0.02);
  }
  const auto epsilon = [&](const torch::Tensor& noisy, const torch::Tensor& u,
                           const torch::Tensor& v) { return network.epsilon(noisy, u, v); };
  const jobs::JobContext context;
  ImageDrawing given = drawing(10);
  given.count = 5;
  given.imageShape = {1, 8, 8};
  const torch::Tensor together =
      drawImages(*scheduleOf("edm"), epsilon, given, torch::kCPU, context);
  given.first = 3;
  given.count = 2;
  const torch::Tensor alone = drawImages(*scheduleOf("edm"), epsilon, given, torch::kCPU, context);
  EXPECT_TRUE(torch::allclose(together.narrow(0, 3, 2), alone, 1e-4, 1e-4));
  EXPECT_FALSE(torch::allclose(together.narrow(0, 0, 2), alone, 1e-2, 1e-2));
}

TEST_P(EverySampler, EndsAtTheSmallestTimeThatWasTrained)
{
  ImageDrawing given = drawing(0);
  given.minimumTime = 0.5;
  double lowest = 1e9;
  const auto epsilon = [&](const torch::Tensor& noisy, const torch::Tensor& u,
                           const torch::Tensor& v) {
    lowest = std::min(lowest, (v / u).min().item<double>());
    return gaussianEpsilon(noisy, u, v);
  };
  const jobs::JobContext context;
  const torch::Tensor images = drawImages(*scheduleOf("edm"), epsilon, given, torch::kCPU, context);
  EXPECT_NEAR(lowest, 0.5, 1e-6);
  // The posterior mean at σ: variance s⁴/(s² + σ²).
  const double expected = deviation * deviation / std::hypot(deviation, 0.5);
  EXPECT_NEAR(images.std().item<double>(), expected, 0.02);
}

TEST_P(EverySampler, StopsBetweenTwoSteps)
{
  std::stop_source stop;
  int calls = 0;
  const auto epsilon = [&](const torch::Tensor& noisy, const torch::Tensor& u,
                           const torch::Tensor& v) {
    if (++calls == 3)
      stop.request_stop();
    return gaussianEpsilon(noisy, u, v);
  };
  const jobs::JobContext context(stop.get_token());
  const torch::Tensor images =
      drawImages(*scheduleOf("edm"), epsilon, drawing(10), torch::kCPU, context);
  EXPECT_FALSE(images.defined());
  EXPECT_LE(calls, GetParam() == "ode" ? 7 : 4);
}

TEST(Restoration, StartsFromNoisyImagesAndGivesTheirPosterior)
{
  // x̃0 with noise of .5 is distributed as y at σ = .5 (M7).
  constexpr double noise = 0.5;
  ImageDrawing drawing = manyPixels("dpmpp-2m-sde", 60);
  drawing.seed = 9;
  drawing.start = mean + firstNoise(drawing) * std::hypot(deviation, noise);
  drawing.seed = 10;
  drawing.startTime = scheduleOf("edm")->timeAtNoiseRatio(noise);
  const double kept = std::pow(deviation / std::hypot(deviation, noise), 2);
  const torch::Tensor posteriorMean = mean + (drawing.start - mean) * kept;
  const torch::Tensor spread = drawGaussian(drawing) - posteriorMean;
  EXPECT_NEAR(spread.mean().item<double>(), 0.0, 0.01);
  EXPECT_NEAR(spread.std().item<double>(), noise * std::sqrt(kept), 0.01);
  EXPECT_NEAR(correlation(spread, drawing.start), 0.0, 0.03);

  drawing.minimumTime = drawing.startTime;
  EXPECT_TRUE(torch::allclose(drawGaussian(drawing), posteriorMean, 1e-5, 1e-5))
      << "nothing to draw: the mean";
}

} // namespace
} // namespace limpid::engine
