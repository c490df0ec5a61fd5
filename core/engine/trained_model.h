#pragma once

#include "core/dataset/frozen_dataset.h"
#include "core/engine/checkpoint.h"
#include "core/run/plan.h"

#include <filesystem>
#include <memory>
#include <string>

namespace limpid::engine {

/// What sampling and assessing need of a run: its newest checkpoint, ready to be used.
struct TrainedModel
{
  Checkpoint checkpoint;
  std::shared_ptr<const diffusion::Schedule> schedule;
  EpsilonNetwork network; ///< with the averaged weights
};
Result<TrainedModel> openTrainedModel(const std::filesystem::path& runFolder,
                                      const std::string& device);

/// [{id, text}] that every output bears when no image teaches the finest levels (M7), else empty.
Json minimumTimeSentences(const TrainedModel& model);

/// The data set that a plan in `folder` names. BadInput when its digest isn't the plan's.
Result<dataset::FrozenDataset> openDataset(const run::TrainingPlan& plan,
                                           const std::filesystem::path& folder);

/// `parent`/`name`; without a name the first `prefix`-N that doesn't exist. AlreadyExists when
/// `document` is in it: nothing is overwritten. BadInput when the name isn't a plain file name.
Result<std::filesystem::path> newTaskFolder(const std::filesystem::path& parent,
                                            const std::string& name, const std::string& prefix,
                                            const std::string& document);

} // namespace limpid::engine
