#pragma once

#include "core/imaging/volume.h"
#include "core/jobs/job.h"
#include "core/study/library.h"

#include <optional>
#include <vector>

namespace limpid::study {

/// Where an image lies, by its header; nothing where that doesn't say.
std::optional<imaging::ImagePlane> planeOf(const ImageRecord& image);

/// Reads the slices of a series into one volume, in real units. Refused before a pixel is read:
/// Unsupported for synthetic images, for each sample is a picture of its own and no slice of
/// anything, and for volumes of more than a gigabyte of voxels; BadInput, with the reason, for
/// slices that make no volume (imaging::volumeGridOf). Nothing when the job was stopped.
Result<std::optional<imaging::Volume>> readVolume(const SeriesRecord& series,
                                                  const std::vector<ImageRecord>& images,
                                                  jobs::JobContext& context);

} // namespace limpid::study
