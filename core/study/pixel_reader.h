#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace limpid::study {

/// What decoding a file tells.
struct PixelSummary
{
  int frames = 0; ///< as stored: a mosaic is one frame
  int rows = 0;
  int columns = 0;
  bool isSigned = false;
  std::string photometric;
  double storedMin = 0.0;
  double storedMax = 0.0;
  double min = 0.0; ///< after rescale or the modality table
  double max = 0.0;
  double mean = 0.0;
  std::string transferSyntax;
  int images = 0;               ///< frames, or tiles of a mosaic
  std::size_t missingBytes = 0; ///< at the end; they count as zero
};

/// A file that ends in the middle of its pixels is summed up as far as it goes.
Result<PixelSummary> summarizePixels(const std::filesystem::path& file);

/// Image `frame` (from 1; a tile of a mosaic and a slice of a volume count as frames) in real
/// units: rescale slope and intercept or the modality table applied, colour and palettes as
/// luminance (Rec. 601, 0 to 255 for eight bits), MONOCHROME1 left as stored (the view inverts it).
/// A file that ends in the middle of its pixels is refused.
Result<imaging::Image> readFrame(const std::filesystem::path& file, int frame);

/// The same for many images, several of one file after another: the last file stays decoded.
class FrameReader
{
public:
  FrameReader();
  FrameReader(FrameReader&&) noexcept;
  FrameReader& operator=(FrameReader&&) noexcept;
  ~FrameReader();

  Result<imaging::Image> read(const std::filesystem::path& file, int frame);

private:
  struct Decoded;
  std::unique_ptr<Decoded> m_decoded;
};

} // namespace limpid::study
