#include "core/engine/memory_format.h"

#include "core/engine/network.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <array>

namespace limpid::engine {
namespace {

NetworkSettings settingsIn(MemoryFormat format)
{
  NetworkSettings settings;
  settings.shape = {16, {1, 2, 2}, 1};
  settings.attentionLevels = {2};
  settings.memoryFormat = format;
  return settings;
}

// ε_θ and the gradient of its mean square, both flat, for weights none of which is zero.
std::array<torch::Tensor, 2> resultsIn(MemoryFormat format)
{
  torch::manual_seed(5);
  EpsilonNetwork network(settingsIn(format), torch::kCPU);
  network.initialise(3);
  {
    const torch::NoGradGuard noGradient;
    network.weights().add_(torch::randn(network.weights().sizes()) * 0.03);
  }
  const torch::Tensor noisy = torch::randn({3, 1, 12, 20});
  const torch::Tensor sigma = torch::tensor({0.1F, 0.5F, 2.0F});
  const torch::Tensor epsilon = network.epsilon(noisy, torch::ones({3}), sigma);
  epsilon.square().mean().backward();
  return {epsilon.detach().flatten(), network.gradient()};
}

} // namespace

TEST(MemoryFormat, ChangesNothingButTheLastBits)
{
  const auto apart = resultsIn(MemoryFormat::Contiguous);
  const auto together = resultsIn(MemoryFormat::ChannelsLast);
  for (std::size_t part = 0; part < apart.size(); ++part)
    EXPECT_LT(((apart[part] - together[part]).norm() / apart[part].norm()).item<double>(), 1e-5)
        << "part " << part;
}

TEST(MemoryFormat, IsByItselfWhatTheDeviceWants)
{
  const auto chosen = [](torch::Device device, torch::ScalarType type) {
    return liesChannelsLast(MemoryFormat::Auto, device, type);
  };
  EXPECT_TRUE(chosen(torch::kCPU, torch::kFloat32));
  EXPECT_TRUE(chosen(torch::kCPU, torch::kBFloat16));
  EXPECT_FALSE(chosen(torch::kCUDA, torch::kFloat32));
  EXPECT_TRUE(chosen(torch::kCUDA, torch::kBFloat16));
}

TEST(MemoryFormat, IsTheOneThatAPlanAsksFor)
{
  for (const torch::Device device : {torch::Device(torch::kCPU), torch::Device(torch::kCUDA)}) {
    EXPECT_TRUE(liesChannelsLast(memoryFormatFromString("channels-last"), device, torch::kFloat32));
    EXPECT_FALSE(liesChannelsLast(memoryFormatFromString("contiguous"), device, torch::kBFloat16));
  }
}

} // namespace limpid::engine
