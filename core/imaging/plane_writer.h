#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"
#include "core/imaging/intensity.h"

#include <filesystem>
#include <string>
#include <vector>

namespace limpid::imaging {

enum class PlaneFormat { Nifti, Nrrd, Png };

/// ".nii", ".nrrd", ".png"
const char* endingOf(PlaneFormat format);

struct PlaneNote
{
  std::string key; ///< letters, digits and spaces
  std::string text;
};

/// What stands in the header beside the pixels. All of it is plain ASCII.
struct PlaneNotes
{
  std::string summary; ///< NIfTI: descrip, at most 79 characters; NRRD: its content field
  std::string intent;  ///< NIfTI: intent_name, at most 15 characters
  std::vector<PlaneNote> entries{}; ///< NRRD: key:=value; PNG: tEXt. NIfTI has no place for them
};

/// Writes one 2-D image as a file of its own, whole or not at all. One channel: NIfTI and NRRD keep
/// the pixels as float32 in the image's unit, PNG spreads `window` over 16 bits. Three channels
/// become 8-bit RGB over `window` everywhere. A row is a row: x grows to the right, y downwards;
/// the spacing is 1 where the image has none, as these formats can't leave it open. BadInput for an
/// image without pixels, another number of channels, or notes that don't fit.
Result<void> writePlane(const std::filesystem::path& path, PlaneFormat format, const Image& image,
                        const IntensityWindow& window, const PlaneNotes& notes);

} // namespace limpid::imaging
