#pragma once

#include "core/base/random.h"
#include "core/diffusion/risk_sensitive.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace limpid::dataset {

enum class Drawing { TimeFirst, ImageFirst };

struct Draw
{
  std::int64_t image = 0; ///< index into the data set
  double time = 0.0;
};

/// Draws (t, image) as the trainer does (M6). Time first: t from the schedule's density restricted
/// to t ≥ t_min, then an image uniformly among the admissible ones (a sort by threshold makes it
/// one binary search). Image first: the paper's algorithm 1, an image uniformly, then t from the
/// density restricted to the times at which it is admissible. An image that is admissible at no
/// time is never drawn.
class AdmissibleDrawing
{
public:
  /// `indices` and `risks` belong together; both must not be empty.
  AdmissibleDrawing(std::shared_ptr<const diffusion::Schedule> schedule,
                    const std::vector<std::int64_t>& indices,
                    const std::vector<diffusion::Risk>& risks, double buffer, Drawing drawing);
  /// For any law of noise: the smallest admissible noise ratio of each image, infinity for never
  /// (diffusion::NoiseCorrection).
  AdmissibleDrawing(std::shared_ptr<const diffusion::Schedule> schedule,
                    const std::vector<std::int64_t>& indices,
                    const std::vector<double>& thresholdNoiseRatios, Drawing drawing);

  /// False when no image is admissible at any time: nothing can be drawn then.
  bool possible() const { return m_drawable > 0; }
  /// Only when possible().
  Draw draw(Random& random) const;
  /// How many images are admissible at t: the coverage as it is drawn.
  std::int64_t admissibleAt(double time) const;
  /// The smallest t at which an image is admissible (t_min of M7).
  double minimumTime() const;

private:
  /// From the density restricted to the times at which the image at `position` is admissible.
  double drawTime(std::size_t position, Random& random) const;

  std::shared_ptr<const diffusion::Schedule> m_schedule;
  std::vector<std::int64_t> m_indices; // sorted by threshold
  std::vector<double> m_thresholds;    // noise ratios, rising
  std::size_t m_drawable = 0;          // how many of them are admissible at some time
  Drawing m_drawing;
};

} // namespace limpid::dataset
