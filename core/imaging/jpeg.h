#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

#include <filesystem>

namespace limpid::imaging {

struct JpegForm
{
  int rows = 0;
  int columns = 0;
  int samplesPerPixel = 1; ///< 1, 3 or, for printing, 4
};

/// The form that a JPEG file's header tells. BadInput, with libjpeg's reason, also when it promises
/// more pixels than so many bytes can hold.
Result<JpegForm> readJpegForm(const std::filesystem::path& path);

/// The picture as one channel of 0 … 255, colours by their luma (ITU-R BT.601). Damaged pixels are
/// refused, not filled in. Not through ITK, whose reader ends the program at damaged scans.
Result<Image> readJpeg(const std::filesystem::path& path);

} // namespace limpid::imaging
