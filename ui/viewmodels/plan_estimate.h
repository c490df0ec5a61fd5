#pragma once

#include "core/diffusion/coverage.h"
#include "core/diffusion/risk_sensitive.h"
#include "core/preparation/teaching_groups.h"
#include "ui/viewmodels/kind_content.h"
#include "ui/viewmodels/plan_pixels.h"

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace limpid::viewmodels {

/// Risk of the images that will train, as far as it is known.
struct PlanData
{
  bool exact = false;          ///< from the frozen data set; otherwise an estimate
  int images = 0;              ///< of the kind, also those whose noise isn't known
  double intensityScale = 0.0; ///< c: unit per model intensity; 0 while it isn't known
  double referenceNoise = 0.0; ///< σ_ref, unit, as it trains (M0)
  std::string unit;
  int size = 0;                       ///< pixels of the square that trains
  double pixelMm = 0.0;               ///< of a pixel that trains; 0 when unknown or not one
  std::vector<diffusion::Risk> risks; ///< those that are known
  std::vector<std::string> patients;  ///< pseudonyms, one per risk
  /// v/u from which on each image teaches, one per risk, where the law or the spectrum of the noise
  /// decides it (dataset::teachingImages); empty: the noise is white and gaussian.
  std::vector<double> thresholds;
  std::vector<preparation::TeachingTable> teachers; ///< who teaches fine detail, by trait
};

/// Side of the square that would train when the user wishes for `wished` pixels (0: no wish), 0
/// when the images are too small for any.
int trainedSize(const KindContent& content, int wished);

/// How many images have a value for noise.
int imagesWithKnownNoise(const KindContent& content);

/// Before freezing: noise as it was entered, through the resampling, divided by c, reference taken
/// off (M0). Window and gain come from `pixels`; without them the noise is taken for white, and
/// only CT has a window.
PlanData estimatePlanData(const KindContent& content, int size,
                          const std::optional<PlanPixels>& pixels);

/// From the frozen data set: exactly what the trainer draws from.
Result<PlanData> exactPlanData(study::Project& project, const std::filesystem::path& dataset);

/// Levels of detail, coarse to fine; the noise over the intensity range at which each ends.
enum class Detail { Layout, Organs, Edges, Fine, Texture };
inline constexpr std::array<double, 5> detailEndsAt{0.5, 0.2, 0.08, 0.03, 0.01};
/// The intensity range of an image that trains, −1 … 1: detailEndsAt times this is v/u.
inline constexpr double intensityRange = 2.0;

struct DetailCount
{
  int images = 0;
  int patients = 0;
};

/// The thresholds, or those of white gaussian noise for the buffer S.
std::vector<double> thresholdsOf(const PlanData& data, double buffer);

/// How many images (and patients) teach each level down to its end.
std::array<DetailCount, 5> countPerDetail(const PlanData& data, double buffer);

/// Root mean square of the noise that training without care would leave, unit (M9 with r̂ = 0).
double grainIfIgnored(const PlanData& data);

double medianRisk(const PlanData& data); ///< model intensity
double largestRisk(const PlanData& data);
int patientsIn(const PlanData& data);

} // namespace limpid::viewmodels
