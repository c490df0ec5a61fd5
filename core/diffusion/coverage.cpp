#include "core/diffusion/coverage.h"

#include "core/diffusion/time_grid.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace limpid::diffusion {
namespace {

std::vector<double> sorted(std::vector<double> thresholds)
{
  std::sort(thresholds.begin(), thresholds.end());
  return thresholds;
}

/// Each patient enters with the best of their images.
std::vector<double> patientThresholds(std::span<const double> thresholds,
                                      std::span<const std::string> patients)
{
  std::unordered_map<std::string_view, double> best;
  for (std::size_t image = 0; image < std::min(thresholds.size(), patients.size()); ++image) {
    const auto [entry, added] = best.try_emplace(patients[image], thresholds[image]);
    if (!added)
      entry->second = std::min(entry->second, thresholds[image]);
  }
  std::vector<double> smallest;
  smallest.reserve(best.size());
  for (const auto& [patient, threshold] : best)
    smallest.push_back(threshold);
  return smallest;
}

int countAdmissible(const std::vector<double>& sortedThresholds, double noiseRatio)
{
  const auto end = std::upper_bound(sortedThresholds.begin(), sortedThresholds.end(), noiseRatio);
  return static_cast<int>(end - sortedThresholds.begin());
}

} // namespace

Coverage coverage(const Schedule& schedule, std::span<const Risk> risks,
                  std::span<const std::string> patients, double buffer, int times)
{
  std::vector<double> thresholds;
  thresholds.reserve(risks.size());
  for (const Risk& risk : risks)
    thresholds.push_back(thresholdNoiseRatio(risk, buffer));
  return coverage(schedule, std::move(thresholds), patients, times);
}

Coverage coverage(const Schedule& schedule, std::vector<double> thresholdNoiseRatios,
                  std::span<const std::string> patients, int times)
{
  const std::vector<double> ofPatients = sorted(patientThresholds(thresholdNoiseRatios, patients));
  const std::vector<double> ofImages = sorted(std::move(thresholdNoiseRatios));

  Coverage counted;
  counted.time = evenNoiseTimes(schedule, times);
  for (const double time : counted.time) {
    const double noiseRatio = schedule.noiseRatio(time);
    counted.noiseRatio.push_back(noiseRatio);
    counted.images.push_back(countAdmissible(ofImages, noiseRatio));
    counted.patients.push_back(countAdmissible(ofPatients, noiseRatio));
  }
  return counted;
}

} // namespace limpid::diffusion
