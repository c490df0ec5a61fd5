#include "core/engine/image_conditioning.h"

#include "core/engine/checkpoint.h"
#include "core/engine/samplers.h"
#include "core/engine/training_session.h"
#include "tests/core/engine/engine_fixtures.h"
#include "tests/support/temporary_folder.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

namespace limpid::engine {
namespace {

/// Clean images of two groups, told apart by their brightness: label 3 is dark, label 8 is bright.
class LabelledStudy : public testing::Test
{
protected:
  void SetUp() override
  {
    at::set_num_threads(1);
    data = freezeSmallStudy(folder / "data", {.cleanShare = 1.0, .labels = {3, 8}});
    plan = smallPlan(data);
    plan.conditioning = "label";
  }

  TrainingSession open() const
  {
    auto session =
        TrainingSession::open(plan, dataset::FrozenDataset::open(data).value(), torch::kCPU, 1);
    EXPECT_TRUE(session) << session.error().message;
    return std::move(*session);
  }

  support::TemporaryFolder folder;
  std::filesystem::path data;
  run::TrainingPlan plan;
};

double meanBrightness(const EpsilonNetwork& network, const Conditioning& told, double guidance)
{
  ImageDrawing drawing;
  drawing.sampler.steps = 10;
  drawing.count = 8;
  drawing.imageShape = {1, 8, 8};
  const jobs::JobContext context;
  const auto schedule = diffusion::makeSchedule("edm", Json::object()).value();
  return drawImages(*schedule, guidedEpsilon(network, told, guidance), drawing, torch::kCPU,
                    context)
      .mean()
      .item<double>();
}

TEST_F(LabelledStudy, TeachesTheNetworkItsLabels)
{
  plan.network = "small"; // a tiny one normalises the brightness away
  plan.steps = 120;
  TrainingSession session = open();
  for (int step = 0; step < 120; ++step)
    ASSERT_TRUE(session.step());
  ASSERT_TRUE(writeCheckpoint(folder / "run", session.checkpoint()));
  const auto checkpoint = readCheckpoint(newestCheckpoint(folder / "run").value());
  ASSERT_TRUE(checkpoint) << checkpoint.error().message;
  EXPECT_EQ(checkpoint->network.labels, (std::vector<std::int64_t>{3, 8}));
  const auto network = networkOf(*checkpoint, torch::kCPU);
  ASSERT_TRUE(network) << network.error().message;

  const auto brightness = [&](std::int64_t label, double guidance) {
    const auto& known = network->settings().labels;
    return meanBrightness(*network, {labelPositions(std::vector{label}, known, torch::kCPU), {}},
                          guidance);
  };
  const double difference = brightness(8, 1.0) - brightness(3, 1.0);
  EXPECT_GT(difference, 0.2);
  EXPECT_GT(brightness(8, 2.0) - brightness(3, 2.0), difference) << "guidance exaggerates";
  EXPECT_NEAR(brightness(8, 0.0), brightness(3, 0.0), 1e-6) << "nothing is told";
}

TEST_F(LabelledStudy, ContinuesBitForBit)
{
  plan.untoldShare = 0.5;
  TrainingSession unbroken = open();
  for (int step = 0; step < 6; ++step)
    ASSERT_TRUE(unbroken.step());
  TrainingSession first = open();
  for (int step = 0; step < 3; ++step)
    ASSERT_TRUE(first.step());
  ASSERT_TRUE(writeCheckpoint(folder / "run", first.checkpoint()));
  TrainingSession second = open();
  ASSERT_TRUE(second.restore(readCheckpoint(newestCheckpoint(folder / "run").value()).value()));
  for (int step = 0; step < 3; ++step)
    ASSERT_TRUE(second.step());
  EXPECT_TRUE(torch::equal(second.checkpoint().weights, unbroken.checkpoint().weights));
}

TEST_F(LabelledStudy, LeavesTheSameImagesUntoldHoweverTheBatchIsCut)
{
  const auto frozen = dataset::FrozenDataset::open(data).value();
  NetworkSettings settings;
  settings.labels = {3, 8};
  settings.takesRisk = true;
  const std::vector<std::int64_t> images = frozen.trainingIndices();
  const std::span<const std::int64_t> all(images);
  const auto told = [&](std::span<const std::int64_t> part, std::uint64_t firstDraw) {
    return conditioningOf(settings, frozen, part, {4, firstDraw, 0.5}, torch::kCPU);
  };
  const Conditioning whole = told(all, 100);
  const Conditioning head = told(all.first(7), 100);
  const Conditioning tail = told(all.subspan(7), 107);
  EXPECT_TRUE(torch::equal(torch::cat({head.labels, tail.labels}), whole.labels));
  EXPECT_TRUE(torch::equal(torch::cat({head.risk, tail.risk}), whole.risk));
  const auto untold = whole.labels.lt(0);
  EXPECT_TRUE(torch::equal(untold, whole.risk.lt(0))) << "nothing is told of them";
  EXPECT_GT(untold.sum().item<std::int64_t>(), 5);
  EXPECT_LT(untold.sum().item<std::int64_t>(), 31);
}

TEST_F(LabelledStudy, IsRefusedWhereTheDataHaveNoLabels)
{
  data = freezeSmallStudy(folder / "unlabelled", {});
  plan = smallPlan(data);
  plan.conditioning = "label";
  const auto session =
      TrainingSession::open(plan, dataset::FrozenDataset::open(data).value(), torch::kCPU, 1);
  ASSERT_FALSE(session);
  EXPECT_EQ(session.error().code, ErrorCode::BadInput);
}

TEST(Guidance, GoesBeyondWhatWasTold)
{
  NetworkSettings settings;
  settings.shape = {8, {1, 2}, 1};
  settings.labels = {0, 1};
  EpsilonNetwork network(settings, torch::kCPU);
  network.initialise(5);
  const c10::NoGradGuard noGradient;
  network.weights().add_(0.02);
  const torch::Tensor noisy = torch::ones({3, 1, 8, 8});
  const torch::Tensor u = torch::ones({3});
  const torch::Tensor v = torch::full({3}, 0.5F);
  const Conditioning one{torch::ones({1}, torch::kInt64), {}};
  const auto at = [&](double guidance) {
    return guidedEpsilon(network, one, guidance)(noisy, u, v);
  };
  const torch::Tensor told = network.epsilon(noisy, u, v, {torch::ones({3}, torch::kInt64), {}});
  const torch::Tensor untold = network.epsilon(noisy, u, v);
  EXPECT_TRUE(torch::equal(at(1.0), told));
  EXPECT_TRUE(torch::equal(at(0.0), untold));
  EXPECT_TRUE(torch::allclose(at(3.0), 3.0 * told - 2.0 * untold, 1e-4, 1e-5));
}

} // namespace
} // namespace limpid::engine
