#include "ui/viewmodels/run_files.h"

#include "core/dataset/frozen_dataset.h"
#include "core/dataset/safetensors.h"

#include <fmt/format.h>

#include <algorithm>

namespace limpid::viewmodels {

namespace {

std::vector<std::filesystem::path> foldersWith(const std::filesystem::path& folder,
                                               const char* fileName)
{
  std::vector<std::pair<std::filesystem::file_time_type, std::filesystem::path>> found;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::filesystem::path file = entry.path() / fileName;
    const auto changed = std::filesystem::last_write_time(file, error);
    if (!error)
      found.emplace_back(changed, entry.path());
  }
  std::sort(found.rbegin(), found.rend());
  std::vector<std::filesystem::path> folders;
  for (auto& one : found)
    folders.push_back(std::move(one.second));
  return folders;
}

imaging::Image toImage(std::span<const float> values, int rows, int columns,
                       const IntensityMap& intensity)
{
  imaging::Image image{
      .rows = rows, .columns = columns, .channels = 1, .pixels = {}, .spacingMm = {}};
  image.pixels.reserve(values.size());
  for (const float value : values)
    image.pixels.push_back(
        static_cast<float>(intensity.low + (static_cast<double>(value) + 1.0) * intensity.scale));
  return image;
}

std::filesystem::path datasetPath(const std::filesystem::path& folder,
                                  const run::TrainingPlan& plan)
{
  const std::filesystem::path path = plan.dataset;
  return path.is_absolute() ? path : folder / path;
}

} // namespace

Result<RunDescription> describeRun(const std::filesystem::path& folder)
{
  auto plan = run::readPlan(folder / "plan.json");
  if (!plan)
    return failure(plan.error());
  RunDescription description{folder, std::move(*plan), {}, 0, 0};
  auto dataset = dataset::FrozenDataset::open(datasetPath(folder, description.plan));
  if (!dataset)
    return description; // the data set may have stayed on another host: previews in model intensity
  description.rows = dataset->rows();
  description.columns = dataset->columns();
  const Json preparation = dataset->document().value("preparation", Json::object());
  if (preparation.contains("intensityScale")) {
    description.intensity = {preparation.value("windowLow", -1.0),
                             preparation.value("intensityScale", 1.0),
                             preparation.value("unit", std::string())};
  }
  return description;
}

std::vector<std::filesystem::path> runsOf(const std::filesystem::path& runsFolder)
{
  return foldersWith(runsFolder, "plan.json");
}

NewestRuns newestRuns(const std::filesystem::path& runsFolder)
{
  NewestRuns newest;
  for (const std::filesystem::path& folder : runsOf(runsFolder)) {
    if (newest.run.empty())
      newest.run = folder;
    const auto status = run::readStatus(folder);
    if (status && !status->checkpoint.empty()) {
      newest.model = folder;
      break;
    }
  }
  return newest;
}

std::vector<std::filesystem::path> tasksIn(const std::filesystem::path& folder)
{
  return foldersWith(folder, "status.json");
}

Result<std::vector<imaging::Image>> readImages(const std::filesystem::path& file,
                                               const IntensityMap& intensity)
{
  auto tensors = dataset::SafetensorsFile::open(file);
  if (!tensors)
    return failure(tensors.error());
  const auto tensor = tensors->tensor("images");
  if (!tensor)
    return failure(tensor.error());
  const std::span<const float> values = tensor->values<float>();
  if (tensor->shape.size() != 4 || values.empty())
    return failure(
        ErrorCode::BadInput,
        fmt::format("{} holds no images: expected N × C × H × W float32.", file.string()));
  const auto channels = static_cast<std::size_t>(tensor->shape[1]);
  const auto plane = static_cast<std::size_t>(tensor->shape[2] * tensor->shape[3]);
  std::vector<imaging::Image> images;
  for (std::size_t at = 0; at + channels * plane <= values.size(); at += channels * plane)
    images.push_back(toImage(values.subspan(at, plane), static_cast<int>(tensor->shape[2]),
                             static_cast<int>(tensor->shape[3]), intensity));
  return images;
}

Result<RealPair> readRealPair(const RunDescription& run)
{
  auto dataset = dataset::FrozenDataset::open(datasetPath(run.folder, run.plan));
  if (!dataset)
    return failure(dataset.error());
  const std::vector<std::int64_t> indices = dataset->trainingIndices();
  if (indices.empty())
    return failure(ErrorCode::BadInput, "The data set has no training images.");
  const auto byGate = [&](std::int64_t a, std::int64_t b) {
    return dataset->risk(a).gate() < dataset->risk(b).gate();
  };
  const auto [clean, noisy] = std::minmax_element(indices.begin(), indices.end(), byGate);
  const auto image = [&](std::int64_t index) {
    const auto plane =
        static_cast<std::size_t>(dataset->rows()) * static_cast<std::size_t>(dataset->columns());
    return toImage(dataset->image(index).first(plane), dataset->rows(), dataset->columns(),
                   run.intensity);
  };
  return RealPair{image(*clean), image(*noisy), dataset->risk(*noisy).noise * run.intensity.scale};
}

} // namespace limpid::viewmodels
