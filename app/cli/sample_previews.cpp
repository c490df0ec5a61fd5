#include "app/cli/sample_previews.h"

#include "app/cli/sample_table.h"
#include "core/dataset/safetensors.h"
#include "core/imaging/intensity.h"
#include "core/imaging/png.h"

#include <fmt/format.h>

#include <algorithm>

namespace limpid::cli {
namespace {

imaging::Image sampleImage(std::span<const float> values, const std::vector<std::int64_t>& shape,
                           std::int64_t index)
{
  const auto channels = static_cast<std::size_t>(shape[1]);
  const auto pixels = static_cast<std::size_t>(shape[2] * shape[3]);
  imaging::Image image;
  image.rows = static_cast<int>(shape[2]);
  image.columns = static_cast<int>(shape[3]);
  image.pixels.assign(pixels, 0.0F);
  const std::span<const float> sample =
      values.subspan(static_cast<std::size_t>(index) * channels * pixels, channels * pixels);
  for (std::size_t i = 0; i < sample.size(); ++i)
    image.pixels[i % pixels] += sample[i] / static_cast<float>(channels);
  return image;
}

} // namespace

Result<int> writePreviews(const std::filesystem::path& arrays, const std::string& tensor,
                          const std::string& name, const imaging::IntensityWindow& window)
{
  const auto file = dataset::SafetensorsFile::open(arrays);
  if (!file)
    return failure(file.error());
  const auto images = file->tensor(tensor);
  if (!images)
    return failure(images.error());
  const std::span<const float> values = images->values<float>();
  if (images->shape.size() != 4 || values.empty())
    return failure(ErrorCode::BadInput, fmt::format("{} holds no images.", arrays.string()));
  const auto count = static_cast<int>(images->shape[0]);
  if (images->shape[2] == 1 && images->shape[3] == 1)
    return writeSampleTable(arrays.parent_path(), *images).map([count] { return count; });
  for (int index = 0; index < count; ++index) {
    const std::filesystem::path path =
        arrays.parent_path() / fmt::format("{}-{:05}.png", name, index + 1);
    if (const auto written =
            imaging::writePng(path, sampleImage(values, images->shape, index), window);
        !written)
      return failure(written.error());
  }
  return count;
}

Result<int> writePreviews(const std::filesystem::path& samplesFolder)
{
  return writePreviews(samplesFolder / "samples.safetensors", "images", "sample", {-1.0, 1.0});
}

Result<double> largestValue(const std::filesystem::path& arrays, const std::string& tensor,
                            double least)
{
  const auto file = dataset::SafetensorsFile::open(arrays);
  if (!file)
    return failure(file.error());
  const auto found = file->tensor(tensor);
  if (!found)
    return failure(found.error());
  double largest = least;
  for (const float value : found->values<float>())
    largest = std::max(largest, static_cast<double>(value));
  return largest;
}

} // namespace limpid::cli
