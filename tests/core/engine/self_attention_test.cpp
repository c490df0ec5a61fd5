#include "core/engine/self_attention.h"

#include "core/base/random.h"
#include "core/engine/device.h"
#include "core/engine/network.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <torch/nn/init.h>

namespace limpid::engine {
namespace {

torch::Tensor normals(std::vector<std::int64_t> shape, std::uint64_t stream)
{
  const torch::Tensor values = torch::empty(shape, torch::kFloat32);
  Random random(21, stream);
  random.fillNormal({values.data_ptr<float>(), static_cast<std::size_t>(values.numel())});
  return values;
}

SelfAttention attentionWithWeights(int channels)
{
  SelfAttention attention(channels);
  std::uint64_t stream = 1;
  const c10::NoGradGuard noGradient;
  for (auto& parameter : attention.named_parameters())
    if (parameter.key() != "norm.weight")
      parameter.value().copy_(0.3 * normals(parameter.value().sizes().vec(), stream++));
  return attention;
}

/// The first weights of a preset with attention, narrow enough for a test.
NetworkSettings attendingSettings()
{
  NetworkSettings settings;
  settings.shape = {8, {1, 2}, 1};
  settings.attentionLevels = {1};
  return settings;
}

TEST(SelfAttention, LetsEveryPixelSeeEveryOther)
{
  SelfAttention attention = attentionWithWeights(8);
  const torch::Tensor image = normals({1, 8, 4, 4}, 50).set_requires_grad(true);
  attention.forward(image)[0][0][0][0].backward();
  const torch::Tensor seen = image.grad().abs().sum(1);
  EXPECT_GT(seen.min().item<double>(), 0.0);
}

TEST(SelfAttention, DoesNotCareForTheOrderOfThePixels)
{
  const SelfAttention attention = attentionWithWeights(8);
  const torch::Tensor image = normals({2, 8, 4, 6}, 51);
  const torch::Tensor turned = attention.forward(image.transpose(2, 3).contiguous());
  EXPECT_TRUE(torch::allclose(turned.transpose(2, 3), attention.forward(image), 1e-5, 1e-5));
}

TEST(SelfAttention, IsNearlyTheSameInHalfPrecision)
{
  if (const auto possible = checkPrecision("bf16", torch::kCPU); !possible)
    GTEST_SKIP() << possible.error().message;
  const SelfAttention attention = attentionWithWeights(128);
  const torch::Tensor image = normals({2, 128, 4, 4}, 52);
  const torch::Tensor half = attention.forward(image.to(torch::kBFloat16));
  EXPECT_EQ(half.scalar_type(), torch::kBFloat16);
  const torch::Tensor full = attention.forward(image);
  EXPECT_LT(((half.to(torch::kFloat32) - full).norm() / full.norm()).item<double>(), 0.02);
}

TEST(NetworkWithAttention, BeginsWithAttentionThatChangesNothing)
{
  NetworkSettings without = attendingSettings();
  without.attentionLevels.clear();
  EpsilonNetwork plain(without, torch::kCPU);
  EpsilonNetwork attending(attendingSettings(), torch::kCPU);
  plain.initialise(5);
  attending.initialise(5);
  // The same weights in all layers that both have, none of them at zero.
  const c10::NoGradGuard noGradient;
  plain.weights().add_(0.02);
  int attentions = 0;
  for (const NamedShape& part : attending.layout()) {
    const auto& shared = plain.layout();
    const auto same = std::find_if(shared.begin(), shared.end(), [&](const NamedShape& other) {
      return other.name == part.name;
    });
    if (same == shared.end()) {
      attentions += part.name.find("attention.first.weight") != std::string::npos ? 1 : 0;
      continue;
    }
    attending.weights()
        .narrow(0, part.offset, part.elements)
        .copy_(plain.weights().narrow(0, same->offset, same->elements));
  }
  EXPECT_EQ(attentions, 3) << "down, middle and up of the level";
  const torch::Tensor noisy = normals({2, 1, 8, 8}, 53);
  EXPECT_TRUE(torch::equal(attending.epsilon(noisy, 1.0, 0.5), plain.epsilon(noisy, 1.0, 0.5)));
}

TEST(NetworkWithAttention, LearnsInEveryLayer)
{
  EpsilonNetwork network(attendingSettings(), torch::kCPU);
  network.initialise(5);
  {
    const c10::NoGradGuard noGradient;
    network.weights().add_(0.02);
  }
  network.epsilon(normals({2, 1, 8, 8}, 54), 1.0, 0.5).square().mean().backward();
  for (const NamedShape& part : network.layout()) {
    if (part.name.find("attention.first.bias") != std::string::npos)
      continue; // the keys' share of it cancels in the softmax
    EXPECT_GT(network.gradient().narrow(0, part.offset, part.elements).abs().max().item<double>(),
              0.0)
        << part.name;
  }
}

struct Size
{
  const char* preset;
  double fewest; ///< millions of parameters, one channel at 32×32
  double most;
};

void PrintTo(const Size& size, std::ostream* into)
{
  *into << size.preset;
}

class Preset : public testing::TestWithParam<Size>
{
protected:
  static NetworkSettings settings(const char* preset, int side, int channels)
  {
    NetworkSettings chosen;
    chosen.shape = run::networkPreset(preset).value();
    chosen.channels = channels;
    chosen.attentionLevels = run::attentionLevels(chosen.shape, side, side);
    return chosen;
  }
};

TEST_P(Preset, HasTheParametersThatAreDocumented)
{
  const EpsilonNetwork network(settings(GetParam().preset, 32, 1), torch::kCPU);
  const double millions = static_cast<double>(network.weights().numel()) / 1e6;
  EXPECT_GT(millions, GetParam().fewest);
  EXPECT_LT(millions, GetParam().most);
}

TEST_P(Preset, AnswersInTheShapeOfTheImagesItIsGiven)
{
  for (const int channels : {1, 3}) {
    EpsilonNetwork network(settings(GetParam().preset, 16, channels), torch::kCPU);
    network.initialise(1);
    const c10::NoGradGuard noGradient;
    const torch::Tensor noisy = normals({1, channels, 16, 12}, 55);
    const torch::Tensor answer = network.epsilon(noisy, 1.0, 0.5);
    EXPECT_EQ(answer.sizes(), noisy.sizes());
    EXPECT_TRUE(torch::isfinite(answer).all().item<bool>());
  }
}

INSTANTIATE_TEST_SUITE_P(, Preset,
                         testing::Values(Size{"tiny", 0.05, 0.1}, Size{"small", 0.5, 1.0},
                                         Size{"medium", 4.0, 5.0}, Size{"large", 30.0, 40.0},
                                         Size{"huge", 75.0, 100.0}));

} // namespace
} // namespace limpid::engine
