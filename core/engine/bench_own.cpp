#include "core/engine/bench_own.h"

#include "core/base/random.h"
#include "core/engine/images.h"
#include "core/engine/replayer.h"
#include "core/engine/samplers.h"

#include <ATen/ATen.h>
#include <torch/cuda.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

namespace limpid::engine {
namespace {

constexpr std::uint64_t imagesSeed = 11;
constexpr std::uint64_t weightsSeed = 12;

// The level of "down_1_0.first.weight"; stem and last layer are at level 0.
int levelOf(const std::string& name)
{
  const std::size_t at = name.find('_');
  int level = 0;
  if (at != std::string::npos)
    std::from_chars(name.data() + at + 1, name.data() + name.size(), level);
  return level;
}

bool startsWith(const std::string& text, const std::string& start)
{
  return text.compare(0, start.size(), start) == 0;
}

std::int64_t pixelsOf(int level, std::int64_t rows, std::int64_t columns)
{
  const std::int64_t shrink = std::int64_t{1} << level;
  return ((rows + shrink - 1) / shrink) * ((columns + shrink - 1) / shrink);
}

torch::Tensor normalTensor(std::vector<std::int64_t> shape, std::uint64_t stream)
{
  torch::Tensor values = torch::empty(shape, torch::kFloat32);
  Random random(imagesSeed, stream);
  random.fillNormal({values.data_ptr<float>(), static_cast<std::size_t>(values.numel())});
  return values;
}

std::map<std::string, torch::Tensor>
namedParts(const std::string& prefix, const EpsilonNetwork& network, const torch::Tensor& flat)
{
  std::map<std::string, torch::Tensor> parts;
  for (const NamedShape& part : network.layout())
    parts.emplace(prefix + part.name,
                  flat.narrow(0, part.offset, part.elements).view(part.shape).cpu());
  return parts;
}

} // namespace

void waitFor(torch::Device device)
{
  if (device.is_cuda())
    torch::cuda::synchronize(device.index());
}

Result<BenchCase> benchCaseOf(const run::TrainingPlan& plan, const dataset::FrozenDataset& data)
{
  auto shape = run::networkPreset(plan.network);
  if (!shape)
    return failure(shape.error());
  if (shape->kind != run::NetworkKind::UNet)
    return failure(ErrorCode::BadInput,
                   "The network " + plan.network + " is for tables: nothing is measured of it.");
  BenchCase chosen{plan, {}, data.rows()};
  chosen.network.shape = *shape;
  chosen.network.channels = data.channels();
  chosen.network.attentionLevels = run::attentionLevels(*shape, data.rows(), data.columns());
  chosen.network.halfPrecision = plan.precision == "bf16";
  return chosen;
}

Result<std::filesystem::path> freezeBenchImages(const std::filesystem::path& folder, int size,
                                                int channels)
{
  dataset::DatasetContent content;
  content.count = benchImages;
  content.channels = channels;
  content.rows = content.columns = size;
  content.images.resize(std::size_t{benchImages} * static_cast<std::size_t>(channels * size) *
                        static_cast<std::size_t>(size));
  Random random(imagesSeed, 0);
  for (float& value : content.images)
    value = static_cast<float>(std::tanh(0.5 * random.normal()));
  content.noise.assign(benchImages, 0.0F);
  content.limit.assign(benchImages, 0.0F);
  content.patients.assign(benchImages, "nobody");
  content.preparation = {{"unit", "a.u."}, {"intensityScale", 1.0}};
  auto digest = dataset::freeze(folder, "bench", content);
  if (!digest)
    return failure(digest.error());
  return folder / *digest;
}

double operationsPerImage(const EpsilonNetwork& network, int rows, int columns)
{
  double multiplications = 0.0;
  for (const NamedShape& part : network.layout()) {
    const bool image = part.shape.size() == 4;
    if (part.shape.size() < 2)
      continue;
    // The layer before a widening works on the coarser level.
    const int level = levelOf(part.name) + (startsWith(part.name, "narrow") ? 1 : 0);
    const auto pixels = static_cast<double>(image ? pixelsOf(level, rows, columns) : 1);
    multiplications += static_cast<double>(part.elements) * pixels;
    const bool attends = part.name.find("_attention.second.weight") != std::string::npos;
    if (attends) // queries with keys, weights with values
      multiplications += 2.0 * static_cast<double>(part.shape[0]) * pixels * pixels;
  }
  return 2.0 * multiplications;
}

double matrixRate(torch::Device device, bool halfPrecision)
{
  const c10::NoGradGuard noGradient;
  const std::int64_t side = device.is_cuda() ? 8192 : 768; // a few ms: seldom interrupted
  const auto type = halfPrecision ? torch::kBFloat16 : torch::kFloat32;
  const torch::Tensor left = normalTensor({side, side}, 1).to(device, type);
  const torch::Tensor right = normalTensor({side, side}, 2).to(device, type);
  constexpr int attempts = 40;
  double least = 1e9;
  for (int attempt = 0; attempt < attempts; ++attempt)
    least = std::min(least, costOf([&] {
                              torch::matmul(left, right);
                              waitFor(device);
                            }).seconds);
  return 2.0 * std::pow(static_cast<double>(side), 3) / least;
}

Result<void> writeBenchCheck(const BenchCase& chosen, torch::Device device,
                             const std::filesystem::path& path)
{
  constexpr std::int64_t images = 4;
  EpsilonNetwork network(chosen.network, device);
  network.initialise(weightsSeed);
  // Also what starts at zero takes part.
  const torch::Tensor disturbance = normalTensor({network.weights().numel()}, 3) * 0.03;
  {
    const c10::NoGradGuard noGradient;
    network.weights().add_(disturbance.to(device));
  }
  const std::vector<std::int64_t> shape{images, chosen.network.channels, chosen.size, chosen.size};
  const torch::Tensor sigma = torch::tensor({0.05F, 0.3F, 1.0F, 4.0F});
  const torch::Tensor noise = normalTensor(shape, 4);
  const torch::Tensor noisy =
      normalTensor(shape, 5) * chosen.network.sigmaData + sigma.view({-1, 1, 1, 1}) * noise;
  const torch::Tensor epsilon =
      network.epsilon(noisy.to(device), torch::ones_like(sigma).to(device), sigma.to(device));
  network.gradient().zero_();
  (epsilon - noise.to(device)).square().mean().backward();
  auto arrays = namedParts("weights.", network, network.weights());
  arrays.merge(namedParts("gradient.", network, network.gradient()));
  arrays.insert(
      {{"noisy", noisy}, {"sigma", sigma}, {"noise", noise}, {"epsilon", epsilon.detach().cpu()}});
  return writeArrays(path, arrays, {});
}

DrawingRate drawingRate(const BenchCase& chosen, torch::Device device,
                        const run::SamplerSettings& sampler)
{
  EpsilonNetwork network(chosen.network, device);
  network.initialise(weightsSeed);
  double inside = 0.0;
  const EpsilonFunction own = replayedEpsilon(
      [&](const torch::Tensor& noisy, const torch::Tensor& signalScale,
          const torch::Tensor& noiseScale) {
        return network.epsilon(noisy, signalScale, noiseScale);
      },
      recorderFor(device));
  const EpsilonFunction epsilon = [&](const torch::Tensor& noisy, const torch::Tensor& signalScale,
                                      const torch::Tensor& noiseScale) {
    torch::Tensor answer;
    inside += costOf([&] {
                answer = own(noisy, signalScale, noiseScale);
                waitFor(device);
              }).seconds;
    return answer;
  };
  const auto schedule = diffusion::makeSchedule("edm", Json::object());
  ImageDrawing drawing;
  drawing.sampler = sampler;
  drawing.count = chosen.plan.batch;
  drawing.imageShape = {chosen.network.channels, chosen.size, chosen.size};
  const auto draw = [&] {
    drawImages(**schedule, epsilon, drawing, device, {});
    waitFor(device);
  };
  draw(); // the first is slower
  inside = 0.0;
  const double seconds = costOf(draw).seconds;
  return {static_cast<double>(drawing.count) / seconds, inside / seconds};
}

} // namespace limpid::engine
