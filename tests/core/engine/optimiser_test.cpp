#include "core/engine/optimiser.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>
#include <torch/version.h>

#include <cmath>
#include <vector>

namespace limpid::engine {
namespace {

constexpr std::int64_t elements = 100000;
constexpr int steps = 5;
constexpr double learningRate = 0.01;
constexpr double weightDecay = 0.1;

torch::Tensor gradientOf(int step)
{
  const torch::Tensor places = torch::arange(elements, torch::kFloat32);
  return (places * 0.7 + static_cast<double>(step)).sin() * (places / 1000.0).exp().clamp_max(50);
}

torch::Tensor trained(int threads)
{
  at::set_num_threads(1);
  torch::Tensor weights = torch::linspace(-1.0, 1.0, elements);
  AdamW optimiser(weights);
  for (int step = 0; step < steps; ++step) {
    const torch::Tensor gradient = gradientOf(step);
    at::set_num_threads(threads);
    optimiser.step(weights, gradient, step, learningRate, weightDecay);
    at::set_num_threads(1);
  }
  return weights;
}

// The published rule (Loshchilov and Hutter, algorithm 2) in double.
double expectedWeight(std::int64_t place)
{
  double weight = static_cast<double>(torch::linspace(-1.0, 1.0, elements)[place].item<float>());
  double first = 0.0;
  double second = 0.0;
  for (int step = 0; step < steps; ++step) {
    const double slope = static_cast<double>(gradientOf(step)[place].item<float>());
    first = 0.9 * first + 0.1 * slope;
    second = 0.999 * second + 0.001 * slope * slope;
    const double mean = first / (1.0 - std::pow(0.9, step + 1));
    const double square = second / (1.0 - std::pow(0.999, step + 1));
    weight -= learningRate * (mean / (std::sqrt(square) + 1e-8) + weightDecay * weight);
  }
  return weight;
}

} // namespace

TEST(AdamW, FollowsThePublishedRule)
{
  const torch::Tensor weights = trained(1);
  for (const std::int64_t place : {std::int64_t{0}, std::int64_t{777}, elements - 1})
    EXPECT_NEAR(static_cast<double>(weights[place].item<float>()), expectedWeight(place), 2e-6)
        << place;
}

TEST(AdamW, IsWhatTheOperatorsGive)
{
  torch::Tensor weights = torch::linspace(-1.0, 1.0, elements);
  torch::Tensor first = torch::zeros_like(weights);
  torch::Tensor second = torch::zeros_like(weights);
  for (int step = 0; step < steps; ++step) {
    const torch::Tensor gradient = gradientOf(step);
    adamWByOperators({weights, gradient, first, second}, step, learningRate, weightDecay);
  }
  EXPECT_TRUE(torch::allclose(weights, trained(1), 0.0, 1e-6));
}

TEST(AdamW, IsWhatLibTorchsFusedKernelGives)
{
  torch::Tensor weights = torch::linspace(-1.0, 1.0, elements);
  torch::Tensor first = torch::zeros_like(weights);
  torch::Tensor second = torch::zeros_like(weights);
  for (int step = 0; step < steps; ++step) {
    const torch::Tensor gradient = gradientOf(step);
    if (!fusedAdamW({weights, gradient, first, second}, step, learningRate, weightDecay))
      GTEST_SKIP() << "LibTorch " << TORCH_VERSION << " has no fused AdamW for the CPU.";
  }
  EXPECT_TRUE(torch::allclose(weights, trained(1), 0.0, 1e-6));
}

TEST(AdamW, GivesTheSameBitsOnAnyNumberOfThreads)
{
  EXPECT_TRUE(torch::equal(trained(1), trained(3)));
}

} // namespace limpid::engine
