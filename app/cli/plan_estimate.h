#pragma once

#include "app/cli/session.h"
#include "core/run/plan.h"

#include <filesystem>

namespace limpid::cli {

/// What `limpid-engine estimate` answers for a plan on disk; null after Ctrl+C. An error's message
/// is a sentence.
Result<Json> estimatePlan(Session& session, const std::filesystem::path& planFile);

/// The same for a plan that isn't written yet; its data set must be an absolute path.
Result<Json> estimateDraft(Session& session, const run::TrainingPlan& plan);

/// Puts an estimate, or the reason why there is none, into a verb's result and text: parameters,
/// memoryBytes, seconds, secondsPerStep, device, sentences.
void addCost(const Result<Json>& cost, VerbResult& result);

} // namespace limpid::cli
