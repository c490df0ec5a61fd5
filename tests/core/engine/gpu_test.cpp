// What only a GPU can show; skipped where there is none.

#include "core/engine/device.h"
#include "core/engine/engine.h"
#include "core/engine/replayer.h"
#include "core/engine/training_session.h"
#include "tests/core/engine/engine_fixtures.h"
#include "tests/support/temporary_folder.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <array>

namespace limpid::engine {
namespace {

class Gpu : public testing::Test
{
protected:
  void SetUp() override
  {
    if (const auto chosen = chooseDevice("cuda"); !chosen)
      GTEST_SKIP() << chosen.error().message;
    prepareCompute(1);
  }

  static double distance(const torch::Tensor& found, const torch::Tensor& expected)
  {
    const torch::Tensor wanted = expected.cpu();
    return ((found.cpu() - wanted).norm() / wanted.norm()).item<double>();
  }

  torch::Device device{torch::kCUDA, 0};
  support::TemporaryFolder folder;
};

} // namespace

TEST_F(Gpu, EvaluatesANetworkAsTheProcessorDoesInBothMemoryFormats)
{
  const torch::NoGradGuard noGradient;
  for (const MemoryFormat format : {MemoryFormat::Contiguous, MemoryFormat::ChannelsLast}) {
    NetworkSettings settings;
    settings.shape = {16, {1, 2, 2}, 1};
    settings.attentionLevels = {2};
    settings.memoryFormat = format;
    torch::manual_seed(1);
    const torch::Tensor noisy = torch::randn({4, 1, 16, 16});
    const torch::Tensor ratios = torch::tensor({0.1F, 0.4F, 1.0F, 3.0F});
    torch::Tensor expected;
    for (const torch::Device where : {torch::Device(torch::kCPU), device}) {
      EpsilonNetwork network(settings, where);
      network.initialise(3);
      torch::manual_seed(2);
      network.weights().add_((torch::randn(network.weights().sizes()) * 0.03).to(where));
      const torch::Tensor found =
          network.epsilon(noisy.to(where), torch::ones({4}).to(where), ratios.to(where));
      if (where.is_cpu())
        expected = found;
      else
        EXPECT_LT(distance(found, expected), 5e-3); // its convolutions may round to TF32
    }
  }
}

TEST_F(Gpu, ReplaysTheEvaluationsOfASampler)
{
  if (!hasCudaGraphs())
    GTEST_SKIP() << "built without CUDA graphs";
  const torch::NoGradGuard noGradient;
  NetworkSettings settings;
  settings.shape = {16, {1, 2}, 1};
  EpsilonNetwork network(settings, device);
  network.initialise(3);
  network.weights().add_(0.01);
  const EpsilonFunction eager = [&](const torch::Tensor& noisy, const torch::Tensor& signalScale,
                                    const torch::Tensor& noiseScale) {
    return network.epsilon(noisy, signalScale, noiseScale);
  };
  const EpsilonFunction replayed = replayedEpsilon(eager, recorderFor(device));
  const auto options = torch::TensorOptions().device(device);
  for (int time = 0; time < 6; ++time) {
    const torch::Tensor noisy = torch::randn({2, 1, 16, 16}, options);
    const torch::Tensor ratio = torch::full({2}, 0.2 * (time + 1), options);
    const torch::Tensor one = torch::ones({2}, options);
    EXPECT_LT(distance(replayed(noisy, one, ratio), eager(noisy, one, ratio)), 1e-5);
  }
  EXPECT_FALSE(recorderFor(device)->isGivenUp());
}

TEST_F(Gpu, TrainsAsTheProcessorDoes)
{
  const std::filesystem::path data = freezeSmallStudy(folder / "data", {});
  run::TrainingPlan plan = smallPlan(data);
  plan.dropout = 0.0; // so that its steps are replayed
  std::array<torch::Tensor, 2> weights;
  for (const bool onGpu : {false, true}) {
    auto session = TrainingSession::open(plan, dataset::FrozenDataset::open(data).value(),
                                         onGpu ? device : torch::Device(torch::kCPU), 1);
    ASSERT_TRUE(session) << session.error().message;
    for (int step = 0; step < 8; ++step)
      ASSERT_TRUE(session->step());
    weights[onGpu ? 1 : 0] = session->checkpoint().weights.clone();
  }
  EXPECT_LT(distance(weights[1], weights[0]), 1e-2);
  const auto recorder = recorderFor(device);
  EXPECT_TRUE(recorder == nullptr || !recorder->isGivenUp());
}

} // namespace limpid::engine
