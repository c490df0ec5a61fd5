#pragma once

#include "app/cli/restoration_run.h"
#include "core/preparation/restoration_check.h"

namespace limpid::cli {

struct RestoreComparison
{
  bool wanted = false;
  preparation::RestorationCheckRequest request;
};

/// Adds known noise to clean images kept aside of the run's data set, has the engine restore them,
/// and holds the draws against the usual filters: a table, and comparison.json beside the arrays.
Result<VerbResult> compareRestorations(Session& session, RestoreOptions options,
                                       const RestoreComparison& comparison);

} // namespace limpid::cli
