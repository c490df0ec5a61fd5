#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace limpid::imaging {

/// The formats of research: all but DICOM.
enum class ResearchFormat { Nifti, Nrrd, MetaImage, Tiff, Png, Jpeg };

/// "NIfTI", "NRRD" …
std::string_view nameOf(ResearchFormat format);

/// How many bytes researchFormatOf() wants to see.
constexpr std::size_t researchSignatureBytes = 1024;

/// The format that a file's first bytes tell (unpacked, where the file is packed with gzip).
std::optional<ResearchFormat> researchFormatOf(std::string_view start);

/// Where the slices of a volume lie, in the patient's coordinates of DICOM (millimetres; towards
/// the left, the back and the head).
struct VolumeGeometry
{
  std::array<double, 6> orientation{}; ///< of a row, of a column
  std::array<double, 3> originMm{};    ///< centre of the first pixel of the first slice
  std::array<double, 3> stepMm{};      ///< from a slice to the next
};

/// What a file of a research format holds.
struct ResearchHeader
{
  int rows = 0;
  int columns = 0;
  int slices = 1;  ///< along the third axis
  int volumes = 1; ///< along the fourth: 1 unless the file holds a series of volumes
  int samplesPerPixel = 1;
  bool isSigned = false;
  std::string sampleType; ///< "short", "float" …, of ITK
  std::optional<std::array<double, 2>> spacingMm;
  std::optional<double> sliceSpacingMm;
  std::optional<VolumeGeometry> geometry;
  std::string description;                      ///< free text of its header
  bool namesSynthetic = false;                  ///< its header says that it is synthetic
  std::vector<std::filesystem::path> dataFiles; ///< where its pixels lie elsewhere

  int images() const { return slices * volumes; }
};

/// Reads the header. Unsupported for more than four axes, for complex numbers and vectors; BadInput
/// with ITK's reason.
Result<ResearchHeader> readResearchHeader(const std::filesystem::path& path, ResearchFormat format);

/// All images of a file, slice after slice and volume after volume, in real units (NIfTI's slope
/// and intercept applied); colour as luminance (Rec. 601).
Result<std::vector<Image>> readResearchImages(const std::filesystem::path& path,
                                              ResearchFormat format);

} // namespace limpid::imaging
