#include "core/engine/mlp.h"

#include "core/engine/conditioning_embedding.h"
#include "core/engine/layers.h"

#include <torch/torch.h>

#include <string>
#include <vector>

namespace limpid::engine {
namespace {

struct ResidualLayer : torch::nn::Module
{
  explicit ResidualLayer(int width)
      : first(register_module("first", torch::nn::Linear(width, width))),
        modulation(register_module("modulation", torch::nn::Linear(width, width))),
        second(register_module("second", torch::nn::Linear(width, width)))
  {
  }

  torch::Tensor forward(const torch::Tensor& input, const torch::Tensor& time,
                        const Dropout* dropout, std::uint64_t place) const
  {
    torch::Tensor hidden = transform(first, torch::silu(input)) + transform(modulation, time);
    hidden = torch::silu(hidden);
    if (dropout != nullptr)
      hidden = dropout->apply(hidden, place);
    return input + transform(second, hidden);
  }

  torch::nn::Linear first;
  torch::nn::Linear modulation;
  torch::nn::Linear second;
};

struct Mlp final : Backbone
{
  Mlp(const run::NetworkShape& shape, int columns, const ConditioningShape& conditioning)
      : timeFirst(
            register_module("time_first", torch::nn::Linear(timeFeatureCount, shape.channels))),
        timeSecond(
            register_module("time_second", torch::nn::Linear(shape.channels, shape.channels))),
        stem(register_module("stem", torch::nn::Linear(columns, shape.channels))),
        highestOctave(shape.highestOctave)
  {
    for (int layer = 0; layer < shape.residualBlocks; ++layer)
      layers.push_back(register_module("layer_" + std::to_string(layer),
                                       std::make_shared<ResidualLayer>(shape.channels)));
    last = register_module("last", torch::nn::Linear(shape.channels, columns));
    if (conditioning.any())
      said = register_module("said",
                             std::make_shared<ConditioningEmbedding>(conditioning, shape.channels));
  }

  torch::Tensor forward(const BackboneInput& input) const override
  {
    torch::Tensor time =
        torch::silu(transform(timeFirst, timeFeatures(input.noiseCode, highestOctave)));
    time = transform(timeSecond, time);
    time = torch::silu(said ? said->addTo(time, input.conditioning) : time);
    torch::Tensor hidden = transform(stem, input.values.flatten(1));
    std::uint64_t place = 0;
    for (const auto& layer : layers)
      hidden = layer->forward(hidden, time, input.dropout, place++);
    return transform(last, torch::silu(hidden)).view_as(input.values);
  }

  torch::nn::Linear timeFirst;
  torch::nn::Linear timeSecond;
  torch::nn::Linear stem;
  std::vector<std::shared_ptr<ResidualLayer>> layers;
  torch::nn::Linear last{nullptr};
  double highestOctave;
  std::shared_ptr<ConditioningEmbedding> said; // nothing where the network isn't told anything
};

} // namespace

std::shared_ptr<Backbone> makeMlp(const run::NetworkShape& shape, int columns,
                                  const ConditioningShape& conditioning)
{
  return std::make_shared<Mlp>(shape, columns, conditioning);
}

} // namespace limpid::engine
