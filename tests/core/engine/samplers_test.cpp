#include "core/engine/samplers.h"

#include "core/engine/network.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>

namespace limpid::engine {
namespace {

constexpr double mean = 0.3;
constexpr double deviation = 0.4;

// ε of p0 = N(mean, deviation²), exact.
torch::Tensor gaussianEpsilon(const torch::Tensor& noisy, double u, double v)
{
  return (noisy - u * mean) * (v / (u * u * deviation * deviation + v * v));
}

ImageDrawing manyPixels(Sampler sampler, int steps)
{
  ImageDrawing drawing;
  drawing.sampler = sampler;
  drawing.steps = steps;
  drawing.count = 20;
  drawing.imageShape = {1, 32, 32};
  return drawing;
}

class SamplerOnAGaussian : public testing::TestWithParam<std::tuple<const char*, Sampler, int>>
{
};

TEST_P(SamplerOnAGaussian, ReachesItsMeanAndDeviation)
{
  const auto [id, sampler, steps] = GetParam();
  const auto schedule = diffusion::makeSchedule(id, Json::object()).value();
  const jobs::JobContext context;
  const torch::Tensor images =
      drawImages(*schedule, gaussianEpsilon, manyPixels(sampler, steps), torch::kCPU, context);
  EXPECT_NEAR(images.mean().item<double>(), mean, 0.01);
  EXPECT_NEAR(images.std().item<double>(), deviation, 0.015);
}

INSTANTIATE_TEST_SUITE_P(Schedules, SamplerOnAGaussian,
                         testing::Values(std::tuple{"edm", Sampler::EulerMaruyama, 300},
                                         std::tuple{"edm", Sampler::DpmSolver, 30},
                                         std::tuple{"edm", Sampler::Heun, 30},
                                         std::tuple{"edm", Sampler::ProbabilityFlow, 30},
                                         std::tuple{"vp-linear", Sampler::EulerMaruyama, 300},
                                         std::tuple{"vp-linear", Sampler::DpmSolver, 30}));

TEST(Samplers, DrawTheSameImagesForAnyBatchSize)
{
  NetworkSettings settings;
  settings.shape = {8, {1, 2}, 1};
  EpsilonNetwork network(settings, torch::kCPU);
  network.initialise(5);
  {
    const c10::NoGradGuard noGradient;
    network.weights().add_(0.02);
  }
  const auto epsilon = [&](const torch::Tensor& noisy, double u, double v) {
    return network.epsilon(noisy, u, v);
  };
  const auto schedule = diffusion::makeSchedule("edm", Json::object()).value();
  const jobs::JobContext context;
  for (const Sampler sampler : {Sampler::EulerMaruyama, Sampler::DpmSolver}) {
    ImageDrawing drawing = manyPixels(sampler, 10);
    drawing.count = 5;
    drawing.imageShape = {1, 8, 8};
    const torch::Tensor together = drawImages(*schedule, epsilon, drawing, torch::kCPU, context);
    drawing.first = 3;
    drawing.count = 2;
    const torch::Tensor alone = drawImages(*schedule, epsilon, drawing, torch::kCPU, context);
    EXPECT_TRUE(torch::allclose(together.narrow(0, 3, 2), alone, 1e-4, 1e-4));
    EXPECT_FALSE(torch::allclose(together.narrow(0, 0, 2), alone, 1e-2, 1e-2));
  }
}

TEST(Samplers, EndAtTheSmallestTimeThatWasTrained)
{
  const auto schedule = diffusion::makeSchedule("edm", Json::object()).value();
  ImageDrawing drawing = manyPixels(Sampler::DpmSolver, 10);
  drawing.minimumTime = 0.5;
  double lowest = 1e9;
  const auto epsilon = [&](const torch::Tensor& noisy, double u, double v) {
    lowest = std::min(lowest, v / u);
    return gaussianEpsilon(noisy, u, v);
  };
  const jobs::JobContext context;
  const torch::Tensor images = drawImages(*schedule, epsilon, drawing, torch::kCPU, context);
  EXPECT_NEAR(lowest, 0.5, 1e-9);
  // The posterior mean at σ: variance s⁴/(s² + σ²).
  const double expected = deviation * deviation / std::hypot(deviation, 0.5);
  EXPECT_NEAR(images.std().item<double>(), expected, 0.02);
}

TEST(Samplers, StopBetweenTwoSteps)
{
  const auto schedule = diffusion::makeSchedule("edm", Json::object()).value();
  std::stop_source stop;
  int calls = 0;
  const auto epsilon = [&](const torch::Tensor& noisy, double u, double v) {
    if (++calls == 3)
      stop.request_stop();
    return gaussianEpsilon(noisy, u, v);
  };
  const jobs::JobContext context(stop.get_token());
  const torch::Tensor images =
      drawImages(*schedule, epsilon, manyPixels(Sampler::DpmSolver, 10), torch::kCPU, context);
  EXPECT_FALSE(images.defined());
  EXPECT_EQ(calls, 3);
}

} // namespace
} // namespace limpid::engine
