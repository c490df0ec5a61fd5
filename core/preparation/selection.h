#pragma once

#include "core/base/result.h"
#include "core/preparation/prepare.h"
#include "core/risk/ratings.h"
#include "core/risk/repeats.h"
#include "core/study/library.h"

#include <span>
#include <string>
#include <vector>

namespace limpid::preparation {

/// An image that may enter the data set.
struct Candidate
{
  study::ImageRecord image;
  std::size_t series = 0; ///< index into Selection::series
  std::string patient;    ///< pseudonym
  risk::QualityVector quality;
};

/// Images patient by patient, their slices in their order in space.
struct Selection
{
  std::vector<study::SeriesRecord> series;
  std::vector<Candidate> images;
  std::string kind;     ///< empty when the series are of several kinds
  std::string modality; ///< one for all
  int leftOut = 0;      ///< images that somebody keeps out of data sets (risk/left_out.h)
};

/// The images of the request's series or kind, or of the largest kind, but those that are marked as
/// left out. NotFound for what the
/// library doesn't hold; BadInput for several modalities, or synthetic images unless insisted on.
Result<Selection> selectImages(study::Project& project, const DatasetRequest& request);

/// Which of these images (indices) repeat each other, by their headers, as indices of the
/// selection. Headers that can't be read make no repeats; a stop finds none.
std::vector<risk::RepeatGroup> findRepeats(const Selection& selection,
                                           std::span<const std::size_t> images,
                                           jobs::JobContext& context);

} // namespace limpid::preparation
