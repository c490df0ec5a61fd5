#include "core/engine/activation.h"

#include "core/engine/layers.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

namespace limpid::engine {
namespace {

torch::Tensor channelsLast(const torch::Tensor& images)
{
  return images.contiguous(torch::MemoryFormat::ChannelsLast);
}

// A layer, its input and what modulates it, with gradients recorded.
struct Case
{
  explicit Case(std::int64_t images, std::int64_t channels, std::int64_t rows, std::int64_t columns)
      : norm(normalisation(static_cast<int>(channels)))
  {
    torch::manual_seed(3);
    const torch::NoGradGuard noGradient;
    norm->weight.normal_(1.0, 0.3);
    norm->bias.normal_(0.0, 0.3);
    input = channelsLast(torch::randn({images, channels, rows, columns}) * 2 + 1);
    modulation = torch::randn({images, 2 * channels}) * 0.5;
    above = torch::randn_like(input);
  }

  // Output and the gradients of input, γ, β and the modulation.
  template<typename Function>
  std::vector<torch::Tensor> results(Function function, bool modulated,
                                     torch::ScalarType type = torch::kFloat32) const
  {
    const torch::Tensor values = input.to(type).detach().requires_grad_();
    const torch::Tensor said = modulation.detach().requires_grad_();
    norm->zero_grad();
    const torch::Tensor output = function(norm, values, modulated ? said : torch::Tensor());
    output.backward(above.to(type));
    std::vector<torch::Tensor> all{output.detach(), values.grad(), norm->weight.grad().clone(),
                                   norm->bias.grad().clone()};
    if (modulated)
      all.push_back(said.grad());
    return all;
  }

  mutable torch::nn::GroupNorm norm; // its gradients
  torch::Tensor input;
  torch::Tensor modulation;
  torch::Tensor above;
};

double relativeDistance(const torch::Tensor& found, const torch::Tensor& expected)
{
  const torch::Tensor wanted = expected.to(torch::kFloat64);
  return ((found.to(torch::kFloat64) - wanted).norm() / wanted.norm()).item<double>();
}

} // namespace

TEST(Activation, IsWhatTheOperatorsGiveForwardAndBackward)
{
  for (const bool modulated : {false, true})
    for (const std::int64_t channels : {1, 6, 20, 32, 96}) {
      const Case one(3, channels, 9, 7);
      const auto found = one.results(normaliseAndActivate, modulated);
      const auto expected = one.results(normaliseAndActivateByOperators, modulated);
      ASSERT_EQ(found.size(), expected.size());
      for (std::size_t part = 0; part < found.size(); ++part)
        EXPECT_LT(relativeDistance(found[part], expected[part]), 1e-5)
            << channels << " channels, part " << part << ", modulated " << modulated;
    }
}

TEST(Activation, FromOperatorsThatKeepTheOrderIsTheSame)
{
  for (const bool modulated : {false, true})
    for (const std::int64_t channels : {6, 20, 32}) {
      const Case one(3, channels, 9, 7);
      const auto found = one.results(normaliseAndActivateChannelsLast, modulated);
      const auto expected = one.results(normaliseAndActivateByOperators, modulated);
      ASSERT_EQ(found.size(), expected.size());
      for (std::size_t part = 0; part < found.size(); ++part)
        EXPECT_LT(relativeDistance(found[part], expected[part]), 1e-5)
            << channels << " channels, part " << part << ", modulated " << modulated;
      for (const std::size_t image : {0U, 1U}) // the output and the input's gradient
        EXPECT_TRUE(found[image].is_contiguous(torch::MemoryFormat::ChannelsLast));
    }
}

TEST(Activation, FromOperatorsThatKeepTheOrderIsAsGoodInBfloat16)
{
  const Case one(3, 32, 8, 8);
  const auto found = one.results(normaliseAndActivateChannelsLast, true, torch::kBFloat16);
  const auto expected = one.results(normaliseAndActivateChannelsLast, true);
  EXPECT_EQ(found[0].scalar_type(), torch::kBFloat16);
  EXPECT_TRUE(found[0].is_contiguous(torch::MemoryFormat::ChannelsLast));
  for (std::size_t part = 0; part < found.size(); ++part)
    EXPECT_LT(relativeDistance(found[part], expected[part]), 0.01) << "part " << part;
}

TEST(Activation, IsAccurateWhereTheMeanIsFarFromZero)
{
  Case one(2, 16, 32, 32);
  one.input.add_(40.0);
  const auto found = one.results(normaliseAndActivate, false);
  one.norm->to(torch::kFloat64);
  const auto exact = one.results(
      [](const torch::nn::GroupNorm& norm, const torch::Tensor& input, const torch::Tensor&) {
        return torch::silu(torch::group_norm(input, norm->options.num_groups(), norm->weight,
                                             norm->bias, norm->options.eps()));
      },
      false, torch::kFloat64);
  for (std::size_t part = 0; part < found.size(); ++part)
    EXPECT_LT(relativeDistance(found[part], exact[part]), 5e-5) << "part " << part;
}

TEST(Activation, InBfloat16IsAsGoodAsItsSteps)
{
  const Case one(3, 32, 8, 8);
  const auto found = one.results(normaliseAndActivate, true, torch::kBFloat16);
  const auto expected = one.results(normaliseAndActivate, true);
  EXPECT_EQ(found[0].scalar_type(), torch::kBFloat16);
  for (std::size_t part = 0; part < found.size(); ++part)
    EXPECT_LT(relativeDistance(found[part], expected[part]), 0.01) << "part " << part;
}

TEST(Activation, OfOneImageDoesntDependOnTheOthers)
{
  const Case one(5, 24, 16, 16);
  const torch::Tensor all = normaliseAndActivate(one.norm, one.input, one.modulation);
  const torch::Tensor alone =
      normaliseAndActivate(one.norm, one.input.slice(0, 2, 3), one.modulation.slice(0, 2, 3));
  EXPECT_TRUE(torch::equal(alone[0], all[2]));
}

TEST(Activation, ReachesItsLimitsFarOut)
{
  const Case one(1, 8, 4, 4);
  const torch::Tensor far = torch::cat({torch::full({1, 8}, 1000.0), torch::zeros({1, 8})}, 1);
  const torch::Tensor output = normaliseAndActivate(one.norm, one.input, far);
  const torch::Tensor expected = normaliseAndActivateByOperators(one.norm, one.input, far);
  EXPECT_TRUE(output.isfinite().all().item<bool>());
  EXPECT_LT(relativeDistance(output, expected), 1e-6);
}

TEST(Activation, PassesOnWhatIsNotFinite)
{
  Case one(2, 8, 4, 4);
  one.input[1][0][0][0] = std::numeric_limits<float>::quiet_NaN();
  const torch::Tensor output = normaliseAndActivate(one.norm, one.input, one.modulation);
  EXPECT_TRUE(output[0].isfinite().all().item<bool>());
  EXPECT_TRUE(output[1][0].isnan().all().item<bool>());
}

} // namespace limpid::engine
