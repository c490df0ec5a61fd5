#include "core/engine/posterior_copies.h"

#include "core/base/random.h"
#include "core/engine/images.h"
#include "core/engine/samplers.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace limpid::engine {
namespace {

constexpr std::size_t imagesAtOnce = 64;
constexpr int reverseSteps = 10;
constexpr std::uint64_t fillingPurpose = 1; // of derivedSeed()

/// Noise up to the largest of the images drawn together, each from its own stream.
torch::Tensor noisedUp(const dataset::FrozenDataset& data, std::span<const std::int64_t> images,
                       double level, std::uint64_t seed)
{
  torch::Tensor start = gather(data, images, torch::kCPU);
  const auto size = static_cast<std::size_t>(start[0].numel());
  std::vector<float> filling(size);
  for (std::size_t place = 0; place < images.size(); ++place) {
    Random random(derivedSeed(seed, fillingPurpose), static_cast<std::uint64_t>(images[place]));
    random.fillNormal(filling);
    const double own = data.risk(images[place]).noise;
    const auto missing = static_cast<float>(std::sqrt(std::max(0.0, level * level - own * own)));
    float* const values = start.data_ptr<float>() + place * size;
    for (std::size_t at = 0; at < size; ++at)
      values[at] += missing * filling[at];
  }
  return start;
}

} // namespace

PosteriorCopies::PosteriorCopies(const dataset::FrozenDataset& data,
                                 std::span<const std::int64_t> images,
                                 std::span<const double> thresholdNoiseRatios)
{
  for (std::size_t at = 0; at < images.size(); ++at) {
    const diffusion::Risk risk = data.risk(images[at]);
    if (!(risk.noise > 0.0 && risk.noise >= risk.limit))
      continue;
    m_images.push_back(images[at]);
    m_thresholds[images[at]] = thresholdNoiseRatios[at];
  }
  std::stable_sort(m_images.begin(), m_images.end(), [&](std::int64_t one, std::int64_t other) {
    return data.risk(one).noise < data.risk(other).noise;
  });
  for (std::size_t place = 0; place < m_images.size(); ++place)
    m_places[m_images[place]] = static_cast<std::int64_t>(place);
}

bool PosteriorCopies::standsFor(std::int64_t image, double noiseRatio) const
{
  const auto found = m_thresholds.find(image);
  return !empty() && found != m_thresholds.end() && noiseRatio < found->second;
}

bool PosteriorCopies::draw(const diffusion::Schedule& schedule, const EpsilonFunction& epsilon,
                           const dataset::FrozenDataset& data, double minimumTime,
                           std::uint64_t seed, torch::Device device,
                           const jobs::JobContext& context)
{
  const c10::NoGradGuard noGradient;
  std::vector<torch::Tensor> parts;
  const std::span<const std::int64_t> all(m_images);
  for (std::size_t first = 0; first < all.size(); first += imagesAtOnce) {
    const auto images = all.subspan(first, std::min(imagesAtOnce, all.size() - first));
    ImageDrawing drawing;
    drawing.sampler.name = run::restorationSampler;
    drawing.sampler.steps = reverseSteps;
    drawing.minimumTime = minimumTime;
    drawing.seed = seed;
    drawing.first = static_cast<std::int64_t>(first);
    drawing.count = std::ssize(images);
    drawing.imageShape = {data.channels(), data.rows(), data.columns()};
    drawing.startTime = schedule.timeAtNoiseRatio(data.risk(images.back()).noise);
    drawing.start = noisedUp(data, images, schedule.noiseRatio(drawing.startTime), seed);
    const torch::Tensor part = drawImages(schedule, epsilon, drawing, device, context);
    if (!part.defined())
      return false;
    parts.push_back(part.to(torch::kCPU));
  }
  if (!parts.empty())
    m_copies = torch::cat(parts).contiguous();
  return true;
}

Result<void> PosteriorCopies::write(const std::filesystem::path& path) const
{
  return writeImages(path, m_copies, {{"format", "limpid-posterior-copies"}});
}

Result<void> PosteriorCopies::read(const std::filesystem::path& path)
{
  const auto file = dataset::SafetensorsFile::open(path);
  if (!file)
    return failure(file.error());
  const auto images = file->tensor("images");
  if (!images)
    return failure(images.error());
  const std::span<const float> values = images->values<float>();
  if (images->shape.size() != 4 || images->shape[0] != std::ssize(m_images) || values.empty())
    return failure(ErrorCode::BadInput,
                   fmt::format("{} doesn't hold a copy of each noisy image.", path.string()));
  m_copies = torch::tensor(std::vector<float>(values.begin(), values.end())).view(images->shape);
  return {};
}

} // namespace limpid::engine
