#include "core/engine/toy_mutant.h"

#include "core/base/random.h"
#include "core/dataset/admissible_drawing.h"
#include "core/dataset/noise_of_data.h"
#include "core/engine/images.h"
#include "core/engine/objective.h"
#include "core/engine/optimiser.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <cmath>

namespace limpid::engine::toy {
namespace {

// Purposes of derivedSeed().
constexpr std::uint64_t weightsPurpose = 1;
constexpr std::uint64_t drawsPurpose = 2;
constexpr std::uint64_t noisePurpose = 3;

NetworkSettings settingsOf(const run::TrainingPlan& plan, const dataset::FrozenDataset& data)
{
  NetworkSettings settings;
  settings.shape = run::networkPreset(plan.network).value();
  settings.channels = data.channels();
  settings.sigmaData = cleanStandardDeviation(data, data.trainingIndices());
  return settings;
}

class MutantTraining
{
public:
  MutantTraining(const run::TrainingPlan& plan, const dataset::FrozenDataset& data,
                 Mutation mutation)
      : m_plan(plan),
        m_data(data),
        m_mutation(mutation),
        m_schedule(diffusion::makeSchedule(plan.schedule, plan.scheduleParameters).value()),
        m_correction(dataset::noiseCorrectionOf(data, plan.instabilityWeight).value()),
        m_network(settingsOf(plan, data), torch::kCPU),
        m_average(settingsOf(plan, data), torch::kCPU),
        m_optimiser(m_network.weights())
  {
    m_network.initialise(derivedSeed(plan.seed, weightsPurpose));
    m_average.weights().copy_(m_network.weights());
    std::vector<diffusion::Risk> risks;
    for (const std::int64_t index : data.trainingIndices())
      risks.push_back(data.risk(index));
    m_drawing = std::make_unique<dataset::AdmissibleDrawing>(
        m_schedule, data.trainingIndices(), risks, plan.buffer, dataset::Drawing::TimeFirst);
  }

  void step(std::int64_t number)
  {
    Random random(derivedSeed(m_plan.seed, drawsPurpose), static_cast<std::uint64_t>(number));
    std::vector<std::int64_t> images;
    std::vector<Term> terms;
    const ErrorByNoiseRatio unused(1.0, 1.0, 1.0);
    for (int index = 0; index < m_plan.batch; ++index) {
      const dataset::Draw draw = m_drawing->draw(random);
      images.push_back(draw.image);
      terms.push_back(lossTerm(*m_schedule, m_correction, draw.time, m_data.risk(draw.image).noise,
                               Weighting::Equal, 1.0, unused));
    }
    const torch::Tensor clean = gather(m_data, images, torch::kCPU);
    const torch::Tensor noise = torch::empty_like(clean);
    Random(derivedSeed(m_plan.seed, noisePurpose), static_cast<std::uint64_t>(number))
        .fillNormal({noise.data_ptr<float>(), static_cast<std::size_t>(noise.numel())});
    m_network.gradient().zero_();
    lossOf(clean, noise, terms).backward();
    m_optimiser.step(m_network.weights(), m_network.gradient(), number,
                     learningRateAt(number, m_plan.steps, m_plan.warmupSteps, m_plan.learningRate,
                                    m_plan.finalLearningRate),
                     m_plan.weightDecay);
    updateAverage(m_average.weights(), m_network.weights(), number, m_plan.emaDecay);
  }

  EpsilonNetwork& average() { return m_average; }

private:
  torch::Tensor lossOf(const torch::Tensor& clean, const torch::Tensor& noise,
                       std::vector<Term>& terms) const
  {
    std::vector<float> excess; // v/ṽ, undone inside the loss by its ṽ/v
    for (Term& term : terms) {
      excess.push_back(static_cast<float>(term.noiseScale / term.reducedScale));
      if (m_mutation == Mutation::FullVariance) {
        term.reducedScale = term.noiseScale;
        term.weight = 1.0;
      }
    }
    const torch::Tensor factor = torch::tensor(excess).reshape({-1, 1, 1, 1});
    const auto epsilon = [&](const torch::Tensor& noisy, const torch::Tensor& signalScale,
                             const torch::Tensor& noiseScale) {
      const torch::Tensor predicted = m_network.epsilon(noisy, signalScale, noiseScale);
      return m_mutation == Mutation::PlainTarget ? factor * predicted : predicted;
    };
    return riskFreeLoss(epsilon, clean, noise, terms).perImage.mean();
  }

  const run::TrainingPlan& m_plan;
  const dataset::FrozenDataset& m_data;
  Mutation m_mutation;
  std::shared_ptr<const diffusion::Schedule> m_schedule;
  diffusion::NoiseCorrection m_correction;
  EpsilonNetwork m_network;
  EpsilonNetwork m_average;
  AdamW m_optimiser;
  std::unique_ptr<dataset::AdmissibleDrawing> m_drawing;
};

} // namespace

EpsilonNetwork trainMutant(const run::TrainingPlan& plan, const dataset::FrozenDataset& data,
                           Mutation mutation, jobs::JobContext& context)
{
  MutantTraining training(plan, data, mutation);
  for (std::int64_t step = 0; step < plan.steps && !context.stopRequested(); ++step) {
    training.step(step);
    context.report({static_cast<double>(step + 1) / static_cast<double>(plan.steps),
                    fmt::format("Step {} of {}", step + 1, plan.steps)});
  }
  return std::move(training.average());
}

} // namespace limpid::engine::toy
