#pragma once

#include "core/jobs/job.h"
#include "core/preparation/selection.h"
#include "core/preparation/training_array.h"

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace limpid::preparation {

/// An image as it trains, and what is known of its noise, both in model intensity.
struct QuietImage
{
  imaging::Image square;
  double noise = 0.0; ///< standard deviation
  double limit = 0.0; ///< of matched ratings (M10)
};

/// Images that repeat each other.
using RepeatSet = std::vector<study::ImageKey>;

/// The sets of repeats of which RepeatMeans would make means among the images that the request
/// selects, whether or not it wants them. None after a stop.
Result<std::vector<RepeatSet>>
findRepeatSets(study::Project& project, const DatasetRequest& request, jobs::JobContext& context);

/// The means of images that repeat each other: of n with independent noise σ the mean has σ/√n, so
/// the scans themselves make the clean images that teach fine detail.
class RepeatMeans
{
public:
  /// Looks for repeats among the images of the selection, by their headers (risk/repeats.h). Only
  /// those count whose noise was measured by their repeats, since that measurement refuses images
  /// between which something moved. Empty where the request doesn't want means, and after a stop;
  /// BadInput where it does and there are no repeats.
  static Result<RepeatMeans> find(const Selection& selection, const DatasetRequest& request,
                                  const std::string& noise, jobs::JobContext& context);

  /// Which group the image at `index` of the selection belongs to.
  std::optional<std::size_t> groupOf(std::size_t index) const;

  /// Of an image that entered the data set.
  void add(std::size_t index, const QuietImage& image);
  /// The mean of the group whose last image is `index`; nothing where it ends none, or fewer than
  /// two of its images entered.
  std::optional<QuietImage> endedBy(std::size_t index) const;

private:
  struct Group
  {
    std::size_t last = 0; // of its images, in the order of the selection
    int count = 0;
    QuietImage sum; // noise: sum of the variances
  };

  std::vector<Group> m_groups;
  std::map<std::size_t, std::size_t> m_groupOf; // image → group
};

} // namespace limpid::preparation
