#pragma once

// For the sources of core/risk only.

#include "core/imaging/image.h"
#include "core/plugin/estimator.h"
#include "core/risk/estimate.h"
#include "core/risk/repeats.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace limpid::risk {

/// σ of one image and the estimator that told it.
struct ImageNoise
{
  double noise = 0.0;
  std::string source;
};

/// Runs estimators on the scans of a library; repeats are measured once a group.
class NoiseMeasuring
{
public:
  /// `scans` are all that may be repeats or calibrate; kept.
  explicit NoiseMeasuring(std::vector<Scan> scans);

  const std::vector<Scan>& scans() const { return m_scans; }
  bool hasRepeats(std::size_t scan) const { return m_groupOf.contains(scan); }

  /// Measures every group, so that header priors can be calibrated. Fails in no way: a group that
  /// can't be measured calibrates nothing.
  void calibrate(const plugin::Estimator& byRepeats, jobs::JobContext& context);

  /// By the first of the estimators that can; the reasons of all otherwise.
  Result<ImageNoise> measure(std::size_t scan, const std::vector<plugin::Estimator>& estimators,
                             const Json& parameters);
  /// That of the scan's repeats.
  Result<double> byRepeats(std::size_t scan, const plugin::Estimator& estimator,
                           const Json& parameters);

private:
  Result<double> byOne(std::size_t scan, const imaging::Image& pixels,
                       const plugin::Estimator& estimator, const Json& parameters);
  Json factsOf(std::size_t scan) const;

  std::vector<Scan> m_scans;
  std::vector<RepeatGroup> m_groups;
  std::map<std::size_t, std::size_t> m_groupOf;                             ///< scan → group
  std::map<std::pair<std::size_t, std::string>, Result<double>> m_ofGroups; ///< by parameters
  std::vector<GroupNoise> m_calibrations;
};

} // namespace limpid::risk
