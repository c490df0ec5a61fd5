#pragma once

#include "core/base/result.h"
#include "core/jobs/job.h"
#include "ui/viewmodels/plan_choices.h"
#include "ui/viewmodels/plan_estimate.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace limpid::viewmodels {

inline constexpr int previewsPerRun = 20;

/// A training on its way, or nothing after a stop.
struct StartedRun
{
  std::filesystem::path folder;
  PlanData data;
  std::int64_t pid = 0;
  bool stopped = false;
};

struct StartRequest
{
  std::filesystem::path project;
  std::string kind;
  PlanChoices choices;
  std::filesystem::path engine; ///< see run::findEngine
};

/// In a job: freezes the data set, writes the plan and starts the engine.
Result<StartedRun> startTraining(const StartRequest& request, jobs::JobContext& context);

} // namespace limpid::viewmodels
