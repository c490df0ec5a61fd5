#include "core/engine/network.h"

#include "core/base/random.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <span>

namespace limpid::engine {
namespace {

constexpr int timeFeatures = 64;
constexpr int timeWidth = 128;

// The data type follows the data: activations in bfloat16 make the convolutions bfloat16, while the
// weights and the normalisation stay float32.
torch::Tensor convolve(const torch::nn::Conv2d& layer, const torch::Tensor& input)
{
  const auto type = input.scalar_type();
  const std::int64_t padding = (layer->weight.size(2) - 1) / 2;
  return torch::conv2d(input, layer->weight.to(type), layer->bias.to(type), 1, padding);
}

torch::Tensor normalise(const torch::nn::GroupNorm& layer, const torch::Tensor& input)
{
  const torch::Tensor output = torch::group_norm(
      input.to(torch::kFloat32), layer->options.num_groups(), layer->weight, layer->bias);
  return output.to(input.scalar_type());
}

torch::Tensor transform(const torch::nn::Linear& layer, const torch::Tensor& input)
{
  return torch::linear(input, layer->weight, layer->bias);
}

torch::nn::Conv2d convolution(int in, int out, int kernel)
{
  return torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, kernel));
}

torch::nn::GroupNorm normalisation(int channels)
{
  int groups = 8;
  while (channels % groups != 0)
    --groups;
  return torch::nn::GroupNorm(torch::nn::GroupNormOptions(groups, channels));
}

// No submodule is named like a Python keyword, so that other programs can load the names.
struct ResidualBlock : torch::nn::Module
{
  ResidualBlock(int in, int out)
      : firstNorm(register_module("first_norm", normalisation(in))),
        first(register_module("first", convolution(in, out, 3))),
        modulation(register_module("modulation", torch::nn::Linear(timeWidth, 2 * out))),
        secondNorm(register_module("second_norm", normalisation(out))),
        second(register_module("second", convolution(out, out, 3)))
  {
    if (in != out)
      shortcut = register_module("shortcut", convolution(in, out, 1));
  }

  torch::Tensor forward(const torch::Tensor& input, const torch::Tensor& time) const
  {
    torch::Tensor hidden = convolve(first, torch::silu(normalise(firstNorm, input)));
    const auto scaleAndShift = transform(modulation, time)
                                   .to(hidden.scalar_type())
                                   .unsqueeze(-1)
                                   .unsqueeze(-1)
                                   .chunk(2, 1);
    hidden = normalise(secondNorm, hidden) * (scaleAndShift[0] + 1) + scaleAndShift[1];
    hidden = convolve(second, torch::silu(hidden));
    return hidden + (shortcut.is_empty() ? input : convolve(shortcut, input));
  }

  torch::nn::GroupNorm firstNorm;
  torch::nn::Conv2d first;
  torch::nn::Linear modulation;
  torch::nn::GroupNorm secondNorm;
  torch::nn::Conv2d second;
  torch::nn::Conv2d shortcut{nullptr};
};

// F of the preconditioning. Levels are halved by averaging and widened by repetition, which costs
// nothing at full resolution, where nearly all the time goes.
struct UNet : torch::nn::Module
{
  UNet(const run::NetworkShape& shape, int imageChannels)
      : levels(static_cast<int>(shape.multipliers.size())), blocksPerLevel(shape.residualBlocks)
  {
    timeFirst = register_module("time_first", torch::nn::Linear(timeFeatures, timeWidth));
    timeSecond = register_module("time_second", torch::nn::Linear(timeWidth, timeWidth));
    stem = register_module("stem", convolution(imageChannels, shape.channels, 3));
    int width = shape.channels;
    std::vector<int> skipped;
    for (int level = 0; level < levels; ++level)
      for (int block = 0; block < blocksPerLevel; ++block) {
        const int next = shape.channels * shape.multipliers[static_cast<std::size_t>(level)];
        down.push_back(add("down", level, block, width, next));
        skipped.push_back(width = next);
      }
    for (int block = 0; block < 2; ++block)
      middle.push_back(add("middle", levels - 1, block, width, width));
    for (int level = levels - 1; level >= 0; --level) {
      const int next = shape.channels * shape.multipliers[static_cast<std::size_t>(level)];
      if (level + 1 < levels)
        narrow.push_back(
            register_module("narrow_" + std::to_string(level), convolution(width, next, 1)));
      for (int block = 0; block < blocksPerLevel; ++block) {
        up.push_back(add("up", level, block, next + skipped.back(), next));
        skipped.pop_back();
      }
      width = next;
    }
    lastNorm = register_module("last_norm", normalisation(width));
    last = register_module("last", convolution(width, imageChannels, 3));
  }

  torch::Tensor forward(const torch::Tensor& input, const torch::Tensor& noiseCode,
                        torch::ScalarType type) const
  {
    const torch::Tensor time = embed(noiseCode);
    torch::Tensor hidden = convolve(stem, input.to(type));
    std::vector<torch::Tensor> skipped;
    auto downBlock = down.begin();
    for (int level = 0; level < levels; ++level) {
      if (level > 0)
        hidden = torch::avg_pool2d(hidden, {2, 2}, {2, 2}, {0, 0}, true);
      for (int block = 0; block < blocksPerLevel; ++block)
        skipped.push_back(hidden = (*downBlock++)->forward(hidden, time));
    }
    for (const auto& block : middle)
      hidden = block->forward(hidden, time);
    auto upBlock = up.begin();
    for (std::size_t level = 0; level < narrow.size() + 1; ++level) {
      if (level > 0) {
        const torch::Tensor& finer = skipped.back();
        hidden = torch::upsample_nearest2d(convolve(narrow[level - 1], hidden),
                                           {finer.size(2), finer.size(3)});
      }
      for (int block = 0; block < blocksPerLevel; ++block) {
        hidden = (*upBlock++)->forward(torch::cat({hidden, skipped.back()}, 1), time);
        skipped.pop_back();
      }
    }
    return convolve(last, torch::silu(normalise(lastNorm, hidden))).to(torch::kFloat32);
  }

  torch::Tensor embed(const torch::Tensor& noiseCode) const
  {
    const torch::Tensor frequencies =
        torch::pow(2.0, torch::linspace(-1.0, 5.0, timeFeatures / 2, noiseCode.options()));
    const torch::Tensor angles = noiseCode.unsqueeze(1) * frequencies.unsqueeze(0);
    const torch::Tensor features = torch::cat({angles.cos(), angles.sin()}, 1);
    const torch::Tensor hidden = torch::silu(transform(timeFirst, features));
    return torch::silu(transform(timeSecond, hidden));
  }

  std::shared_ptr<ResidualBlock> add(const char* part, int level, int block, int in, int out)
  {
    return register_module(std::string(part) + "_" + std::to_string(level) + "_" +
                               std::to_string(block),
                           std::make_shared<ResidualBlock>(in, out));
  }

  int levels;
  int blocksPerLevel;
  torch::nn::Linear timeFirst{nullptr};
  torch::nn::Linear timeSecond{nullptr};
  torch::nn::Conv2d stem{nullptr};
  std::vector<std::shared_ptr<ResidualBlock>> down;
  std::vector<std::shared_ptr<ResidualBlock>> middle;
  std::vector<torch::nn::Conv2d> narrow; // 1×1 before each widening, where it is cheap
  std::vector<std::shared_ptr<ResidualBlock>> up;
  torch::nn::GroupNorm lastNorm{nullptr};
  torch::nn::Conv2d last{nullptr};
};

bool endsWith(const std::string& text, const std::string& end)
{
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

// Each residual block starts as its shortcut, the network as the zero function.
bool startsAtZero(const std::string& name)
{
  return endsWith(name, "bias") || endsWith(name, ".second.weight") || name == "last.weight";
}

torch::Tensor perImage(const torch::Tensor& values)
{
  return values.reshape({-1, 1, 1, 1});
}

} // namespace

struct EpsilonNetwork::Impl
{
  Impl(const NetworkSettings& chosen, torch::Device where)
      : settings(chosen), device(where), unet(chosen.shape, chosen.channels)
  {
    unet.to(device);
    std::int64_t total = 0;
    for (const auto& parameter : unet.named_parameters()) {
      const torch::Tensor& value = parameter.value();
      layout.push_back({parameter.key(), value.sizes().vec(), total, value.numel()});
      total += value.numel();
    }
    const auto options = torch::TensorOptions().dtype(torch::kFloat32).device(device);
    weights = torch::zeros({total}, options);
    gradient = torch::zeros({total}, options);
    auto parameters = unet.parameters();
    for (std::size_t index = 0; index < layout.size(); ++index) {
      const NamedShape& part = layout[index];
      parameters[index].set_data(weights.narrow(0, part.offset, part.elements).view(part.shape));
      parameters[index].mutable_grad() =
          gradient.narrow(0, part.offset, part.elements).view(part.shape);
    }
  }

  NetworkSettings settings;
  torch::Device device;
  UNet unet;
  std::vector<NamedShape> layout;
  torch::Tensor weights;
  torch::Tensor gradient;
};

EpsilonNetwork::EpsilonNetwork(const NetworkSettings& settings, torch::Device device)
    : m_impl(std::make_unique<Impl>(settings, device))
{
}
EpsilonNetwork::EpsilonNetwork(EpsilonNetwork&&) noexcept = default;
EpsilonNetwork::~EpsilonNetwork() = default;

void EpsilonNetwork::initialise(std::uint64_t seed)
{
  const torch::Tensor drawn = torch::zeros({weights().size(0)}, torch::kFloat32);
  float* values = drawn.data_ptr<float>();
  std::uint64_t stream = 0;
  for (const NamedShape& part : layout()) {
    Random random(seed, stream++);
    const std::span<float> into(values + part.offset, static_cast<std::size_t>(part.elements));
    if (endsWith(part.name, "norm.weight"))
      std::fill(into.begin(), into.end(), 1.0F);
    if (endsWith(part.name, "norm.weight") || startsAtZero(part.name))
      continue;
    std::int64_t inputs = 1;
    for (std::size_t axis = 1; axis < part.shape.size(); ++axis)
      inputs *= part.shape[axis];
    random.fillNormal(into);
    const auto scale = static_cast<float>(1.0 / std::sqrt(static_cast<double>(inputs)));
    for (float& value : into)
      value *= scale;
  }
  const torch::NoGradGuard noGradient;
  weights().copy_(drawn);
}

torch::Tensor EpsilonNetwork::epsilon(const torch::Tensor& noisy, const torch::Tensor& signalScale,
                                      const torch::Tensor& noiseScale) const
{
  const double sigmaData = settings().sigmaData;
  const torch::Tensor sigma = noiseScale / signalScale;
  const torch::Tensor spread = torch::sqrt(sigma * sigma + sigmaData * sigmaData);
  const torch::Tensor image = noisy / perImage(signalScale);
  const auto type = settings().halfPrecision ? torch::kBFloat16 : torch::kFloat32;
  const torch::Tensor output =
      m_impl->unet.forward(image / perImage(spread), torch::log(sigma) / 4, type);
  // (x − c_skip x − c_out F)/σ with both cancellations done by hand.
  return image * perImage(sigma / (spread * spread)) - output * perImage(sigmaData / spread);
}

torch::Tensor EpsilonNetwork::epsilon(const torch::Tensor& noisy, double signalScale,
                                      double noiseScale) const
{
  const auto options = torch::TensorOptions().dtype(torch::kFloat32).device(noisy.device());
  return epsilon(noisy, torch::full({noisy.size(0)}, signalScale, options),
                 torch::full({noisy.size(0)}, noiseScale, options));
}

const NetworkSettings& EpsilonNetwork::settings() const
{
  return m_impl->settings;
}
torch::Device EpsilonNetwork::device() const
{
  return m_impl->device;
}
const std::vector<NamedShape>& EpsilonNetwork::layout() const
{
  return m_impl->layout;
}
torch::Tensor& EpsilonNetwork::weights()
{
  return m_impl->weights;
}
torch::Tensor& EpsilonNetwork::gradient()
{
  return m_impl->gradient;
}
const torch::Tensor& EpsilonNetwork::weights() const
{
  return m_impl->weights;
}

} // namespace limpid::engine
