#pragma once

#include "core/base/result.h"
#include "core/jobs/job.h"
#include "core/study/library.h"
#include "core/study/pixel_mask.h"
#include "core/study/project.h"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace limpid::study {

/// A file whose pixels may hold text that names somebody: ultrasound, secondary captures, computed
/// radiography and their like without an explicit Burned In Annotation NO, and whatever says YES.
struct DoubtfulFile
{
  std::string uid; ///< SOP Instance UID, of all of its frames
  std::filesystem::path path;
  std::string reason; ///< the end of a sentence
};

/// Those of `images`, by their headers; a stop ends the list. Files of research formats say nothing
/// of the kind and aren't among them.
Result<std::vector<DoubtfulFile>> doubtfulFiles(const std::vector<ImageRecord>& images,
                                                jobs::JobContext& context);

/// Keeps that a person has looked at these images and found no text that names anybody. NotFound
/// for a UID that the library doesn't hold; nothing is kept then.
Result<void> confirmPixels(Project& project, const std::vector<std::string>& uids);

/// SOP Instance UIDs, as confirmPixels() has kept them.
Result<std::set<std::string>> confirmedPixels(Project& project);

/// Keeps rectangles that a person has laid over the text in an image, in place of those before:
/// they are painted over wherever its pixels go. None: it is open again. NotFound for a UID that
/// the library doesn't hold, BadInput for a rectangle that reaches beyond its pixels.
Result<void> coverPixels(Project& project, const std::string& uid,
                         const std::vector<PixelMask>& masks);

/// By SOP Instance UID, as coverPixels() has kept them.
Result<std::map<std::string, std::vector<PixelMask>>> coveredPixels(Project& project);

/// What was confirmed of these images, and laid over them, is forgotten.
Result<void> forgetConfirmedPixels(Project& project, const std::vector<ImageKey>& images);

} // namespace limpid::study
