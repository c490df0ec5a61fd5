#include "core/base/random.h"
#include "core/engine/consistency.h"
#include "core/engine/posterior_copies.h"
#include "core/engine/training_session.h"
#include "tests/core/engine/engine_fixtures.h"
#include "tests/support/temporary_folder.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <cmath>

namespace limpid::engine {
namespace {

constexpr double clean = 0.5; // standard deviation of the law behind everything here

std::shared_ptr<const diffusion::Schedule> edm()
{
  return diffusion::makeSchedule("edm", Json::object()).value();
}

torch::Tensor normals(std::int64_t images, std::uint64_t stream, double deviation)
{
  const torch::Tensor values = torch::empty({images, 1, 8, 8}, torch::kFloat32);
  Random random(17, stream);
  random.fillNormal({values.data_ptr<float>(), static_cast<std::size_t>(values.numel())});
  return values * deviation;
}

/// ε of the law N(0, deviation²), which is right where `deviation` is `clean`.
EpsilonFunction gaussianEpsilon(double deviation)
{
  return [deviation](const torch::Tensor& noisy, const torch::Tensor& u, const torch::Tensor& v) {
    const torch::Tensor slope = v / (u.square() * deviation * deviation + v.square());
    return slope.reshape({-1, 1, 1, 1}) * noisy;
  };
}

/// Right from σ = .3 on, too sure of itself below.
EpsilonFunction wrongBelow()
{
  return [](const torch::Tensor& noisy, const torch::Tensor& u, const torch::Tensor& v) {
    const torch::Tensor right = v / (u.square() * clean * clean + v.square());
    const torch::Tensor slope = torch::where(v / u < 0.3, 0.5 * right, right);
    return slope.reshape({-1, 1, 1, 1}) * noisy;
  };
}

torch::Tensor consistencyOf(const EpsilonFunction& epsilon, double level, double lowest)
{
  constexpr std::int64_t images = 600;
  const std::vector<double> ratios(images, level);
  ConsistencyBatch batch;
  batch.start = normals(images, 1, clean) + normals(images, 2, level);
  batch.ratios = ratios;
  batch.lowestRatio = lowest;
  batch.dataDeviation = clean;
  return consistencyLoss(*edm(), epsilon, batch);
}

double standardError(const torch::Tensor& values)
{
  return (values.std() / std::sqrt(static_cast<double>(values.numel()))).item<double>();
}

TEST(Consistency, OfTheRightDenoiserIsZeroInTheMean)
{
  const torch::Tensor loss = consistencyOf(gaussianEpsilon(clean), 0.4, 0.02);
  EXPECT_LT(std::abs(loss.mean().item<double>()), 4.0 * standardError(loss));
}

TEST(Consistency, NoticesWhatIsWrongBelowTheLevelsThatWereTaught)
{
  // Looks from .3 … .375 to .24 … .3.
  const torch::Tensor loss = consistencyOf(wrongBelow(), 0.375, 0.24);
  EXPECT_GT(loss.mean().item<double>(), 10.0 * standardError(loss));
}

dataset::FrozenDataset noisyNormals(const std::filesystem::path& folder, double noise)
{
  constexpr std::int64_t images = 400;
  const torch::Tensor values = (normals(images, 3, clean) + normals(images, 4, noise)).contiguous();
  dataset::DatasetContent content;
  content.count = images;
  content.rows = content.columns = 8;
  content.images.assign(values.data_ptr<float>(), values.data_ptr<float>() + values.numel());
  content.noise.assign(images, static_cast<float>(noise));
  content.limit.assign(images, 0.0F);
  content.preparation = Json::object();
  const auto digest = dataset::freeze(folder, "normals", content);
  EXPECT_TRUE(digest);
  return std::move(*dataset::FrozenDataset::open(folder / digest.value_or("")));
}

/// The variance that the E step gives when the model believes in `believed`.
double varianceOfCopies(const dataset::FrozenDataset& data, double believed)
{
  const std::vector<std::int64_t> images = data.trainingIndices();
  PosteriorCopies copies(data, images, std::vector<double>(images.size(), 1.0));
  const jobs::JobContext context;
  EXPECT_TRUE(copies.draw(*edm(), gaussianEpsilon(believed), data, 0.0, 1, torch::kCPU, context));
  double squares = 0.0;
  for (const std::int64_t image : images)
    squares += copies.copyOf(image).square().mean().item<double>();
  return squares / static_cast<double>(images.size());
}

// Noise r on a law of variance s² seen by a model of variance m²: each posterior has the mean
// m²/(m² + r²)·y and the variance m²r²/(m² + r²). The right law stays, a wrong one comes nearer.
TEST(PosteriorCopies, MoveTheLawTowardsTheRightOneAndLeaveThatWhereItIs)
{
  const support::TemporaryFolder folder;
  constexpr double noise = 0.4;
  const dataset::FrozenDataset data = noisyNormals(folder.path(), noise);
  for (const double believed : {0.3, clean, 0.8}) {
    const double shrink = believed * believed / (believed * believed + noise * noise);
    const double expected =
        shrink * shrink * (clean * clean + noise * noise) + shrink * noise * noise;
    EXPECT_NEAR(varianceOfCopies(data, believed), expected, 0.08 * expected) << believed;
  }
  EXPECT_NEAR(varianceOfCopies(data, clean), clean * clean, 0.08 * clean * clean);
}

TEST(PosteriorCopies, StandForAnImageBelowItsThresholdAndComeBackFromTheirFile)
{
  const support::TemporaryFolder folder;
  const dataset::FrozenDataset data = noisyNormals(folder.path(), 0.4);
  const std::vector<std::int64_t> images = data.trainingIndices();
  const std::vector<double> thresholds(images.size(), 0.46);
  PosteriorCopies copies(data, images, thresholds);
  EXPECT_FALSE(copies.standsFor(0, 0.1)) << "nothing was drawn yet";
  const jobs::JobContext context;
  ASSERT_TRUE(copies.draw(*edm(), gaussianEpsilon(clean), data, 0.0, 1, torch::kCPU, context));
  EXPECT_TRUE(copies.standsFor(0, 0.1));
  EXPECT_FALSE(copies.standsFor(0, 0.46));
  ASSERT_TRUE(copies.write(folder / "copies.safetensors"));
  PosteriorCopies others(data, images, thresholds);
  ASSERT_TRUE(others.read(folder / "copies.safetensors"));
  EXPECT_TRUE(torch::equal(others.copyOf(7), copies.copyOf(7)));
  PosteriorCopies fewer(data, std::span(images).first(3), std::span(thresholds).first(3));
  EXPECT_EQ(fewer.read(folder / "copies.safetensors").error().code, ErrorCode::BadInput);
}

class BelowThresholds : public testing::Test
{
protected:
  void SetUp() override
  {
    at::set_num_threads(1);
    data = freezeSmallStudy(folder / "data", {});
    plan = smallPlan(data);
  }

  TrainingSession open()
  {
    auto session =
        TrainingSession::open(plan, dataset::FrozenDataset::open(data).value(), torch::kCPU, 1);
    EXPECT_TRUE(session) << session.error().message;
    return std::move(*session);
  }

  torch::Tensor weightsAfter(TrainingSession& session, int steps)
  {
    const jobs::JobContext context;
    for (int step = 0; step < steps; ++step) {
      EXPECT_TRUE(session.preparePosterior(folder / "posterior", context).value_or(false));
      EXPECT_TRUE(session.step());
    }
    return session.checkpoint().weights.clone();
  }

  support::TemporaryFolder folder;
  std::filesystem::path data;
  run::TrainingPlan plan;
};

TEST_F(BelowThresholds, CopiesTeachAndAContinuedTrainingHasTheSame)
{
  TrainingSession without = open();
  const torch::Tensor usual = weightsAfter(without, 12);
  plan.posteriorEvery = 4;
  TrainingSession unbroken = open();
  const torch::Tensor expected = weightsAfter(unbroken, 12);
  EXPECT_FALSE(torch::equal(expected, usual));
  for (const int stopped : {6, 8}) { // between two E steps, and where one is due
    TrainingSession first = open();
    weightsAfter(first, stopped);
    const Checkpoint checkpoint = first.checkpoint();
    TrainingSession second = open();
    ASSERT_TRUE(second.restore(checkpoint));
    EXPECT_TRUE(torch::equal(weightsAfter(second, 12 - stopped), expected)) << stopped;
  }
}

TEST_F(BelowThresholds, TheConsistencyLossTeachesToo)
{
  TrainingSession without = open();
  const torch::Tensor usual = weightsAfter(without, 3);
  plan.consistencyWeight = 1.0;
  TrainingSession with = open();
  EXPECT_FALSE(torch::equal(weightsAfter(with, 3), usual));
  plan.microBatch = 3;
  TrainingSession parts = open();
  const torch::Tensor inParts = weightsAfter(parts, 1);
  plan.microBatch = 0;
  TrainingSession atOnce = open();
  EXPECT_TRUE(torch::allclose(inParts, weightsAfter(atOnce, 1), 1e-5, 1e-5));
}

TEST_F(BelowThresholds, RefuseNoiseThatIsNotTheSameAllOverAnImage)
{
  data = freezeSmallStudy(folder / "maps", {.regional = true});
  plan = smallPlan(data);
  plan.posteriorEvery = 4;
  const auto session =
      TrainingSession::open(plan, dataset::FrozenDataset::open(data).value(), torch::kCPU, 1);
  ASSERT_FALSE(session);
  EXPECT_EQ(session.error().code, ErrorCode::Unsupported);
}

} // namespace
} // namespace limpid::engine
