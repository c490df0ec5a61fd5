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

/// Draws (t, image) as the trainer does (M6). Time first: t from the schedule's density, then an
/// image uniformly among the admissible ones (a sort by threshold makes it one binary search).
/// Image first: the paper's algorithm 1. Times at which no image is admissible are never drawn: t
/// is drawn from the density restricted to t ≥ t_min.
class AdmissibleDrawing
{
public:
  /// `indices` and `risks` belong together; both must not be empty.
  AdmissibleDrawing(std::shared_ptr<const diffusion::Schedule> schedule,
                    std::vector<std::int64_t> indices, std::vector<diffusion::Risk> risks,
                    double buffer, Drawing drawing);

  Draw draw(Random& random) const;
  /// How many images are admissible at t: the coverage as it is drawn.
  std::int64_t admissibleAt(double time) const;
  /// The smallest t at which an image is admissible (t_min of M7).
  double minimumTime() const;

private:
  std::shared_ptr<const diffusion::Schedule> m_schedule;
  std::vector<std::int64_t> m_indices; // sorted by threshold
  std::vector<double> m_thresholds;    // noise ratios, rising
  Drawing m_drawing;
  double m_minimumTime = 0.0;
  double m_minimumQuantile = 0.0; // distribution function of the density at t_min
};

} // namespace limpid::dataset
