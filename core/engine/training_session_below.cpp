// What a training does below the thresholds of its noisy images (M8), where the plan asks for it.

#include "core/base/atomic_file.h"
#include "core/base/random.h"
#include "core/engine/clean_epsilon.h"
#include "core/engine/consistency.h"
#include "core/engine/training_session.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <algorithm>

namespace limpid::engine {
namespace {

constexpr std::uint64_t posteriorPurpose = 8; // of derivedSeed(); see training_session.cpp
constexpr std::uint64_t consistencyPurpose = 9;

std::filesystem::path fileOf(const std::filesystem::path& folder, std::int64_t step)
{
  return folder / fmt::format("step-{:08}.safetensors", step);
}

} // namespace

Result<void> canTeachBelowThresholds(const run::TrainingPlan& plan,
                                     const dataset::FrozenDataset& data,
                                     const diffusion::NoiseCorrection& correction)
{
  if (plan.posteriorEvery == 0 && plan.consistencyWeight == 0.0)
    return {};
  if (correction.law().id() != "gaussian" || !data.noiseSpectrum().empty() ||
      data.noise(0).size() > 1)
    return failure(ErrorCode::Unsupported,
                   "posteriorEvery and consistencyWeight are for white gaussian noise that is the "
                   "same in every pixel of an image; the data set's isn't.");
  return {};
}

double TrainingSession::minimumTime() const
{
  return m_plan.consistencyWeight > 0.0 ? m_schedule->minimumTime() : m_drawing->minimumTime();
}

void TrainingSession::teachBelowThresholds(const std::vector<std::int64_t>& teachers,
                                           const std::vector<double>& thresholds,
                                           dataset::Drawing rule)
{
  if (m_plan.posteriorEvery == 0)
    return;
  m_copies.emplace(m_data, teachers, thresholds);
  // Below the first level that any image teaches nothing was learned to draw copies with.
  const double lowest = *std::min_element(thresholds.begin(), thresholds.end());
  std::vector<double> withCopies = thresholds;
  for (std::size_t at = 0; at < teachers.size(); ++at)
    if (m_copies->contains(teachers[at]))
      withCopies[at] = lowest;
  m_drawingWithCopies =
      std::make_unique<dataset::AdmissibleDrawing>(m_schedule, teachers, withCopies, rule);
}

const dataset::AdmissibleDrawing& TrainingSession::currentDrawing() const
{
  return m_copies && !m_copies->empty() ? *m_drawingWithCopies : *m_drawing;
}

Result<bool> TrainingSession::preparePosterior(const std::filesystem::path& folder,
                                               const jobs::JobContext& context)
{
  const std::int64_t every = m_plan.posteriorEvery;
  const std::int64_t due = every > 0 ? m_step / every * every : 0;
  if (due == m_copiesOfStep || !m_copies || m_copies->images().empty())
    return true;
  if (due == m_step) {
    const std::uint64_t seed =
        derivedSeed(derivedSeed(m_plan.seed, posteriorPurpose), static_cast<std::uint64_t>(due));
    const EpsilonFunction epsilon =
        replayedEpsilon(cleanEpsilon(m_average), recorderFor(m_average.device()));
    if (!m_copies->draw(*m_schedule, epsilon, m_data, m_drawing->minimumTime(), seed,
                        m_average.device(), context))
      return false;
    if (auto made = makeFolder(folder); !made)
      return failure(made.error());
    if (auto written = m_copies->write(fileOf(folder, due)); !written)
      return failure(written.error());
    std::error_code ignored; // the two newest checkpoints may need the one before
    std::filesystem::remove(fileOf(folder, due - 3 * every), ignored);
  } else if (auto read = m_copies->read(fileOf(folder, due)); !read) {
    return failure(read.error());
  }
  m_copiesOfStep = due;
  return true;
}

void TrainingSession::putCopies(std::span<const dataset::Draw> draws, torch::Tensor& images) const
{
  if (!m_copies)
    return;
  for (std::size_t at = 0; at < draws.size(); ++at)
    if (m_copies->standsFor(draws[at].image, m_schedule->noiseRatio(draws[at].time)))
      images[static_cast<std::int64_t>(at)].copy_(m_copies->copyOf(draws[at].image));
}

torch::Tensor TrainingSession::consistencyOf(const torch::Tensor& images,
                                             const torch::Tensor& noise,
                                             std::span<const Term> terms,
                                             const EpsilonFunction& epsilon,
                                             std::uint64_t stream) const
{
  std::vector<double> ratios;
  std::vector<float> deviations;
  for (const Term& term : terms) {
    ratios.push_back(term.noiseScale / term.signalScale);
    deviations.push_back(static_cast<float>(term.reducedScale / term.signalScale));
  }
  ConsistencyBatch batch;
  batch.start =
      images + torch::tensor(deviations).reshape({-1, 1, 1, 1}).to(images.device()) * noise;
  batch.ratios = ratios;
  batch.lowestRatio = m_schedule->noiseRatio(m_schedule->minimumTime());
  batch.dataDeviation = m_network.settings().sigmaData;
  batch.seed = derivedSeed(m_plan.seed, consistencyPurpose);
  batch.firstStream = stream;
  return consistencyLoss(*m_schedule, epsilon, batch).sum();
}

} // namespace limpid::engine
