#include "core/engine/unet.h"

#include "core/engine/activation.h"
#include "core/engine/conditioning_embedding.h"
#include "core/engine/layers.h"
#include "core/engine/self_attention.h"

#include <torch/torch.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace limpid::engine {
namespace {

constexpr int timeWidth = 128;

struct ResidualBlock : torch::nn::Module
{
  ResidualBlock(int in, int out, std::uint64_t blockNumber)
      : number(blockNumber),
        firstNorm(register_module("first_norm", normalisation(in))),
        first(register_module("first", convolution(in, out, 3))),
        modulation(register_module("modulation", torch::nn::Linear(timeWidth, 2 * out))),
        secondNorm(register_module("second_norm", normalisation(out))),
        second(register_module("second", convolution(out, out, 3)))
  {
    if (in != out)
      shortcut = register_module("shortcut", convolution(in, out, 1));
  }

  torch::Tensor forward(const torch::Tensor& input, const torch::Tensor& time,
                        const Dropout* dropout) const
  {
    torch::Tensor hidden = convolve(first, normaliseAndActivate(firstNorm, input));
    hidden = normaliseAndActivate(secondNorm, hidden, transform(modulation, time));
    if (dropout != nullptr)
      hidden = dropout->apply(hidden, number);
    hidden = convolve(second, hidden);
    return hidden + (shortcut.is_empty() ? input : convolve(shortcut, input));
  }

  std::uint64_t number;
  torch::nn::GroupNorm firstNorm;
  torch::nn::Conv2d first;
  torch::nn::Linear modulation;
  torch::nn::GroupNorm secondNorm;
  torch::nn::Conv2d second;
  torch::nn::Conv2d shortcut{nullptr};
};

// A residual block with the attention that follows it on some levels.
struct Block
{
  torch::Tensor forward(const torch::Tensor& input, const torch::Tensor& time,
                        const Dropout* dropout) const
  {
    const torch::Tensor hidden = residual->forward(input, time, dropout);
    return attention ? attention->forward(hidden) : hidden;
  }

  std::shared_ptr<ResidualBlock> residual;
  std::shared_ptr<SelfAttention> attention; // or nothing
};

// Levels are halved by averaging and widened by repetition, which costs nothing at full resolution,
// where nearly all the time goes.
struct UNet final : Backbone
{
  explicit UNet(const NetworkSettings& settings)
      : UNet(settings.shape, settings.channels, settings.takesLevels, settings.attentionLevels)
  {
    memoryFormat = settings.memoryFormat;
    const ConditioningShape conditioning{static_cast<int>(settings.labels.size()),
                                         settings.takesRisk};
    if (conditioning.any())
      said =
          register_module("said", std::make_shared<ConditioningEmbedding>(conditioning, timeWidth));
  }

  UNet(const run::NetworkShape& shape, int imageChannels, bool takesLevels,
       const std::vector<int>& attentionLevels)
      : attending(attentionLevels),
        levels(static_cast<int>(shape.multipliers.size())),
        blocksPerLevel(shape.residualBlocks),
        highestOctave(shape.highestOctave)
  {
    timeFirst = register_module("time_first", torch::nn::Linear(timeFeatureCount, timeWidth));
    timeSecond = register_module("time_second", torch::nn::Linear(timeWidth, timeWidth));
    stem = register_module("stem",
                           convolution(imageChannels + (takesLevels ? 1 : 0), shape.channels, 3));
    int width = shape.channels;
    std::vector<int> skipped;
    for (int level = 0; level < levels; ++level)
      for (int block = 0; block < blocksPerLevel; ++block) {
        const int next = shape.channels * shape.multipliers[static_cast<std::size_t>(level)];
        down.push_back(add("down", level, block, width, next));
        skipped.push_back(width = next);
      }
    for (int block = 0; block < 2; ++block)
      middle.push_back(add("middle", levels - 1, block, width, width, block == 0));
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

  torch::Tensor forward(const BackboneInput& input) const override
  {
    const torch::Tensor time = embed(input);
    torch::Tensor hidden = convolve(stem, input.values.to(input.type));
    if (liesChannelsLast(memoryFormat, hidden.device(), input.type)) // what follows keeps the order
      hidden = hidden.contiguous(torch::MemoryFormat::ChannelsLast);
    std::vector<torch::Tensor> skipped;
    auto downBlock = down.begin();
    for (int level = 0; level < levels; ++level) {
      if (level > 0)
        hidden = torch::avg_pool2d(hidden, {2, 2}, {2, 2}, {0, 0}, true);
      for (int block = 0; block < blocksPerLevel; ++block)
        skipped.push_back(hidden = (downBlock++)->forward(hidden, time, input.dropout));
    }
    for (const auto& block : middle)
      hidden = block.forward(hidden, time, input.dropout);
    auto upBlock = up.begin();
    for (std::size_t level = 0; level < narrow.size() + 1; ++level) {
      if (level > 0) {
        const torch::Tensor& finer = skipped.back();
        hidden = torch::upsample_nearest2d(convolve(narrow[level - 1], hidden),
                                           {finer.size(2), finer.size(3)});
      }
      for (int block = 0; block < blocksPerLevel; ++block) {
        hidden = (upBlock++)->forward(torch::cat({hidden, skipped.back()}, 1), time, input.dropout);
        skipped.pop_back();
      }
    }
    return convolve(last, normaliseAndActivate(lastNorm, hidden)).to(torch::kFloat32).contiguous();
  }

  torch::Tensor embed(const BackboneInput& input) const
  {
    const torch::Tensor hidden =
        torch::silu(transform(timeFirst, timeFeatures(input.noiseCode, highestOctave)));
    const torch::Tensor time = transform(timeSecond, hidden);
    return torch::silu(said ? said->addTo(time, input.conditioning) : time);
  }

  Block add(const char* part, int level, int block, int in, int out, bool mayAttend = true)
  {
    const std::string name =
        std::string(part) + "_" + std::to_string(level) + "_" + std::to_string(block);
    Block made{register_module(name, std::make_shared<ResidualBlock>(in, out, blocks++)), nullptr};
    if (mayAttend && std::find(attending.begin(), attending.end(), level) != attending.end())
      made.attention = register_module(name + "_attention", std::make_shared<SelfAttention>(out));
    return made;
  }

  std::uint64_t blocks = 0;
  std::vector<int> attending;
  int levels;
  int blocksPerLevel;
  double highestOctave;
  MemoryFormat memoryFormat = MemoryFormat::Auto;
  torch::nn::Linear timeFirst{nullptr};
  torch::nn::Linear timeSecond{nullptr};
  torch::nn::Conv2d stem{nullptr};
  std::vector<Block> down;
  std::vector<Block> middle;
  std::vector<torch::nn::Conv2d> narrow; // 1×1 before each widening, where it is cheap
  std::vector<Block> up;
  torch::nn::GroupNorm lastNorm{nullptr};
  torch::nn::Conv2d last{nullptr};
  std::shared_ptr<ConditioningEmbedding> said; // nothing where the network isn't told anything
};

} // namespace

std::shared_ptr<Backbone> makeUNet(const NetworkSettings& settings)
{
  return std::make_shared<UNet>(settings);
}

} // namespace limpid::engine
