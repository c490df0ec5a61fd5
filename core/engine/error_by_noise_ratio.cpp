#include "core/engine/error_by_noise_ratio.h"

#include <algorithm>
#include <cmath>

namespace limpid::engine {
namespace {

constexpr std::size_t binCount = 48;
constexpr double decay = 0.98;
constexpr double floorOfError = 1e-3;

// The first observations count equally, so that the start is no bias.
void average(double& mean, double& count, double value)
{
  count += 1.0;
  mean += (value - mean) * std::max(1.0 - decay, 1.0 / count);
}

} // namespace

ErrorByNoiseRatio::ErrorByNoiseRatio(double smallestRatio, double largestRatio, double sigmaData)
    : m_lowest(std::log(std::max(smallestRatio, 1e-6))),
      m_sigmaData(sigmaData),
      m_cleanError(binCount),
      m_cleanCount(binCount),
      m_noisyError(binCount),
      m_noisyCount(binCount)
{
  m_width = std::max(std::log(std::max(largestRatio, 1e-6)) - m_lowest, 1e-6) /
            static_cast<double>(binCount);
}

std::size_t ErrorByNoiseRatio::binOf(double noiseRatio) const
{
  const double place = (std::log(std::max(noiseRatio, 1e-6)) - m_lowest) / m_width;
  return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(binCount - 1)));
}

double ErrorByNoiseRatio::cleanErrorAt(double noiseRatio) const
{
  const std::size_t bin = binOf(noiseRatio);
  if (m_cleanCount[bin] > 0.0)
    return std::max(m_cleanError[bin], floorOfError);
  if (m_noisyCount[bin] > 0.0)
    return std::max(m_noisyError[bin], floorOfError);
  const double variance = m_sigmaData * m_sigmaData;
  return std::max(variance / (noiseRatio * noiseRatio + variance), floorOfError);
}

void ErrorByNoiseRatio::observe(double noiseRatio, double error, double noiseShare)
{
  const std::size_t bin = binOf(noiseRatio);
  if (noiseShare > 0.0)
    average(m_noisyError[bin], m_noisyCount[bin], error - noiseShare);
  else
    average(m_cleanError[bin], m_cleanCount[bin], error);
}

std::vector<double> ErrorByNoiseRatio::state() const
{
  std::vector<double> values;
  for (const auto* part : {&m_cleanError, &m_cleanCount, &m_noisyError, &m_noisyCount})
    values.insert(values.end(), part->begin(), part->end());
  return values;
}

bool ErrorByNoiseRatio::restore(std::span<const double> values)
{
  if (values.size() != 4 * binCount)
    return false;
  std::size_t offset = 0;
  for (auto* part : {&m_cleanError, &m_cleanCount, &m_noisyError, &m_noisyCount}) {
    std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(offset), binCount, part->begin());
    offset += binCount;
  }
  return true;
}

} // namespace limpid::engine
