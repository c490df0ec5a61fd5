#pragma once

#include "core/base/result.h"
#include "core/dataset/added_noise.h"
#include "core/jobs/job.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace limpid::preparation {

struct PictureRequest
{
  /// A folder of PNG and JPEG whose subfolders are groups, or a NumPy archive (.npz) with arrays
  /// NAME_images (N×H×W uint8) and NAME_labels (N or N×1 uint8).
  std::filesystem::path source;
  int size = 0; ///< pixels of the square; 0: as they are
  double heldOutFraction =
      0.2; ///< of each group; of an archive with test_images or val_images: those
  std::uint64_t seed = 1;
};

struct PictureReport
{
  std::filesystem::path path; ///< of dataset.safetensors
  std::string digest;
  std::int64_t images = 0;
  std::int64_t heldOutImages = 0;
  std::vector<std::string> groups; ///< by label: names of subfolders, or numbers
};

/// Freezes pictures that nobody rated as a clean data set below `folder`, for comparisons that add
/// noise of their own: 0 … 255 becomes −1 … 1, each new pixel is the mean of the area it covers.
/// Each picture counts as a patient. BadInput for pictures of unlike or too small size.
Result<PictureReport> freezePictures(const PictureRequest& request,
                                     const std::filesystem::path& folder);

/// The same, and beside it a data set whose training images got noise of a law that is known: that
/// one is reported.
Result<PictureReport> freezePicturesWithNoise(const PictureRequest& request,
                                              const dataset::AddedNoise& noise,
                                              const std::filesystem::path& folder);

} // namespace limpid::preparation
