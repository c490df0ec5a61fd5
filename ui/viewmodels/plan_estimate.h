#pragma once

#include "core/diffusion/coverage.h"
#include "core/diffusion/risk_sensitive.h"
#include "ui/viewmodels/kind_content.h"

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
  double referenceNoise = 0.0; ///< σ_ref, unit (M0)
  std::string unit;
  double pixelMm = 0.0;               ///< of the stored image; 0 when unknown or not one
  int columns = 0;                    ///< of the stored image
  std::vector<diffusion::Risk> risks; ///< those that are known
  std::vector<std::string> patients;  ///< pseudonyms, one per risk
};

/// Before freezing: noise as it was entered, divided by c, reference taken off (M0 without the
/// resampling factor). c is that of the default CT window, or of the header's window.
PlanData estimatePlanData(const KindContent& content);

/// From the frozen data set: exactly what the trainer draws from.
Result<PlanData> exactPlanData(const std::filesystem::path& dataset);

/// Levels of detail (ux.md 2), coarse to fine; the noise over the intensity range at which each
/// ends.
enum class Detail { Layout, Organs, Edges, Fine, Texture };
inline constexpr std::array<double, 5> detailEndsAt{0.5, 0.2, 0.08, 0.03, 0.01};

struct DetailCount
{
  int images = 0;
  int patients = 0;
};

/// How many images (and patients) teach each level down to its end.
std::array<DetailCount, 5> countPerDetail(const PlanData& data, double buffer);

/// Root mean square of the noise that training without care would leave, unit (M9 with r̂ = 0).
double grainIfIgnored(const PlanData& data);

double medianRisk(const PlanData& data); ///< model intensity
double largestRisk(const PlanData& data);

} // namespace limpid::viewmodels
