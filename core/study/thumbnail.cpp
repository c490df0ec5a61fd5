#include "core/study/thumbnail.h"

#include "core/base/digest.h"
#include "core/imaging/png.h"
#include "core/imaging/resample.h"
#include "core/study/pixel_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace limpid::study {
namespace {

constexpr int longestSide = 128;

imaging::IntensityWindow windowOf(const ImageRecord& record, const imaging::Image& image)
{
  if (!record.windowCenterWidth)
    return imaging::percentileWindow(image, 0.005, 0.995);
  const auto [center, width] = *record.windowCenterWidth;
  return {center - width / 2.0, center + width / 2.0};
}

} // namespace

std::filesystem::path thumbnailPath(const Project& project, const ImageKey& key)
{
  return project.thumbnailsFolder() / (digestOf(fmt::format("{}#{}", key.uid, key.frame)) + ".png");
}

Result<std::filesystem::path> makeThumbnail(const Project& project, const ImageRecord& record)
{
  std::filesystem::path path = thumbnailPath(project, record.key);
  std::error_code status;
  if (std::filesystem::exists(path, status))
    return path;
  const Result<imaging::Image> image = readFrame(record.path, record.key.frame);
  if (!image)
    return failure(image.error());
  const int longest = std::max(image->rows, image->columns);
  const int shrunk = std::min(longest, longestSide);
  const auto small = imaging::resampleArea(*image, std::max(1, image->rows * shrunk / longest),
                                           std::max(1, image->columns * shrunk / longest));
  if (!small)
    return failure(small.error());
  const Result<void> written =
      imaging::writePng(path, small->image, windowOf(record, small->image));
  if (!written)
    return failure(written.error());
  return path;
}

} // namespace limpid::study
