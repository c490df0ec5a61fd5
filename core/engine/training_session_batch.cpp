// How a training comes from what was drawn to the gradient.

#include "core/base/logging.h"
#include "core/base/random.h"
#include "core/engine/foreign_errors.h"
#include "core/engine/image_conditioning.h"
#include "core/engine/training_session.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace limpid::engine {
namespace {

constexpr std::uint64_t dropoutPurpose = 6; // of derivedSeed(); see training_session.cpp
constexpr std::uint64_t untoldPurpose = 7;

// The images of a batch that one process of a group works on.
struct Share
{
  std::size_t begin = 0;
  std::size_t end = 0;
};

Share shareOf(std::size_t batch, const ProcessGroup* group)
{
  if (group == nullptr)
    return {0, batch};
  const auto rank = static_cast<std::size_t>(group->rank());
  const auto size = static_cast<std::size_t>(group->size());
  return {batch * rank / size, batch * (rank + 1) / size};
}

// All that differs from one micro-batch to the next; some may be undefined.
auto partsOf(MicroBatch& part)
{
  return std::to_array({&part.images, &part.noise, &part.terms.signalScale, &part.terms.noiseScale,
                        &part.terms.reducedScale, &part.terms.weight, &part.said.labels,
                        &part.said.risk});
}

std::vector<torch::Tensor> inputsOf(MicroBatch part)
{
  std::vector<torch::Tensor> inputs;
  for (const torch::Tensor* each : partsOf(part))
    if (each->defined())
      inputs.push_back(*each);
  return inputs;
}

// `inputs` in the places that inputsOf() took them from.
MicroBatch withInputs(MicroBatch part, const std::vector<torch::Tensor>& inputs)
{
  auto next = inputs.begin();
  for (torch::Tensor* each : partsOf(part))
    if (each->defined())
      *each = *next++;
  return part;
}

} // namespace

torch::Tensor TrainingSession::risksOf(std::span<const std::int64_t> images) const
{
  std::vector<float> risks;
  for (const std::int64_t image : images)
    risks.push_back(static_cast<float>(m_data.risk(image).noise));
  return torch::tensor(risks).to(m_network.device());
}

Conditioning TrainingSession::saidOf(std::span<const std::int64_t> images,
                                     std::uint64_t firstDraw) const
{
  return conditioningOf(m_network.settings(), m_data, images,
                        {derivedSeed(m_plan.seed, untoldPurpose), firstDraw, m_plan.untoldShare},
                        m_network.device());
}

MicroBatch TrainingSession::microBatchOf(std::span<const dataset::Draw> draws,
                                         std::span<const Term> terms, std::uint64_t stream,
                                         const NoiseSource::Part& next)
{
  std::vector<std::int64_t> indices;
  for (const dataset::Draw& draw : draws)
    indices.push_back(draw.image);
  MicroBatch part;
  part.images = m_images.gather(m_data, indices);
  putCopies(draws, part.images);
  if (m_denoiser)
    part.images = (*m_denoiser)(part.images, risksOf(indices));
  part.noise = m_noise.draw({stream, std::ssize(draws)}, next);
  part.terms = tensorsOf(terms, part.images);
  part.said = saidOf(indices, stream);
  return part;
}

// Gives the loss, as a share of the batch, and each image's error.
std::vector<torch::Tensor> TrainingSession::addGradient(const MicroBatch& part,
                                                        std::span<const Term> terms,
                                                        std::uint64_t stream, std::size_t batch)
{
  const auto images = static_cast<double>(batch);
  const Dropout dropout(m_plan.dropout, derivedSeed(m_plan.seed, dropoutPurpose), stream);
  const auto work = [&](const std::vector<torch::Tensor>& inputs) {
    const MicroBatch given = withInputs(part, inputs);
    const auto epsilon = [&](const torch::Tensor& noisy, const torch::Tensor& signalScale,
                             const torch::Tensor& noiseScale) {
      return m_network.epsilon(noisy, signalScale, noiseScale, given.said, &dropout);
    };
    const LossTensors loss = riskFreeLoss(epsilon, given.images, given.noise, given.terms);
    torch::Tensor share = loss.perImage.sum() / images;
    if (m_plan.consistencyWeight > 0.0)
      share = share + m_plan.consistencyWeight *
                          consistencyOf(given.images, given.noise, terms, epsilon, stream) / images;
    share.backward();
    return std::vector<torch::Tensor>{share.detach(), loss.epsilon};
  };
  // The number of images is part of what is recorded.
  const bool usual = batch == static_cast<std::size_t>(m_plan.batch);
  return usual ? m_replayer(work, inputsOf(part)) : work(inputsOf(part));
}

double TrainingSession::accumulate(std::span<const dataset::Draw> draws,
                                   std::span<const Term> terms, std::vector<double>& errors)
{
  const std::size_t batch = draws.size();
  const Share own = shareOf(batch, m_group.get());
  const auto atOnce = static_cast<std::size_t>(m_microBatch);
  const auto partAt = [&](std::uint64_t step, std::size_t first) -> NoiseSource::Part {
    return {step * batch + first, static_cast<std::int64_t>(std::min(atOnce, own.end - first))};
  };
  const auto step = static_cast<std::uint64_t>(m_step);
  errors.assign(batch, 0.0);
  m_network.gradient().zero_();
  double total = 0.0;
  for (std::size_t first = own.begin; first < own.end; first += atOnce) {
    const std::size_t count = std::min(atOnce, own.end - first);
    const std::uint64_t stream = step * batch + first;
    const std::span<const Term> termsOfPart = terms.subspan(first, count);
    const bool last = first + count >= own.end;
    const MicroBatch part =
        microBatchOf(draws.subspan(first, count), termsOfPart, stream,
                     last ? partAt(step + 1, own.begin) : partAt(step, first + count));
    const std::vector<torch::Tensor> found = addGradient(part, termsOfPart, stream, batch);
    total += found[0].item<double>();
    const std::vector<double> shown = onHost(found[1]);
    std::copy(shown.begin(), shown.end(), errors.begin() + static_cast<std::ptrdiff_t>(first));
  }
  return total;
}

// What the others found on their shares comes to what this process found.
void TrainingSession::addUp(double& total, std::vector<double>& errors)
{
  if (m_group == nullptr || m_group->size() == 1)
    return;
  m_group->sum(m_network.gradient());
  errors.push_back(total);
  torch::Tensor shared = torch::tensor(errors, torch::kFloat64);
  m_group->sum(shared);
  const double* values = shared.data_ptr<double>();
  errors.assign(values, values + shared.numel());
  total = errors.back();
  errors.pop_back();
}

double TrainingSession::accumulateWithinMemory(std::span<const dataset::Draw> draws,
                                               std::span<const Term> terms,
                                               std::vector<double>& errors)
{
  while (true) {
    try {
      return accumulate(draws, terms, errors);
    } catch (const std::exception& error) {
      if (!isOutOfMemory(error) || m_microBatch <= 1)
        throw;
      m_replayer.forget();
      m_microBatch = (m_microBatch + 1) / 2;
      logWarning(fmt::format("The memory isn't enough: step {} is done again with {} images at a "
                             "time.",
                             m_step + 1, m_microBatch));
    }
  }
}

} // namespace limpid::engine
