#include "core/engine/image_conditioning.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <set>

namespace limpid::engine {
namespace {

constexpr std::int64_t untoldLabel = -1;
constexpr float untoldRisk = -1.0F;

torch::Tensor forEach(const torch::Tensor& said, std::int64_t images)
{
  return said.defined() && said.size(0) != images ? said.expand({images}) : said;
}

} // namespace

std::vector<std::int64_t> labelsOf(const dataset::FrozenDataset& data,
                                   std::span<const std::int64_t> images)
{
  std::set<std::int64_t> labels;
  for (const std::int64_t image : images)
    labels.insert(data.label(image));
  labels.erase(untoldLabel);
  return {labels.begin(), labels.end()};
}

Conditioning conditioningOf(const NetworkSettings& settings, const dataset::FrozenDataset& data,
                            std::span<const std::int64_t> images, const Untold& untold,
                            torch::Device device)
{
  if (settings.labels.empty() && !settings.takesRisk)
    return {};
  std::vector<std::int64_t> labels;
  std::vector<float> risks;
  std::uint64_t draw = untold.firstDraw;
  for (const std::int64_t image : images) {
    const bool told = !trainsUntold(untold.seed, draw++, untold.share);
    labels.push_back(told ? data.label(image) : untoldLabel);
    risks.push_back(told ? static_cast<float>(data.risk(image).gate()) : untoldRisk);
  }
  Conditioning conditioning;
  if (!settings.labels.empty())
    conditioning.labels = labelPositions(labels, settings.labels, device);
  if (settings.takesRisk)
    conditioning.risk = torch::tensor(risks).to(device);
  return conditioning;
}

Conditioning conditioningOfDrawing(const NetworkSettings& settings, std::int64_t count,
                                   torch::Device device)
{
  Conditioning conditioning;
  const auto classes = static_cast<std::int64_t>(settings.labels.size());
  if (classes > 0)
    conditioning.labels = torch::arange(count, torch::kInt64).remainder(classes).to(device);
  if (settings.takesRisk)
    conditioning.risk = torch::zeros({count}, torch::kFloat32).to(device);
  return conditioning;
}

EpsilonFunction guidedEpsilon(const EpsilonNetwork& network, Conditioning told, double guidance)
{
  return [&network, told = std::move(told), guidance](const torch::Tensor& noisy,
                                                      const torch::Tensor& signalScale,
                                                      const torch::Tensor& noiseScale) {
    const std::int64_t images = noisy.size(0);
    const Conditioning said{forEach(told.labels, images), forEach(told.risk, images)};
    if (guidance == 1.0)
      return network.epsilon(noisy, signalScale, noiseScale, said);
    const torch::Tensor untold = network.epsilon(noisy, signalScale, noiseScale);
    if (guidance == 0.0)
      return untold;
    const torch::Tensor answer = network.epsilon(noisy, signalScale, noiseScale, said);
    return untold + guidance * (answer - untold);
  };
}

} // namespace limpid::engine
