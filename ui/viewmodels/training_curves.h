#pragma once

#include "core/base/document.h"

#include <vector>

namespace limpid::viewmodels {

/// Values over training steps; both lists are as long.
struct TrainingCurve
{
  std::vector<double> steps = {};
  std::vector<double> values = {};

  bool drawable() const { return steps.size() > 1; }
};

/// What the metrics of a training tell so far.
class TrainingCurves
{
public:
  void clear();
  /// A line of metrics.jsonl; what isn't known or is damaged counts for nothing.
  void add(const Json& line);

  /// As reported: it jumps, for each batch has other images at other noise levels.
  const TrainingCurve& loss() const { return m_loss; }
  /// The loss averaged over a tenth of the steps so far, weighted towards the newest.
  TrainingCurve averageLoss() const;
  /// Error of the averaged weights on clean images kept aside at the noise ratio of
  /// `errorNoiseRatio`, at each preview.
  const TrainingCurve& heldOutError() const { return m_heldOutError; }

  static constexpr double errorNoiseRatio = 0.25;

private:
  TrainingCurve m_loss;
  TrainingCurve m_heldOutError;
};

} // namespace limpid::viewmodels
