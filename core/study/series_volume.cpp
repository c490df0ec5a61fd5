#include "core/study/series_volume.h"

#include "core/study/pixel_reader.h"

#include <fmt/format.h>

namespace limpid::study {
namespace {

constexpr std::size_t mostVoxels = std::size_t{1} << 28U; // a gigabyte of floats

Result<imaging::VolumeGrid> gridOf(const SeriesRecord& series,
                                   const std::vector<ImageRecord>& images)
{
  if (series.synthetic)
    return failure(ErrorCode::Unsupported,
                   "These images are synthetic: each is a single picture, so there are no planes "
                   "across them.");
  std::vector<imaging::SliceOfSeries> slices;
  for (const ImageRecord& image : images) {
    const std::optional<imaging::ImagePlane> plane = planeOf(image);
    if (!plane)
      return failure(ErrorCode::BadInput,
                     fmt::format("Image {} of the series doesn't say where it lies: planes across "
                                 "the slices can't be made.",
                                 slices.size() + 1));
    slices.push_back({image.columns, image.rows, *plane});
  }
  return imaging::volumeGridOf(slices, series.spacingMm.value_or(std::array{0.0, 0.0}));
}

} // namespace

std::optional<imaging::ImagePlane> planeOf(const ImageRecord& image)
{
  if (!image.orientation || !image.originMm)
    return std::nullopt;
  return imaging::ImagePlane{*image.orientation, *image.originMm};
}

Result<std::optional<imaging::Volume>> readVolume(const SeriesRecord& series,
                                                  const std::vector<ImageRecord>& images,
                                                  jobs::JobContext& context)
{
  Result<imaging::VolumeGrid> grid = gridOf(series, images);
  if (!grid)
    return failure(grid.error());
  const auto voxels = static_cast<std::size_t>(grid->rows) *
                      static_cast<std::size_t>(grid->columns) * images.size();
  if (voxels > mostVoxels)
    return failure(ErrorCode::Unsupported,
                   fmt::format("The series has {:.1f} billion voxels: too many for planes across "
                               "it.",
                               static_cast<double>(voxels) / 1e9));
  FrameReader reader;
  std::vector<imaging::Image> slices;
  for (const std::size_t at : grid->order) {
    if (context.stopRequested())
      return std::optional<imaging::Volume>();
    context.report({static_cast<double>(slices.size()) / static_cast<double>(images.size()),
                    fmt::format("Reading slice {} of {}", slices.size() + 1, images.size())});
    Result<imaging::Image> slice = reader.read(images[at].path, images[at].key.frame);
    if (!slice)
      return failure(slice.error());
    if (slice->rows != grid->rows || slice->columns != grid->columns || slice->channels != 1)
      return failure(ErrorCode::BadInput, fmt::format("{} has another size than its header says.",
                                                      images[at].path.string()));
    slices.push_back(*std::move(slice));
  }
  return std::optional<imaging::Volume>(std::in_place, *std::move(grid), slices);
}

} // namespace limpid::study
