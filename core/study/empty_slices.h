#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"
#include "core/jobs/job.h"
#include "core/study/library.h"

#include <string>
#include <vector>

namespace limpid::study {

/// What counts as air in a series; only CT and MR have a rule.
///
/// CT: what isn't air are places where the mean of 9 × 9 pixels lies above −500 HU: a table's shell
/// is too thin for that, and noise, strong as it may be, averages out. MR: places where the mean of
/// 3 × 3 pixels lies above 5 % of the series' signal, the median over three slices of its middle
/// third of their 99th percentile. A slice shows air only when such places cover less than 0.5 % of
/// it.
class AirRule
{
public:
  static AirRule forCt() { return {}; }
  static AirRule forMr(double signal);

  bool showsOnlyAir(const imaging::Image& image) const;

private:
  bool m_magnitude = false;
  double m_level = -500.0;
};

/// The slices before the first and behind the last that shows more than air, in their order in
/// space. None where the series has no rule, fewer than three images, or where they would be more
/// than half of the series: then the rule doesn't fit. Decodes as many files as it needs, from the
/// ends inwards: not for the window. A stop gives none.
Result<std::vector<ImageKey>> findEmptyEnds(Project& project, const SeriesRecord& series,
                                            jobs::JobContext& context);

} // namespace limpid::study
