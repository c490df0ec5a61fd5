#include "core/engine/first_denoiser.h"

#include "core/base/random.h"
#include "tests/core/engine/engine_fixtures.h"
#include "tests/support/temporary_folder.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

namespace limpid::engine {
namespace {

torch::Tensor normals(torch::IntArrayRef shape, std::uint64_t stream)
{
  const torch::Tensor values = torch::empty(shape, torch::kFloat32);
  Random random(5, stream);
  random.fillNormal({values.data_ptr<float>(), static_cast<std::size_t>(values.numel())});
  return values;
}

double meanSquare(const torch::Tensor& values)
{
  return values.square().mean().item<double>();
}

TEST(FirstDenoiser, BringsImagesNearerToTheTruthAndLeavesCleanOnesAlone)
{
  const support::TemporaryFolder folder;
  const auto data = dataset::FrozenDataset::open(freezeSmallStudy(folder / "data", {})).value();
  const FirstDenoiser denoiser(data, data.trainingIndices());
  const torch::Tensor ramp = torch::linspace(-0.5, 0.5, 32).reshape({1, 1, 1, 32});
  const torch::Tensor truth = ramp.expand({4, 1, 32, 32}).contiguous();
  const torch::Tensor noisy = truth + 0.3 * normals(truth.sizes(), 1);
  const torch::Tensor some = torch::tensor({0.3F, 0.3F, 0.3F, 0.0F});
  const torch::Tensor cleaned = denoiser(noisy, some);
  EXPECT_LT(meanSquare((cleaned - truth).narrow(0, 0, 3)), 0.25 * 0.09);
  EXPECT_TRUE(torch::equal(cleaned[3], noisy[3]));
}

TEST(FirstDenoiser, IsTheBestLinearEstimateForRowsOfATable)
{
  constexpr int count = 4000;
  constexpr double noise = 0.5;
  // Two columns that tell of each other: x, and x with a little of its own.
  const torch::Tensor shared = normals({count, 1}, 2);
  const torch::Tensor truth = torch::cat({shared, shared + 0.1 * normals({count, 1}, 3)}, 1);
  const torch::Tensor noisy = truth + noise * normals({count, 2}, 4);
  dataset::DatasetContent content;
  content.count = count;
  content.channels = 2;
  content.rows = content.columns = 1;
  content.images.assign(noisy.data_ptr<float>(), noisy.data_ptr<float>() + noisy.numel());
  content.noise.assign(count, static_cast<float>(noise));
  content.limit.assign(count, 0.0F);
  const support::TemporaryFolder folder;
  const auto digest = dataset::freeze(folder.path(), "table", content);
  ASSERT_TRUE(digest);
  const auto data = dataset::FrozenDataset::open(folder / *digest).value();
  const FirstDenoiser denoiser(data, data.trainingIndices());
  const torch::Tensor cleaned =
      denoiser(noisy.reshape({count, 2, 1, 1}), torch::full({count}, noise, torch::kFloat32));
  // Along (1, 1) the clean variance is nearly 2, across it .005: only the first is worth keeping.
  const double expected = 0.5 * (2.0 * 0.25 / 2.25 + 0.005 * 0.25 / 0.255);
  EXPECT_NEAR(meanSquare(cleaned.flatten(1) - truth) / expected, 1.0, 0.05);
}

} // namespace
} // namespace limpid::engine
