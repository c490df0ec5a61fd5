#include "core/preparation/noise_stabilisation.h"

#include <fmt/format.h>

#include <algorithm>

namespace limpid::preparation {
namespace {

constexpr double toleratedDeviation = 0.05; // of the window

} // namespace

Result<NoiseStabilisation> NoiseStabilisation::make(const std::string& noiseLaw)
{
  NoiseStabilisation stabilisation;
  if (noiseLaw == "gaussian")
    return stabilisation;
  const Result<imaging::SignalDependentLaw> law = imaging::signalDependentLawFromString(noiseLaw);
  if (!law)
    return failure(ErrorCode::Unsupported,
                   fmt::format("Images are prepared for gaussian or rician noise, not for {}: "
                               "averaging pixels changes other laws.",
                               noiseLaw));
  if (*law != imaging::SignalDependentLaw::Rician)
    return failure(ErrorCode::Unsupported,
                   fmt::format("Images are prepared for gaussian or rician noise; exports can't "
                               "be brought back from the domain of {} noise yet.",
                               noiseLaw));
  stabilisation.m_law = *law;
  return stabilisation;
}

std::string NoiseStabilisation::law() const
{
  return m_law ? imaging::signalDependentLawName(*m_law) : std::string();
}

Result<imaging::Image> NoiseStabilisation::applied(const imaging::Image& image, double noise,
                                                   const imaging::IntensityWindow& window) const
{
  if (!m_law)
    return image;
  const auto transform = imaging::VarianceStabilising::make(*m_law, {noise});
  if (!transform)
    return failure(transform.error());
  const double low = std::max(window.low, 0.0);
  const double tolerance = toleratedDeviation * (window.high - window.low) / (window.high - low);
  if (const Result<void> shared = transform->checkSharesDomain(low, window.high, tolerance);
      !shared)
    return failure(shared.error());
  return transform->stabilised(image);
}

} // namespace limpid::preparation
