#include "core/engine/trained_model.h"

#include "core/engine/device.h"

#include <fmt/format.h>

namespace limpid::engine {

namespace fs = std::filesystem;

Result<TrainedModel> openTrainedModel(const fs::path& runFolder, const std::string& device)
{
  auto where = chooseDevice(device);
  if (!where)
    return failure(where.error());
  auto path = newestCheckpoint(runFolder);
  if (!path)
    return failure(path.error());
  auto checkpoint = readCheckpoint(*path);
  if (!checkpoint)
    return failure(checkpoint.error());
  auto schedule = diffusion::makeSchedule(checkpoint->schedule, checkpoint->scheduleParameters);
  if (!schedule)
    return failure(schedule.error());
  auto network = networkOf(*checkpoint, *where);
  if (!network)
    return failure(network.error());
  return TrainedModel{std::move(*checkpoint), std::move(*schedule), std::move(*network)};
}

Json minimumTimeSentences(const TrainedModel& model)
{
  const double lowest = model.checkpoint.minimumTime;
  if (lowest <= model.schedule->minimumTime() * (1.0 + 1e-9))
    return Json::array();
  return Json::array(
      {{{"id", "minimum-time"},
        {"text", fmt::format("No image of the data set is clean enough to teach detail below noise "
                             "level {:.3g}; each image is the mean of what is possible there.",
                             model.schedule->noiseRatio(lowest))}}});
}

Result<dataset::FrozenDataset> openDataset(const run::TrainingPlan& plan, const fs::path& folder)
{
  fs::path path = plan.dataset;
  if (path.is_relative())
    path = folder / path;
  auto data = dataset::FrozenDataset::open(path);
  if (!data)
    return failure(data.error());
  if (!plan.datasetDigest.empty() && plan.datasetDigest != data->digest())
    return failure(ErrorCode::BadInput,
                   fmt::format("{} isn't the data set of the plan: its digest is {}, the plan asks "
                               "for {}.",
                               path.string(), data->digest(), plan.datasetDigest));
  return data;
}

Result<fs::path> newTaskFolder(const fs::path& parent, const std::string& name,
                               const std::string& prefix, const std::string& document)
{
  if (name.empty()) {
    for (int number = 1;; ++number)
      if (fs::path free = parent / fmt::format("{}-{}", prefix, number); !fs::exists(free))
        return free;
  }
  if (name == "." || name == ".." || fs::path(name).filename() != fs::path(name))
    return failure(ErrorCode::BadInput, fmt::format("\"{}\" is no folder name.", name));
  if (fs::exists(parent / name / document))
    return failure(ErrorCode::AlreadyExists, fmt::format("{} exists already: choose another name.",
                                                         (parent / name / document).string()));
  return parent / name;
}

} // namespace limpid::engine
