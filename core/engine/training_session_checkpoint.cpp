// What a training keeps in a checkpoint, and how it goes on from one.

#include "core/base/logging.h"
#include "core/base/version.h"
#include "core/engine/training_session.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <algorithm>

namespace limpid::engine {
namespace {

std::string sentenceOfMismatch(const Checkpoint& checkpoint, const run::TrainingPlan& plan,
                               const dataset::FrozenDataset& data)
{
  if (checkpoint.planDigest != run::planDigest(plan))
    return "The plan was changed since the checkpoint was written: continue with the plan as it "
           "was, or start a new run.";
  if (checkpoint.datasetDigest != data.digest())
    return fmt::format("The checkpoint was trained on data set {}, the plan names {}.",
                       checkpoint.datasetDigest, data.digest());
  return {};
}

} // namespace

Result<void> TrainingSession::restore(const Checkpoint& checkpoint)
{
  if (const std::string sentence = sentenceOfMismatch(checkpoint, m_plan, m_data);
      !sentence.empty())
    return failure(ErrorCode::BadInput, sentence);
  if (checkpoint.network.shape != m_network.settings().shape)
    return failure(ErrorCode::Unsupported,
                   "The checkpoint was written by another version of Limpid, which made another "
                   "network from the plan: start a new run.");
  auto average = networkOf(checkpoint, m_network.device());
  if (!average)
    return failure(average.error());
  if (!m_cleanError.restore(checkpoint.errorByNoiseRatio))
    return failure(ErrorCode::BadInput, "The checkpoint's error by noise level is damaged.");
  const c10::NoGradGuard noGradient;
  m_network.weights().copy_(checkpoint.weights);
  m_average.weights().copy_(checkpoint.average);
  m_optimiser.firstMoment().copy_(checkpoint.firstMoment);
  m_optimiser.secondMoment().copy_(checkpoint.secondMoment);
  m_step = checkpoint.step;
  m_microBatch = std::clamp(checkpoint.microBatch, 1, m_plan.batch);
  if (checkpoint.threads != m_threads)
    logWarning(fmt::format("The checkpoint was written with {} threads, this run has {}: the last "
                           "bits may differ from an unbroken run.",
                           checkpoint.threads, m_threads));
  return {};
}

Checkpoint TrainingSession::checkpoint() const
{
  Checkpoint checkpoint;
  checkpoint.step = m_step;
  checkpoint.network = m_network.settings();
  checkpoint.layout = m_network.layout();
  const auto onHost = [](const torch::Tensor& values) { return values.to(torch::kCPU); };
  checkpoint.weights = onHost(m_network.weights());
  checkpoint.average = onHost(m_average.weights());
  checkpoint.firstMoment = onHost(m_optimiser.firstMoment());
  checkpoint.secondMoment = onHost(m_optimiser.secondMoment());
  checkpoint.errorByNoiseRatio = m_cleanError.state();
  checkpoint.schedule = m_schedule->id();
  checkpoint.scheduleParameters = m_schedule->parameters();
  checkpoint.minimumTime = minimumTime();
  checkpoint.rows = m_data.rows();
  checkpoint.columns = m_data.columns();
  checkpoint.microBatch = m_microBatch;
  checkpoint.threads = m_threads;
  checkpoint.device = m_network.device().str();
  checkpoint.planDigest = run::planDigest(m_plan);
  checkpoint.datasetDigest = m_data.digest();
  checkpoint.programVersion = programVersion;
  checkpoint.preparation = m_data.document().value("preparation", Json::object());
  return checkpoint;
}

} // namespace limpid::engine
