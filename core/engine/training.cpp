#include "core/base/atomic_file.h"
#include "core/base/figures.h"
#include "core/base/logging.h"
#include "core/engine/device.h"
#include "core/engine/engine.h"
#include "core/engine/foreign_errors.h"
#include "core/engine/images.h"
#include "core/engine/process_group.h"
#include "core/engine/task_report.h"
#include "core/engine/trained_model.h"
#include "core/engine/training_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace limpid::engine {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t metricsEvery = 10;

enum class Turn { GoOn, Finish, Stop };

// The steps of one run, and what is told of them.
class Training
{
public:
  Training(const run::TrainingPlan& plan, TrainingSession session, run::MetricsWriter metrics,
           TaskReport& report, std::shared_ptr<const ProcessGroup> group)
      : m_plan(plan),
        m_session(std::move(session)),
        m_metrics(std::move(metrics)),
        m_report(report),
        m_group(std::move(group)),
        m_firstStep(m_session.stepsDone())
  {
  }

  Result<TaskEnd> run(std::int64_t stopAfter, jobs::JobContext& context);

private:
  Turn listen(std::int64_t stopAfter, const jobs::JobContext& context);
  Result<void> tell(double loss, bool last, const jobs::JobContext& context);
  Result<void> preview(const jobs::JobContext& context);
  Result<void> save();
  Result<TaskEnd> end(jobs::Outcome outcome);
  std::string lastWord(jobs::Outcome outcome) const;
  double imagesPerSecond() const;

  const run::TrainingPlan& m_plan;
  TrainingSession m_session;
  run::MetricsWriter m_metrics;
  TaskReport& m_report;
  std::shared_ptr<const ProcessGroup> m_group;
  std::int64_t m_firstStep;
  std::int64_t m_savedStep = -1;
  Json m_modelDigest;
  Clock::time_point m_begin = Clock::now();
};

Turn Training::listen(std::int64_t stopAfter, const jobs::JobContext& context)
{
  run::Command command = m_report.newCommand();
  if (command == run::Command::Pause) {
    const Clock::time_point paused = Clock::now();
    command = m_report.waitWhilePaused(context);
    m_begin += Clock::now() - paused;
  }
  if (command == run::Command::Finish)
    return Turn::Finish;
  const bool enough = stopAfter > 0 && m_session.stepsDone() - m_firstStep >= stopAfter;
  if (command == run::Command::Stop || context.stopRequested() || enough)
    return Turn::Stop;
  return Turn::GoOn;
}

double Training::imagesPerSecond() const
{
  const double seconds = std::chrono::duration<double>(Clock::now() - m_begin).count();
  const auto steps = static_cast<double>(m_session.stepsDone() - m_firstStep);
  return seconds > 0.0 ? steps * m_plan.batch / seconds : 0.0;
}

Result<void> Training::tell(double loss, bool last, const jobs::JobContext& context)
{
  const std::int64_t step = m_session.stepsDone();
  run::Status& status = m_report.status();
  status.step = step;
  status.loss = loss;
  status.imagesPerSecond = imagesPerSecond();
  if (status.imagesPerSecond > 0.0)
    status.secondsLeft =
        static_cast<double>((m_plan.steps - step) * m_plan.batch) / status.imagesPerSecond;
  status.memoryBytes = residentBytes();
  if (step % metricsEvery == 0 || step == 1 || last) {
    auto written = m_metrics.append({{"event", "step"},
                                     {"step", step},
                                     {"loss", loss},
                                     {"imagesPerSecond", status.imagesPerSecond}});
    if (!written)
      return written;
  }
  if (m_plan.previewEvery > 0 && (step % m_plan.previewEvery == 0 || last)) {
    if (auto previewed = preview(context); !previewed)
      return previewed;
  }
  if (step % m_plan.checkpointEvery == 0 || last) {
    if (auto saved = save(); !saved)
      return saved;
  }
  m_report.update();
  return {};
}

Result<void> Training::preview(const jobs::JobContext& context)
{
  const std::int64_t step = m_session.stepsDone();
  Json event{{"event", "preview"}, {"step", step}};
  if (m_plan.previewCount > 0) {
    const torch::Tensor images = m_session.preview(context);
    if (!images.defined())
      return {};
    if (auto made = makeFolder(m_report.folder() / "previews"); !made)
      return made;
    const std::string relative = fmt::format("previews/step-{:08}.safetensors", step);
    if (auto written = writeImages(m_report.folder() / relative, images, {}); !written)
      return written;
    m_report.status().preview = relative;
    event["preview"] = relative;
  }
  Json errors = Json::array();
  for (const DenoisingError& error : m_session.heldOutErrors(context))
    errors.push_back({{"level", error.level}, {"value", error.error.value}});
  if (!errors.empty())
    event["denoisingError"] = errors;
  return m_metrics.append(event);
}

Result<void> Training::save()
{
  if (m_savedStep == m_session.stepsDone())
    return {};
  Checkpoint checkpoint = m_session.checkpoint();
  checkpoint.metricsOffset = m_metrics.offset();
  auto written = writeCheckpoint(m_report.folder(), checkpoint);
  if (!written)
    return failure(written.error());
  m_savedStep = m_session.stepsDone();
  m_modelDigest = modelDigest(checkpoint);
  m_report.status().checkpoint = written->generic_string();
  m_report.updateNow();
  return {};
}

Result<TaskEnd> Training::end(jobs::Outcome outcome)
{
  if (auto saved = save(); !saved)
    return failure(saved.error());
  const run::Status& status = m_report.status();
  return TaskEnd{outcome,
                 {{"run", m_report.folder().string()},
                  {"step", m_session.stepsDone()},
                  {"steps", m_plan.steps},
                  {"checkpoint", status.checkpoint},
                  {"loss", status.loss},
                  {"modelDigest", m_modelDigest},
                  {"minimumTime", m_session.minimumTime()},
                  {"teachingImages", m_session.teachingImages()}},
                 lastWord(outcome)};
}

std::string Training::lastWord(jobs::Outcome outcome) const
{
  const std::int64_t done = m_session.stepsDone();
  const std::string steps = saidCount(m_plan.steps) + (m_plan.steps == 1 ? " step" : " steps");
  if (outcome == jobs::Outcome::Stopped)
    return fmt::format("Stopped after {} of {}; it can be continued.", saidCount(done), steps);
  const std::string time = saidDuration(m_report.secondsWorked());
  if (done < m_plan.steps)
    return fmt::format("Finished early, in {}: {} of {}.", time, saidCount(done), steps);
  if (m_firstStep > 0)
    return fmt::format("Done in {}: {} more of {}.", time, saidCount(done - m_firstStep), steps);
  return fmt::format("Done in {}: {}.", time, steps);
}

Result<TaskEnd> Training::run(std::int64_t stopAfter, jobs::JobContext& context)
{
  m_report.status().message = "Training";
  m_report.status().step = m_session.stepsDone();
  m_report.updateNow();
  while (m_session.stepsDone() < m_plan.steps) {
    const Turn turn = listen(stopAfter, context);
    m_group->ofFirst(static_cast<std::int64_t>(turn));
    if (turn != Turn::GoOn)
      return end(turn == Turn::Stop ? jobs::Outcome::Stopped : jobs::Outcome::Done);
    const auto ready = m_session.preparePosterior(m_report.folder() / "posterior", context);
    if (!ready)
      return failure(ready.error());
    if (!*ready)
      return end(jobs::Outcome::Stopped);
    auto loss = m_session.step();
    if (!loss)
      return failure(loss.error());
    const bool last = m_session.stepsDone() == m_plan.steps;
    if (auto told = tell(*loss, last, context); !told)
      return failure(told.error());
    context.report({static_cast<double>(m_session.stepsDone()) / static_cast<double>(m_plan.steps),
                    fmt::format("Step {} of {}", m_session.stepsDone(), m_plan.steps)});
  }
  return end(jobs::Outcome::Done);
}

// Continues from the newest checkpoint, or begins where there is none yet; gives the offset at
// which the metrics go on.
Result<std::int64_t> continueSession(TrainingSession& session, const fs::path& folder)
{
  auto newest = newestCheckpoint(folder);
  if (!newest)
    return std::int64_t{0};
  auto checkpoint = readCheckpoint(*newest);
  if (!checkpoint)
    return failure(checkpoint.error());
  if (auto restored = session.restore(*checkpoint); !restored)
    return failure(restored.error());
  logInfo(fmt::format("Continues at step {}.", checkpoint->step));
  return checkpoint->metricsOffset;
}

// A session at the newest checkpoint, and the offset at which the metrics go on.
struct Opened
{
  TrainingSession session;
  std::int64_t metricsOffset = 0;
};

Result<Opened> openSession(const run::TrainingPlan& plan, const fs::path& folder,
                           torch::Device device, const std::shared_ptr<const ProcessGroup>& group)
{
  if (plan.posteriorEvery > 0 && group->size() > 1)
    return failure(ErrorCode::BadInput,
                   fmt::format("Clean images are drawn anew (posteriorEvery) by one process only, "
                               "not by {}.",
                               group->size()));
  auto data = openDataset(plan, folder);
  if (!data)
    return failure(data.error());
  auto session =
      TrainingSession::open(plan, std::move(*data), device, prepareCompute(plan.threads));
  if (!session)
    return failure(session.error());
  auto offset = continueSession(*session, folder);
  if (!offset)
    return failure(offset.error());
  if (auto joined = session->join(group); !joined)
    return failure(joined.error());
  // Nobody goes on before all have read the checkpoint.
  if (group->ofFirst(session->stepsDone()) != session->stepsDone())
    return failure(ErrorCode::BadInput,
                   fmt::format("The processes don't see the same checkpoint in {}: the run folder "
                               "must be on a disk that they share.",
                               folder.string()));
  return Opened{std::move(*session), *offset};
}

// Each process of a host has a card of its own.
Result<torch::Device> deviceOf(const run::TrainingPlan& plan, const ProcessPlace& place)
{
  auto device = chooseDevice(plan.device);
  const bool left = plan.device == "auto" || plan.device == "cuda";
  if (device && device->is_cuda() && left && place.localRank > 0)
    return chooseDevice(fmt::format("cuda:{}", place.localRank));
  return device;
}

// What the other processes of a group do: the same steps; nothing is told or written.
Result<TaskEnd> trainAlong(const run::TrainingPlan& plan, const fs::path& folder,
                           const ProcessPlace& place,
                           const std::shared_ptr<const ProcessGroup>& group)
{
  auto device = deviceOf(plan, place);
  if (!device)
    return failure(device.error());
  auto opened = openSession(plan, folder, *device, group);
  if (!opened)
    return failure(opened.error());
  TrainingSession& session = opened->session;
  Turn turn = Turn::GoOn;
  while (session.stepsDone() < plan.steps) {
    turn = static_cast<Turn>(group->ofFirst(0));
    if (turn != Turn::GoOn)
      break;
    if (auto loss = session.step(); !loss)
      return failure(loss.error());
  }
  return TaskEnd{turn == Turn::Stop ? jobs::Outcome::Stopped : jobs::Outcome::Done,
                 {{"run", folder.string()}, {"step", session.stepsDone()}, {"rank", place.rank}}};
}

Result<TaskEnd> trainReported(const run::TrainingPlan& plan, const TrainingRequest& request,
                              const ProcessPlace& place,
                              const std::shared_ptr<const ProcessGroup>& group, TaskReport& report,
                              jobs::JobContext& context)
{
  const fs::path& folder = report.folder();
  report.status().steps = plan.steps;
  auto device = deviceOf(plan, place);
  if (!device)
    return failure(device.error());
  report.status().device = device->str();
  auto opened = openSession(plan, folder, *device, group);
  if (!opened)
    return failure(opened.error());
  auto metrics = run::MetricsWriter::open(folder, opened->metricsOffset);
  if (!metrics)
    return failure(metrics.error());
  Training training(plan, std::move(opened->session), std::move(*metrics), report, group);
  return training.run(request.stopAfter, context);
}

} // namespace

Result<TaskEnd> train(const TrainingRequest& request, jobs::JobContext& context)
{
  auto plan = run::readPlan(request.plan);
  if (!plan)
    return failure(plan.error());
  const fs::path folder = fs::absolute(request.plan).parent_path();
  if (!request.resume && newestCheckpoint(folder))
    return failure(ErrorCode::AlreadyExists,
                   fmt::format("{} was trained already: continue with --resume or choose another "
                               "run.",
                               folder.string()));
  auto place = ProcessPlace::ofEnvironment();
  if (!place)
    return failure(place.error());
  auto group = ProcessGroup::join(*place);
  if (!group)
    return failure(group.error());
  if (!(*group)->first())
    return convertingForeignErrors([&] { return trainAlong(*plan, folder, *place, *group); });
  return reported(folder, "train", [&](TaskReport& report) {
    return trainReported(*plan, request, *place, *group, report, context);
  });
}

} // namespace limpid::engine
