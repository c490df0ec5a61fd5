#pragma once

#include "core/imaging/image.h"
#include "core/risk/schema.h"
#include "ui/viewmodels/kind_content.h"
#include "ui/viewmodels/plan_pixels.h"

#include <array>
#include <cstddef>
#include <vector>

namespace limpid::viewmodels {

/// A good and a bad image at training size, in the image's unit, and the noise that both get.
struct MatchPair
{
  std::array<imaging::Image, 2> sides; ///< left, right
  bool badIsLeft = false;
  std::vector<float> pattern; ///< standard normal, the same for both sides

  /// That side with noise of standard deviation `noise`.
  imaging::Image noisy(std::size_t side, double noise) const;
};

/// Which images make the pairs: places in a content, five of each at most.
struct PairPlan
{
  std::vector<std::size_t> good;
  std::vector<std::size_t> bad;
  int size = 0; ///< pixels of the square that trains

  bool complete() const; ///< five pairs; an image may stand in more than one
};

struct ReadPairs
{
  std::vector<MatchPair> pairs;
  PlanPixels pixels; ///< window and what resampling does to white noise; no image
};

/// Images of a grade and of the best, evenly over all that are rated so.
PairPlan planPairs(const KindContent& content, const risk::Component& component, double value);

/// Reads and shapes the images of a plan; which side the bad one takes goes by chance, the same for
/// the same plan. Stopped: no pairs.
Result<ReadPairs> readPairs(const KindContent& content, const PairPlan& plan,
                            jobs::JobContext& context);

} // namespace limpid::viewmodels
