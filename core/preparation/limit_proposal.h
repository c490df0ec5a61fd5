#pragma once

#include "core/base/result.h"
#include "core/jobs/job.h"
#include "core/metrics/separability.h"
#include "core/study/project.h"
#include "core/study/scan.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace limpid::preparation {

struct LimitRequest
{
  std::string component;
  double value = 0.0; ///< the grade, a step of its scale
  std::string kind;   ///< image kind; empty: the largest
  int size = 0;       ///< pixels of the square that trains; 0: as data sets take them
  std::uint64_t seed = 1;
  bool accept = false;  ///< store it (storeMeasuredMatch())
  std::string author{}; ///< whose step of the history that is
};

struct LimitProposal
{
  jobs::Outcome outcome = jobs::Outcome::Done;
  std::size_t good = 0; ///< images
  std::size_t bad = 0;
  std::size_t patients = 0;
  int size = 0;
  std::string unit;
  std::vector<double> levels; ///< of added noise, unit
  std::vector<double> areas;  ///< under the ROC curve, cross-validated by patient
  metrics::SeparationLimit limit;
  std::string sentence;
  std::vector<study::SkippedFile> leftOut; ///< files that can't be read
};

/// The noise above which a small classifier can't tell images of a grade from the best ones (M10),
/// at training size, in the image's unit. BadInput where too few are rated, or a rating of the
/// component can't be matched. Nothing is stored when it is told apart at every level, or stopped.
Result<LimitProposal> proposeLimit(study::Project& project, const LimitRequest& request,
                                   jobs::JobContext& context);

} // namespace limpid::preparation
