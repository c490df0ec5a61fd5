#include "core/export/restoration_set.h"

#include "core/dataset/frozen_dataset.h"
#include "core/dataset/withdrawal.h"
#include "core/export/drawing_fields.h"
#include "core/run/json_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace limpid::exporting {
namespace {

constexpr int newestVersion = 1;
constexpr const char* arraysName = "restoration.safetensors";

tl::unexpected<Error> bad(const std::filesystem::path& path, std::string_view reason)
{
  return failure(ErrorCode::BadInput, fmt::format("{}: {}.", path.string(), reason));
}

Result<std::span<const float>> plane(const RestorationSet& set, const std::filesystem::path& path,
                                     const char* name, std::vector<std::int64_t>& shape)
{
  const Result<dataset::TensorView> tensor = set.file.tensor(name);
  if (!tensor)
    return failure(tensor.error());
  shape = tensor->shape;
  if (tensor->type != dataset::ElementType::Float32 || shape.size() != 4 || shape[1] != 1 ||
      shape[2] != shape[3] || shape[2] < 1 || shape[2] > 65535)
    return bad(path, fmt::format("{} must be float32, N×1×H×H", name));
  const std::span<const float> values = tensor->values<float>();
  if (!std::ranges::all_of(values, [](float value) { return std::isfinite(value); }))
    return bad(path, "some pixels aren't finite numbers");
  return values;
}

Result<void> readArrays(const std::filesystem::path& path, RestorationSet& set)
{
  std::vector<std::int64_t> shape;
  std::vector<std::int64_t> other;
  const Result<std::span<const float>> means = plane(set, path, "mean", shape);
  if (!means)
    return failure(means.error());
  const Result<std::span<const float>> deviations = plane(set, path, "deviation", other);
  if (!deviations)
    return failure(deviations.error());
  if (shape != other)
    return bad(path, "mean and deviation differ in shape");
  set.means = *means;
  set.deviations = *deviations;
  set.count = shape[0];
  set.size = static_cast<int>(shape[2]);
  return {};
}

Result<Json> readFields(const std::filesystem::path& path, RestorationSet& set)
{
  Result<Json> document = readDocument(path, "limpid-restoration", newestVersion);
  if (!document)
    return document;
  run::JsonFields fields(*document);
  fields("draws", set.draws);
  if (const Result<void> read = readDrawing(path, fields, set); !read)
    return failure(read.error());
  return document;
}

/// Digests of the images that files were prepared from, in their order.
std::vector<std::string> preparedSources(const std::filesystem::path& folder)
{
  std::vector<std::string> digests;
  const Result<Json> document =
      readDocument(folder / "sources.json", "limpid-restoration-sources", 1);
  if (document)
    for (const Json& digest : document->value("sources", Json::array()))
      digests.push_back(digest.is_string() ? digest.get<std::string>() : std::string());
  return digests;
}

std::string textIn(const Json& object, const char* key)
{
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// "7": an image kept aside of the data set; "input.safetensors:7": one of the prepared files.
std::string sourceOf(const std::string& source, const std::optional<dataset::FrozenDataset>& data,
                     const std::vector<std::string>& prepared)
{
  const std::size_t colon = source.rfind(':');
  const std::string digits = colon == std::string::npos ? source : source.substr(colon + 1);
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size())
    return {};
  if (colon != std::string::npos) {
    const bool isPrepared = source.substr(0, colon) == "input.safetensors";
    return isPrepared && number < prepared.size() ? prepared[number] : std::string();
  }
  if (!data)
    return {};
  const std::vector<std::int64_t> heldOut = data->heldOutIndices();
  const Json sources = data->document().value("sources", Json::array());
  if (number >= heldOut.size() || static_cast<std::size_t>(heldOut[number]) >= sources.size())
    return {};
  const Json& digest = sources[static_cast<std::size_t>(heldOut[number])];
  return digest.is_string() ? digest.get<std::string>() : std::string();
}

std::optional<std::array<int, 4>> cropIn(const Json& preparation)
{
  const auto found = preparation.find("crop");
  if (found == preparation.end() || !found->is_array() || found->size() != 4)
    return std::nullopt;
  std::array<int, 4> crop{};
  for (std::size_t at = 0; at < crop.size(); ++at) {
    if (!(*found)[at].is_number_integer())
      return std::nullopt;
    crop[at] = (*found)[at].get<int>();
  }
  return crop;
}

} // namespace

std::span<const float> RestorationSet::mean(std::int64_t image) const
{
  const auto pixels = static_cast<std::size_t>(size) * static_cast<std::size_t>(size);
  return means.subspan(static_cast<std::size_t>(image) * pixels, pixels);
}

std::span<const float> RestorationSet::deviation(std::int64_t image) const
{
  const auto pixels = static_cast<std::size_t>(size) * static_cast<std::size_t>(size);
  return deviations.subspan(static_cast<std::size_t>(image) * pixels, pixels);
}

Result<RestorationSet> readRestoration(const std::filesystem::path& path)
{
  const std::filesystem::path arrays =
      std::filesystem::is_directory(path) ? path / arraysName : path;
  if (const Result<void> usable = dataset::checkNotWithdrawn(arrays.parent_path()); !usable)
    return failure(usable.error());
  Result<dataset::SafetensorsFile> file = dataset::SafetensorsFile::open(arrays);
  if (!file)
    return failure(file.error());
  RestorationSet set{.file = std::move(*file)};
  if (const Result<void> read = readArrays(arrays, set); !read)
    return failure(read.error());
  std::filesystem::path documentPath = arrays;
  documentPath.replace_extension(".json");
  const Result<Json> document = readFields(documentPath, set);
  if (!document)
    return failure(document.error());
  const Training training = trainingAbove(arrays);
  std::optional<dataset::FrozenDataset> data;
  if (Result<dataset::FrozenDataset> opened = dataset::FrozenDataset::open(training.dataset);
      opened && opened->digest() == set.datasetDigest) {
    set.crop = cropIn(opened->document().value("preparation", Json::object()));
    data = *std::move(opened);
  }
  const std::vector<std::string> prepared = preparedSources(arrays.parent_path());
  for (const Json& image : document->value("images", Json::array()))
    set.sources.push_back(sourceOf(textIn(image, "source"), data, prepared));
  if (set.sources.size() != static_cast<std::size_t>(set.count))
    return bad(documentPath, "it describes another number of images than there are");
  return set;
}

} // namespace limpid::exporting
