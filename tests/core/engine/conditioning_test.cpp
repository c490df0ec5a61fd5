#include "core/engine/conditioning.h"

#include "core/base/random.h"
#include "core/engine/network.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

namespace limpid::engine {
namespace {

constexpr std::int64_t images = 4;

torch::Tensor someImages()
{
  const torch::Tensor values = torch::empty({images, 1, 8, 8}, torch::kFloat32);
  Random random(3, 1);
  random.fillNormal({values.data_ptr<float>(), static_cast<std::size_t>(values.numel())});
  return values;
}

NetworkSettings tinySettings()
{
  NetworkSettings settings;
  settings.shape = {8, {1, 2}, 1};
  return settings;
}

/// As after some training: no layer is at zero.
EpsilonNetwork trainedNetwork(const NetworkSettings& settings)
{
  EpsilonNetwork network(settings, torch::kCPU);
  network.initialise(5);
  const c10::NoGradGuard noGradient;
  network.weights().add_(0.02);
  return network;
}

torch::Tensor labels(std::vector<std::int64_t> values)
{
  return torch::tensor(values, torch::kInt64);
}

TEST(ConditionedNetwork, IsTheUnconditionedOneBitForBitWhileNothingIsSaid)
{
  EpsilonNetwork plain(tinySettings(), torch::kCPU);
  plain.initialise(5);
  NetworkSettings settings = tinySettings();
  settings.labels = {1, 4, 9};
  settings.takesRisk = true;
  EpsilonNetwork told(settings, torch::kCPU);
  told.initialise(5);
  const std::int64_t shared = plain.weights().numel();
  EXPECT_GT(told.weights().numel(), shared);
  {
    const c10::NoGradGuard noGradient;
    EXPECT_TRUE(torch::equal(told.weights().narrow(0, 0, shared), plain.weights()))
        << "what it is told comes after all other weights";
    plain.weights().add_(0.02);
    told.weights().add_(0.02);
  }
  const torch::Tensor expected = plain.epsilon(someImages(), 1.0, 0.5);
  EXPECT_TRUE(torch::equal(told.epsilon(someImages(), 1.0, 0.5), expected));
  const Conditioning nothing{labels({-1, -1, -1, -1}), torch::full({images}, -1.0F)};
  EXPECT_TRUE(torch::equal(told.epsilon(someImages(), 1.0, 0.5, nothing), expected));
}

TEST(ConditionedNetwork, AnswersEachImageByItsOwnLabelAndRisk)
{
  NetworkSettings settings = tinySettings();
  settings.labels = {0, 1};
  settings.takesRisk = true;
  const EpsilonNetwork network = trainedNetwork(settings);
  const torch::Tensor noisy = someImages();
  const auto epsilon = [&](const torch::Tensor& label, const torch::Tensor& risk) {
    return network.epsilon(noisy, 1.0, 0.5, {label, risk});
  };
  const torch::Tensor risk = torch::zeros({images});
  const torch::Tensor first = epsilon(labels({0, 0, 0, 0}), risk);
  const torch::Tensor second = epsilon(labels({1, 1, 1, 1}), risk);
  const torch::Tensor mixed = epsilon(labels({0, 1, 0, 1}), risk);
  EXPECT_TRUE(torch::allclose(mixed[0], first[0], 0.0, 1e-6));
  EXPECT_TRUE(torch::allclose(mixed[1], second[1], 0.0, 1e-6));
  EXPECT_GT((first - second).abs().max().item<double>(), 1e-4);
  const torch::Tensor noisier = epsilon(labels({0, 0, 0, 0}), torch::full({images}, 0.4F));
  EXPECT_GT((first - noisier).abs().max().item<double>(), 1e-4);
  const torch::Tensor untold = epsilon(labels({0, 0, 0, 0}), torch::full({images}, -1.0F));
  EXPECT_GT((first - untold).abs().max().item<double>(), 1e-4) << "no risk isn't an unknown risk";
}

TEST(ConditionedNetwork, LearnsItsLabelsAndRisk)
{
  NetworkSettings settings = tinySettings();
  settings.labels = {0, 1, 2};
  settings.takesRisk = true;
  EpsilonNetwork network = trainedNetwork(settings);
  const Conditioning said{labels({0, 1, -1, 0}), torch::full({images}, 0.2F)};
  network.epsilon(someImages(), 1.0, 0.5, said).square().mean().backward();
  for (const NamedShape& part : network.layout()) {
    if (part.name.rfind("said.", 0) != 0)
      continue;
    const torch::Tensor gradient =
        network.gradient().narrow(0, part.offset, part.elements).view(part.shape);
    if (part.name == "said.labels") {
      EXPECT_GT(gradient[1].abs().max().item<double>(), 0.0);
      EXPECT_EQ(gradient[2].abs().max().item<double>(), 0.0) << "no image had this label";
    } else {
      EXPECT_GT(gradient.abs().max().item<double>(), 0.0) << part.name;
    }
  }
}

TEST(ConditionedNetwork, RefusesWhatItWasNotBuiltToTake)
{
  const EpsilonNetwork network = trainedNetwork(tinySettings());
  NetworkSettings settings = tinySettings();
  settings.takesRisk = true;
  const EpsilonNetwork risky = trainedNetwork(settings);
  EXPECT_THROW(risky.epsilon(someImages(), 1.0, 0.5, {labels({0, 0, 0, 0}), {}}), c10::Error);
  EXPECT_THROW(network.epsilon(someImages(), 1.0, 0.5, {labels({0, 0, 0, 0}), {}}), c10::Error);
}

TEST(Conditioning, LeavesOutAFixedShareOfTheDraws)
{
  int untold = 0;
  for (std::uint64_t draw = 0; draw < 4000; ++draw) {
    untold += trainsUntold(7, draw, 0.1) ? 1 : 0;
    EXPECT_EQ(trainsUntold(7, draw, 0.1), trainsUntold(7, draw, 0.1));
    EXPECT_FALSE(trainsUntold(7, draw, 0.0));
  }
  EXPECT_NEAR(untold / 4000.0, 0.1, 0.02);
}

TEST(Conditioning, FindsLabelsAmongThoseTheNetworkTakes)
{
  const std::vector<std::int64_t> known{2, 5, 11};
  const std::vector<std::int64_t> asked{11, 2, 3, 5};
  EXPECT_TRUE(torch::equal(labelPositions(asked, known, torch::kCPU), labels({2, 0, -1, 1})));
}

} // namespace
} // namespace limpid::engine
