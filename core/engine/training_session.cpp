#include "core/engine/training_session.h"

#include "core/base/logging.h"
#include "core/base/random.h"
#include "core/dataset/noise_of_data.h"
#include "core/engine/device.h"
#include "core/engine/image_conditioning.h"
#include "core/engine/images.h"
#include "core/engine/local_levels.h"
#include "core/engine/samplers.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace limpid::engine {
namespace {

// Purposes of derivedSeed().
constexpr std::uint64_t weightsPurpose = 1;
constexpr std::uint64_t drawsPurpose = 2;
constexpr std::uint64_t noisePurpose = 3;
constexpr std::uint64_t previewPurpose = 4;
constexpr std::uint64_t heldOutPurpose = 5;
// 6 and 7: training_session_batch.cpp; 8 and 9: training_session_below.cpp

constexpr int previewSteps = 15;
constexpr std::size_t heldOutImages = 8;
constexpr int heldOutDraws = 2;

// A training on a GPU keeps its images there up to this size.
constexpr std::int64_t mostBytesAtHand = std::int64_t{1} << 30;

// Of larger networks the kernels take longer than their launches, and a recording holds as much
// memory as a step. Masks of dropout and the draws of the consistency loss come from the host.
std::shared_ptr<Recorder> recorderOf(const run::TrainingPlan& plan, const EpsilonNetwork& network)
{
  constexpr std::int64_t mostParameters = 8'000'000;
  const bool recordable = plan.dropout == 0.0 && plan.consistencyWeight == 0.0 &&
                          network.weights().numel() <= mostParameters;
  return recordable ? recorderFor(network.device()) : nullptr;
}

} // namespace

Result<std::vector<std::int64_t>> teachersOf(const run::TrainingPlan& plan,
                                             const dataset::FrozenDataset& data)
{
  std::vector<std::int64_t> images = data.trainingIndices();
  if (plan.objective == "clean-only")
    images = cleanOnes(data, images, plan.cleanNoise);
  if (images.empty())
    return failure(ErrorCode::BadInput,
                   plan.objective == "clean-only"
                       ? fmt::format("No training image of the data set has noise and limit up to "
                                     "{}: clean-only has nothing to learn from.",
                                     plan.cleanNoise)
                       : std::string("The data set has no training images."));
  return images;
}

TrainingSession::TrainingSession(run::TrainingPlan plan, dataset::FrozenDataset data,
                                 std::shared_ptr<const diffusion::Schedule> schedule,
                                 diffusion::NoiseCorrection correction, EpsilonNetwork network,
                                 EpsilonNetwork average)
    : m_plan(std::move(plan)),
      m_data(std::move(data)),
      m_schedule(std::move(schedule)),
      m_correction(std::move(correction)),
      m_network(std::move(network)),
      m_average(std::move(average)),
      m_optimiser(m_network.weights()),
      m_cleanError(m_schedule->noiseRatio(m_schedule->minimumTime()),
                   m_schedule->noiseRatio(m_schedule->maximumTime()),
                   m_network.settings().sigmaData),
      m_images(m_data, m_network.device(), m_network.device().is_cuda() ? mostBytesAtHand : 0),
      m_noise(derivedSeed(m_plan.seed, noisePurpose),
              {m_data.channels(), m_data.rows(), m_data.columns()}, m_network.device(),
              m_network.device().is_cuda()),
      m_replayer(recorderOf(m_plan, m_network), {m_network.gradient()})
{
}

Result<TrainingSession> TrainingSession::open(const run::TrainingPlan& plan,
                                              dataset::FrozenDataset data, torch::Device device,
                                              int threads)
{
  auto schedule = diffusion::makeSchedule(plan.schedule, plan.scheduleParameters);
  auto shape = run::networkPreset(plan.network);
  auto weighting = weightingFromString(plan.weighting);
  auto teachers = teachersOf(plan, data);
  auto correction = dataset::noiseCorrectionOf(data, plan.instabilityWeight);
  for (const Error* error :
       {schedule ? nullptr : &schedule.error(), shape ? nullptr : &shape.error(),
        weighting ? nullptr : &weighting.error(), teachers ? nullptr : &teachers.error(),
        correction ? nullptr : &correction.error()})
    if (error != nullptr)
      return failure(*error);
  if (auto precise = checkPrecision(plan.precision, device); !precise)
    return failure(precise.error());
  const bool table = data.rows() == 1 && data.columns() == 1;
  if (table != (shape->kind == run::NetworkKind::Mlp))
    return failure(ErrorCode::BadInput,
                   table ? "A table needs the network mlp."
                         : fmt::format("The network {} is for tables.", plan.network));
  NetworkSettings settings;
  settings.shape = *shape;
  settings.channels = data.channels();
  settings.attentionLevels = run::attentionLevels(*shape, data.rows(), data.columns());
  settings.sigmaData = cleanStandardDeviation(data, data.trainingIndices());
  settings.halfPrecision = plan.precision == "bf16";
  settings.takesRisk = plan.objective == "risk-conditional";
  settings.takesLevels = plan.localLevels;
  settings.memoryFormat = memoryFormatFromString(plan.memoryFormat);
  if (plan.conditioning == "label") {
    settings.labels = labelsOf(data, *teachers);
    if (settings.labels.empty())
      return failure(ErrorCode::BadInput, "The plan wants the network to be told labels, but the "
                                          "data set has none.");
  }
  EpsilonNetwork network(settings, device);
  network.initialise(derivedSeed(plan.seed, weightsPurpose));
  EpsilonNetwork average(settings, device);
  average.weights().copy_(network.weights());

  TrainingSession session(plan, std::move(data), *schedule, std::move(*correction),
                          std::move(network), std::move(average));
  session.m_weighting = *weighting;
  if (plan.objective == "denoise-first")
    session.m_denoiser.emplace(session.m_data, *teachers);
  session.m_teachingImages = teachers->size();
  const auto rule =
      plan.drawing == "image-first" ? dataset::Drawing::ImageFirst : dataset::Drawing::TimeFirst;
  const std::vector<double> thresholds = session.thresholdsOf(*teachers);
  session.m_drawing =
      std::make_unique<dataset::AdmissibleDrawing>(*schedule, *teachers, thresholds, rule);
  if (!session.m_drawing->possible())
    return failure(ErrorCode::BadInput, "No image of the data set is admissible at any time of the "
                                        "schedule: its noise is above the largest noise level.");
  for (const Result<void>& possible :
       {canTeachBelowThresholds(plan, session.m_data, session.m_correction),
        canHaveLocalLevels(plan, session.m_data, session.m_correction)})
    if (!possible)
      return failure(possible.error());
  session.teachBelowThresholds(*teachers, thresholds, rule);
  session.m_heldOutClean =
      cleanOnes(session.m_data, session.m_data.heldOutIndices(), plan.cleanNoise);
  session.m_heldOutClean.resize(std::min(session.m_heldOutClean.size(), heldOutImages));
  session.m_microBatch = plan.microBatch > 0 ? plan.microBatch : plan.batch;
  session.m_threads = threads;
  return session;
}

std::vector<double> TrainingSession::thresholdsOf(std::span<const std::int64_t> teachers) const
{
  if (m_plan.objective != "risk-sensitive")
    return std::vector<double>(teachers.size(), 0.0);
  return m_plan.localLevels ? localThresholds(m_data, teachers, m_plan.buffer)
                            : dataset::thresholdNoiseRatios(m_data, teachers, *m_schedule,
                                                            m_correction, m_plan.buffer);
}

Result<void> TrainingSession::join(std::shared_ptr<const ProcessGroup> group)
{
  if (group->size() > m_plan.batch)
    return failure(
        ErrorCode::BadInput,
        fmt::format("{} processes can't share a batch of {} images.", group->size(), m_plan.batch));
  m_group = std::move(group);
  return {};
}

Result<double> TrainingSession::step()
{
  return stepOn(m_plan.batch);
}

void TrainingSession::drawTerms(int images, std::vector<dataset::Draw>& draws,
                                std::vector<Term>& terms)
{
  Random random(derivedSeed(m_plan.seed, drawsPurpose), static_cast<std::uint64_t>(m_step));
  const bool riskMatters = m_plan.objective == "risk-sensitive";
  constexpr std::array clean{0.0F};
  for (int index = 0; index < images; ++index) {
    const dataset::Draw draw = currentDrawing().draw(random);
    draws.push_back(draw);
    const double noiseRatio = m_schedule->noiseRatio(draw.time);
    if (m_plan.localLevels) {
      terms.push_back(localTerm(noiseRatio, m_data.noise(draw.image), m_plan.buffer, m_network));
      continue;
    }
    const double unitWeight = m_network.unitWeight(noiseRatio);
    const bool copied = m_copies && m_copies->standsFor(draw.image, noiseRatio);
    const std::span<const float> risk =
        riskMatters && !copied ? m_data.noise(draw.image) : std::span<const float>(clean);
    const bool correlated = riskMatters && !m_data.noiseSpectrum().empty() && risk.front() > 0.0F;
    terms.push_back(correlated ? lossTermOfSpectrum(*m_schedule, m_correction, draw.time,
                                                    static_cast<double>(risk.front()),
                                                    m_data.noiseSpectrum(), m_weighting, unitWeight,
                                                    m_cleanError)
                               : lossTerm(*m_schedule, m_correction, draw.time, risk, m_weighting,
                                          unitWeight, m_cleanError));
  }
}

Result<void> TrainingSession::learn(std::span<const Term> terms, std::span<const double> errors)
{
  if (!std::isfinite(clipByNorm(m_network.gradient(), m_plan.gradientClip)))
    return failure(noLongerFinite("gradient"));
  m_optimiser.step(m_network.weights(), m_network.gradient(), m_step,
                   learningRateAt(m_step, m_plan.steps, m_plan.warmupSteps, m_plan.learningRate,
                                  m_plan.finalLearningRate),
                   m_plan.weightDecay);
  updateAverage(m_average.weights(), m_network.weights(), m_step, m_plan.emaDecay);
  for (std::size_t index = 0; index < terms.size(); ++index) {
    const Term& term = terms[index];
    m_cleanError.observe(term.noiseScale / term.signalScale, errors[index], term.noiseShare);
  }
  return {};
}

Error TrainingSession::noLongerFinite(std::string_view what) const
{
  return {ErrorCode::BadInput, fmt::format("The {} is no longer finite at step {}: a lower "
                                           "learning rate than {} is needed.",
                                           what, m_step + 1, m_plan.learningRate)};
}

Result<double> TrainingSession::stepOn(int images)
{
  std::vector<dataset::Draw> draws;
  std::vector<Term> terms;
  drawTerms(images, draws, terms);
  std::vector<double> errors;
  double loss = accumulateWithinMemory(draws, terms, errors);
  addUp(loss, errors);
  if (!std::isfinite(loss))
    return failure(noLongerFinite("loss"));
  if (Result<void> learned = learn(terms, errors); !learned)
    return failure(learned.error());
  ++m_step;
  return loss;
}

std::int64_t TrainingSession::evaluationsOfPreview() const
{
  const std::size_t errors = reportedLevels().size() * m_heldOutClean.size() * heldOutDraws;
  return std::int64_t{previewSteps} * m_plan.previewCount + static_cast<std::int64_t>(errors);
}

torch::Tensor TrainingSession::preview(const jobs::JobContext& context) const
{
  ImageDrawing drawing;
  drawing.sampler.steps = previewSteps;
  drawing.minimumTime = minimumTime();
  drawing.seed = derivedSeed(m_plan.seed, previewPurpose);
  drawing.count = m_plan.previewCount;
  drawing.imageShape = {m_data.channels(), m_data.rows(), m_data.columns()};
  const EpsilonFunction epsilon = replayedEpsilon(
      guidedEpsilon(m_average,
                    conditioningOfDrawing(m_average.settings(), drawing.count, m_average.device()),
                    1.0),
      recorderFor(m_average.device()));
  return drawImages(*m_schedule, epsilon, drawing, m_average.device(), context);
}

std::vector<DenoisingError> TrainingSession::heldOutErrors(const jobs::JobContext& context) const
{
  return denoisingErrors(m_average, *m_schedule, minimumTime(), m_data, m_heldOutClean,
                         heldOutDraws, derivedSeed(m_plan.seed, heldOutPurpose), context);
}

} // namespace limpid::engine
