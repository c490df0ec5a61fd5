#include "core/engine/dropout.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

namespace limpid::engine {
namespace {

constexpr std::uint64_t seed = 5;
constexpr std::uint64_t place = 2;

torch::Tensor ones(std::int64_t images)
{
  return torch::ones({images, 6, 16, 16});
}

} // namespace

TEST(Dropout, LeavesItsShareOutAndKeepsTheMean)
{
  const torch::Tensor left = Dropout(0.15, seed, 0).apply(ones(64), place);
  const double share = left.eq(0).to(torch::kFloat64).mean().item<double>();
  EXPECT_NEAR(share, 0.15, 0.005); // of 98,304 elements: 4 standard deviations
  EXPECT_NEAR(left.mean().item<double>(), 1.0, 0.006);
  EXPECT_NEAR(left.max().item<double>(), 1.0 / 0.85, 1e-4);
}

TEST(Dropout, DoesntDependOnHowTheBatchIsCut)
{
  const torch::Tensor whole = Dropout(0.4, seed, 10).apply(ones(5), place);
  const torch::Tensor first = Dropout(0.4, seed, 10).apply(ones(2), place);
  const torch::Tensor second = Dropout(0.4, seed, 12).apply(ones(3), place);
  EXPECT_TRUE(torch::equal(torch::cat({first, second}), whole));
}

TEST(Dropout, DiffersBetweenImagesPlacesAndSeeds)
{
  const torch::Tensor left = Dropout(0.5, seed, 0).apply(ones(2), place);
  EXPECT_FALSE(torch::equal(left[0], left[1]));
  EXPECT_FALSE(torch::equal(Dropout(0.5, seed, 0).apply(ones(2), place + 1), left));
  EXPECT_FALSE(torch::equal(Dropout(0.5, seed + 1, 0).apply(ones(2), place), left));
  EXPECT_FALSE(torch::equal(Dropout(0.5, seed, 2).apply(ones(2), place), left));
}

TEST(Dropout, HoldsTheGradientBackWhereItLeavesOut)
{
  const torch::Tensor values = ones(1).requires_grad_();
  const torch::Tensor left = Dropout(0.5, seed, 0).apply(values, place);
  left.sum().backward();
  EXPECT_TRUE(torch::equal(values.grad(), left.detach()));
}

TEST(Dropout, OfNothingGivesTheValuesBack)
{
  const torch::Tensor values = ones(1);
  EXPECT_TRUE(Dropout(0.0, seed, 0).apply(values, place).is_same(values));
}

} // namespace limpid::engine
