#include "ui/viewmodels/plan_start.h"

#include "core/base/atomic_file.h"
#include "core/base/version.h"
#include "core/preparation/prepare.h"
#include "core/run/engine_process.h"
#include "core/run/plan.h"
#include "core/study/project.h"

#include <QDateTime>

#include <algorithm>

namespace limpid::viewmodels {

namespace {

constexpr int checkpointsPerRun = 10;

preparation::DatasetRequest datasetRequest(const StartRequest& request, const std::string& name)
{
  preparation::DatasetRequest dataset;
  dataset.name = name;
  dataset.kind = request.kind;
  dataset.size = request.choices.size;
  dataset.heldOutFraction = request.choices.heldOutFraction;
  dataset.seed = static_cast<std::uint64_t>(request.choices.seed);
  dataset.meansOfRepeats = request.choices.meansOfRepeats;
  return dataset;
}

run::TrainingPlan planOf(const PlanChoices& choices, const std::string& name)
{
  run::TrainingPlan plan;
  plan.name = name;
  plan.objective = choices.objective.toStdString();
  plan.weighting = choices.weighting.toStdString();
  plan.schedule = choices.schedule.toStdString();
  plan.network = choices.network.toStdString();
  plan.device = choices.device.toStdString();
  plan.steps = choices.steps;
  plan.batch = choices.batch;
  plan.warmupSteps = std::min<std::int64_t>(plan.warmupSteps, std::max(1, choices.steps / 10));
  plan.previewEvery = std::max(1, choices.steps / previewsPerRun);
  plan.checkpointEvery = std::max(1, choices.steps / checkpointsPerRun);
  plan.seed = static_cast<std::uint64_t>(choices.seed);
  plan.programVersion = std::string(programVersion);
  return plan;
}

} // namespace

Result<StartedRun> startTraining(const StartRequest& request, jobs::JobContext& context)
{
  const auto program = run::findEngine(request.engine);
  if (!program)
    return failure(program.error());
  auto project = study::Project::open(request.project);
  if (!project)
    return failure(project.error());
  const std::string name =
      QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz")).toStdString();
  const auto frozen = preparation::prepareDataset(*project, datasetRequest(request, name), context);
  if (!frozen)
    return failure(frozen.error());
  if (frozen->outcome == jobs::Outcome::Stopped)
    return StartedRun{{}, {}, 0, true};

  StartedRun started{project->runsFolder() / name, {}, 0, false};
  if (auto made = makeFolder(started.folder); !made)
    return failure(made.error());
  run::TrainingPlan plan = planOf(request.choices, name);
  plan.dataset = std::filesystem::relative(frozen->path, started.folder).generic_string();
  plan.datasetDigest = frozen->digest;
  const std::filesystem::path planFile = started.folder / "plan.json";
  if (auto written = run::writePlan(planFile, plan); !written)
    return failure(written.error());
  auto data = exactPlanData(*project, frozen->path);
  if (!data)
    return failure(data.error());
  started.data = std::move(*data);
  const auto pid = run::startDetached(*program, {"train", planFile.string()}, started.folder);
  if (!pid)
    return failure(pid.error());
  started.pid = *pid;
  return started;
}

} // namespace limpid::viewmodels
