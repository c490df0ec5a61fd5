#include "core/engine/toy_mutant.h"

#include "core/dataset/added_noise.h"
#include "core/engine/toy.h"
#include "core/engine/toy_error.h"
#include "tests/support/temporary_folder.h"

#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <array>

namespace limpid::engine {
namespace {

/// The toy in short: nearly all points noisy, judged just above the first admissible time, where
/// an error of the loss shows most.
class ShortToy : public testing::Test
{
protected:
  static double scoreErrorWith(toy::Mutation mutation)
  {
    constexpr std::array<double, 2> times{0.35, 0.5};
    at::set_num_threads(1);
    const support::TemporaryFolder folder;
    const auto clean = frozen(folder, toy::cleanPoints(4000, 1));
    dataset::AddedNoise noise;
    noise.cleanShare = 0.02;
    noise.levels = {1.0};
    const auto noisy = frozen(folder, dataset::withAddedNoise(clean, noise).value());
    run::TrainingPlan plan;
    plan.network = "mlp";
    plan.schedule = "vp-linear";
    plan.steps = 300;
    plan.batch = 256;
    plan.warmupSteps = 0;
    plan.finalLearningRate = 0.0;
    jobs::JobContext context;
    const EpsilonNetwork network = toy::trainMutant(plan, noisy, mutation, context);
    const auto schedule = diffusion::makeSchedule(plan.schedule, plan.scheduleParameters).value();
    return toy::scoreError(network, *schedule, times, 7);
  }

private:
  static dataset::FrozenDataset frozen(const support::TemporaryFolder& folder,
                                       const dataset::DatasetContent& content)
  {
    const auto digest = dataset::freeze(folder.path(), "toy", content);
    EXPECT_TRUE(digest);
    return dataset::FrozenDataset::open(folder / digest.value_or("")).value();
  }
};

constexpr double limit = 0.007;

TEST_F(ShortToy, IsLearntByTheRiskFreeLoss)
{
  EXPECT_LT(scoreErrorWith(toy::Mutation::None), limit);
}

TEST_F(ShortToy, TellsWhenTheReducedVarianceIsLeftOut)
{
  EXPECT_GT(scoreErrorWith(toy::Mutation::FullVariance), 1.5 * limit);
}

TEST_F(ShortToy, TellsWhenTheTargetFactorIsLeftOut)
{
  EXPECT_GT(scoreErrorWith(toy::Mutation::PlainTarget), 1.5 * limit);
}

} // namespace
} // namespace limpid::engine
