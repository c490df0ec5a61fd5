#pragma once

#include "core/base/document.h"
#include "core/base/result.h"
#include "core/jobs/job.h"
#include "core/study/project.h"
#include "core/study/scan.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace limpid::risk {

/// Standard deviation of the noise in row-major pixels, rows × columns, in the pixels' own unit.
using NoiseEstimator =
    std::function<Result<double>(std::span<const float> pixels, int rows, int columns)>;

/// How values of that source are measured again on the array that trains (M0). NotFound for those
/// that one array can't tell: repeats, header, air, people, other programs' plugins.
Result<NoiseEstimator> findNoiseEstimator(const std::string& id);

/// Whether values of that source were measured by one of this program's own estimators, also those
/// that one array can't tell again.
bool isOwnEstimator(const std::string& id);

/// Takes for each image the best that it has: repeats, a calibrated header, the spectrum,
/// Immerkær, wavelet details, air (magnitude MR).
inline constexpr const char* automaticEstimator = "auto";

/// The source of noise that was measured between repeats of a scan.
inline constexpr const char* byRepeatsSource = "repeat-difference";

struct EstimateRequest
{
  std::string estimator;               ///< a plugin's id, or automaticEstimator
  std::vector<std::string> seriesUids; ///< empty: all but synthetic images
  bool accept = false;    ///< store what was measured, source = estimator (measured = used)
  bool keepKnown = false; ///< leave images alone that have a value already
  Json parameters = Json::object(); ///< of the estimator, see its schema; not with "auto"
  /// Who has it measured: theirs is the step that undo takes back. The values are nobody's own.
  std::string author{};
};

struct EstimateSentence
{
  std::string id;
  std::string text;
};

struct EstimateReport
{
  jobs::Outcome outcome = jobs::Outcome::Done;
  int images = 0;        ///< measured
  int kept = 0;          ///< left alone, see keepKnown
  std::string component; ///< the one that is the noise
  double median = 0.0;   ///< "as seen": on the pixels as stored, not as they train (M0)
  std::string unit;      ///< of the median: "HU", "a.u.", or "mixed"
  std::map<std::string, int> sources; ///< images by the estimator that measured them
  std::optional<double> agreement;    ///< estimate over repeats, where there are repeats
  std::vector<EstimateSentence> sentences;
  std::vector<study::SkippedFile> failed; ///< files that can't be decoded or measured, and why
};

/// Measures the noise of each image of the series by plugins, in this process: not for the window.
/// An image that is one number all over has none. A stop keeps, and with `accept` stores, what was
/// measured until then; one batch of the history. NotFound and Unsupported for an estimator that
/// isn't there or can't be used.
Result<EstimateReport> estimateNoise(study::Project& project, const EstimateRequest& request,
                                     jobs::JobContext& context);

/// "Estimator and repeats agree (48 against 44 HU)": within 15 %, else what differs and what to do.
std::string agreementSentence(double estimated, double byRepeats, const std::string& unit);

/// Unit of an image's pixels after rescale, by its modality: "HU" for CT, else "a.u.".
std::string pixelUnit(const std::string& modality);

} // namespace limpid::risk
