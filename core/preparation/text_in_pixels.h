#pragma once

// For the sources of core/preparation only.

#include "core/base/result.h"
#include "core/imaging/image.h"
#include "core/jobs/job.h"
#include "core/preparation/prepare.h"
#include "core/preparation/selection.h"

#include <map>
#include <string>
#include <vector>

namespace limpid::preparation {

/// The images of a selection whose pixels may show text (study::DoubtfulFile), and what is done
/// about it.
class TextInPixels
{
public:
  /// BadInput, saying how many, for images that nobody has confirmed and that the request neither
  /// masks nor crops, and over whose text nobody has laid a mask; also for a mask that reaches
  /// beyond one of them.
  static Result<TextInPixels> settle(study::Project& project, const Selection& selection,
                                     const DatasetRequest& request, jobs::JobContext& context);

  /// Paints the request's masks, and those that a person has laid over it, with the darkest value
  /// of the image, if it is one of those.
  void paintOver(imaging::Image& image, const study::ImageKey& key) const;

  /// What was done, a sentence; empty when there was nothing to do.
  std::string sentence() const;

private:
  std::map<std::string, std::vector<study::PixelMask>> m_masks; ///< by SOP Instance UID
  int m_confirmed = 0;                                          ///< images
  int m_cropped = 0;
  int m_maskedImages = 0;
};

} // namespace limpid::preparation
