#pragma once

#include "core/base/result.h"
#include "core/risk/regional_map.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace limpid::risk {

/// Writes the map of an image as DICOM Parametric Map (float, one frame, in the plane of the image,
/// with the component as quantity and its unit by UCUM). De-identified as study::deidentify() does
/// it, so it lies over the de-identified image; pixels that aren't rated are NaN. NotFound without
/// a map, Unsupported for an image without geometry, AlreadyExists for a file that is there.
Result<void> exportRegionalMap(study::Project& project, const study::ImageKey& image,
                               const std::string& component, const std::filesystem::path& file);

/// Whether a file is a Parametric Map or a Segmentation.
bool holdsMaps(const std::filesystem::path& file);

struct RegionalImport
{
  std::filesystem::path file{};
  std::string component{};       ///< empty: as the parametric map says
  std::optional<double> value{}; ///< of the pixels of a segmentation or mask
  std::string author{};
  /// The images to lay it on; empty: those that the file's frames say they were derived from.
  std::vector<study::ImageKey> onto{};
};

/// The images that now have a map, or were refused, with the reason.
struct RegionalImportReport
{
  std::vector<study::ImageKey> images;
  std::vector<std::string> refused;  ///< sentences
  std::vector<std::string> warnings; ///< sentences: where the map was resampled
};

/// Reads a Parametric Map, or a Segmentation whose segments all get `value`; pixels outside stay
/// unrated. Which image a frame belongs to is what it says it was derived from, by its real UID or
/// by the one that is mapped to it. BadInput for other objects. With `onto` importOnto().
Result<RegionalImportReport> importRegionalMaps(study::Project& project,
                                                const RegionalImport& request);

/// Lays a map on the images that are named: DICOM, NIfTI, NRRD, MetaImage, or a picture, resampled
/// by the nearest pixel where the grids differ. With a value, all pixels that aren't zero get it;
/// else the file's numbers count, and zeros don't where it has no NaN. One batch of the history.
/// BadInput where it doesn't reach any of them or can't be laid on one.
Result<RegionalImportReport> importOnto(study::Project& project, const RegionalImport& request);

} // namespace limpid::risk
