#include "core/engine/network.h"

#include "core/base/random.h"
#include "core/engine/mlp.h"
#include "core/engine/unet.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <span>

namespace limpid::engine {
namespace {

bool endsWith(const std::string& text, const std::string& end)
{
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

// Each residual block starts as its shortcut, the network as the zero function.
bool startsAtZero(const std::string& name)
{
  return endsWith(name, "bias") || endsWith(name, ".second.weight") || name == "last.weight";
}

std::shared_ptr<Backbone> makeBackbone(const NetworkSettings& settings)
{
  const ConditioningShape said{static_cast<int>(settings.labels.size()), settings.takesRisk};
  return settings.shape.kind == run::NetworkKind::Mlp
             ? makeMlp(settings.shape, settings.channels, said)
             : makeUNet(settings);
}

// B becomes B×1×1×1; B×1×H×W stays.
torch::Tensor perImage(const torch::Tensor& values)
{
  return values.dim() == 1 ? values.reshape({-1, 1, 1, 1}) : values;
}

} // namespace

struct EpsilonNetwork::Impl
{
  Impl(const NetworkSettings& chosen, torch::Device where)
      : settings(chosen), device(where), backbone(makeBackbone(chosen))
  {
    backbone->to(device);
    std::int64_t total = 0;
    for (const auto& parameter : backbone->named_parameters()) {
      const torch::Tensor& value = parameter.value();
      layout.push_back({parameter.key(), value.sizes().vec(), total, value.numel()});
      total += value.numel();
    }
    const auto options = torch::TensorOptions().dtype(torch::kFloat32).device(device);
    weights = torch::zeros({total}, options);
    gradient = torch::zeros({total}, options);
    auto parameters = backbone->parameters();
    for (std::size_t index = 0; index < layout.size(); ++index) {
      const NamedShape& part = layout[index];
      parameters[index].set_data(weights.narrow(0, part.offset, part.elements).view(part.shape));
      parameters[index].mutable_grad() =
          gradient.narrow(0, part.offset, part.elements).view(part.shape);
    }
  }

  NetworkSettings settings;
  torch::Device device;
  std::shared_ptr<Backbone> backbone;
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
                                      const torch::Tensor& noiseScale,
                                      const Conditioning& conditioning,
                                      const Dropout* dropout) const
{
  TORCH_CHECK(!conditioning.labels.defined() || !settings().labels.empty(),
              "the network takes no labels");
  TORCH_CHECK(!conditioning.risk.defined() || settings().takesRisk, "the network takes no risk");
  TORCH_CHECK(noiseScale.dim() == 1 || settings().takesLevels, "the network takes no levels");
  const double sigmaData = settings().sigmaData;
  const torch::Tensor sigma = perImage(noiseScale) / perImage(signalScale);
  const torch::Tensor spread = torch::sqrt(sigma * sigma + sigmaData * sigmaData);
  const torch::Tensor image = noisy / perImage(signalScale);
  const auto type = settings().halfPrecision ? torch::kBFloat16 : torch::kFloat32;
  const torch::Tensor code = torch::log(sigma) / 4;
  const torch::Tensor least = code.flatten(1).amin(1);
  torch::Tensor values = image / spread;
  if (settings().takesLevels)
    values = torch::cat({values, (code - perImage(least)).expand_as(values.narrow(1, 0, 1))}, 1);
  const torch::Tensor output =
      m_impl->backbone->forward({values, least, type, conditioning, dropout});
  if (!settings().preconditioned())
    return output;
  // (x − c_skip x − c_out F)/σ with both cancellations done by hand.
  return image * (sigma / (spread * spread)) - output * (sigmaData / spread);
}

double EpsilonNetwork::unitWeight(double noiseRatio) const
{
  const double variance = settings().sigmaData * settings().sigmaData;
  return settings().preconditioned() ? (noiseRatio * noiseRatio + variance) / variance : 1.0;
}

torch::Tensor EpsilonNetwork::epsilon(const torch::Tensor& noisy, double signalScale,
                                      double noiseScale, const Conditioning& conditioning) const
{
  const auto options = torch::TensorOptions().dtype(torch::kFloat32).device(noisy.device());
  return epsilon(noisy, torch::full({noisy.size(0)}, signalScale, options),
                 torch::full({noisy.size(0)}, noiseScale, options), conditioning);
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
