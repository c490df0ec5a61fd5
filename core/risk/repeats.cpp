#include "core/risk/repeats.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace limpid::risk {
namespace {

double median(std::vector<double> values)
{
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
}

std::string keyOf(const metrics::Acquisition& acquisition)
{
  return fmt::format("{}|{}|{}", acquisition.dose.value_or(-1.0),
                     acquisition.averages.value_or(-1.0), acquisition.thicknessMm.value_or(-1.0));
}

} // namespace

std::vector<RepeatGroup> findRepeats(const std::vector<Scan>& scans)
{
  std::map<std::string, RepeatGroup> groups;
  for (std::size_t index = 0; index < scans.size(); ++index)
    if (const Scan& scan = scans[index]; !scan.protocol.geometry.empty())
      groups[fmt::format("{}\n{}\n{}", scan.patientKey, scan.protocol.geometry,
                         scan.protocol.acquisition)]
          .push_back(index);
  std::vector<RepeatGroup> repeats;
  for (auto& [key, group] : groups) {
    if (group.size() < 2)
      continue;
    std::stable_sort(group.begin(), group.end(), [&](std::size_t one, std::size_t other) {
      return scans[one].protocol.acquiredAt < scans[other].protocol.acquiredAt;
    });
    repeats.push_back(std::move(group));
  }
  return repeats;
}

std::optional<metrics::Calibration> calibrationFor(const Scan& scan,
                                                   std::optional<std::size_t> ownGroup,
                                                   const std::vector<GroupNoise>& groups)
{
  struct Same
  {
    metrics::Acquisition acquisition;
    std::vector<double> noises;
  };
  std::map<std::string, Same> byAcquisition;
  for (const GroupNoise& group : groups)
    if (group.scanner == scan.protocol.scanner && group.group != ownGroup) {
      Same& same = byAcquisition[keyOf(group.acquisition)];
      same.acquisition = group.acquisition;
      same.noises.push_back(group.noise);
    }
  std::optional<metrics::Calibration> nearest;
  double smallest = 0.0;
  for (const auto& [key, same] : byAcquisition) {
    const metrics::Calibration calibration{median(same.noises), same.acquisition};
    const auto predicted = metrics::headerNoise(calibration, scan.protocol.noiseGoesBy);
    if (!predicted)
      continue;
    const double distance = std::abs(std::log(*predicted / calibration.noise));
    if (!nearest || distance < smallest) {
      nearest = calibration;
      smallest = distance;
    }
  }
  return nearest;
}

} // namespace limpid::risk
