#include "core/preparation/training_risk.h"

#include "core/risk/estimate.h"
#include "core/risk/matching.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace limpid::preparation {

Result<risk::Component> noiseComponent(const std::vector<risk::Component>& schema)
{
  for (const risk::Component& component : schema)
    if (component.use == risk::ComponentUse::Noise)
      return component;
  return failure(ErrorCode::NotFound, "The quality schema has no component for measured noise.");
}

Result<void> checkNoiseKnown(const Selection& selection, const std::string& noise)
{
  const Candidate* first = nullptr;
  int unknown = 0;
  for (const Candidate& candidate : selection.images) {
    if (candidate.quality.contains(noise))
      continue;
    first = first == nullptr ? &candidate : first;
    ++unknown;
  }
  if (first == nullptr)
    return {};
  return failure(ErrorCode::BadInput,
                 fmt::format("Noise isn't known for {} of {} images, and unrated is not zero; the "
                             "first is {}. Measure it, import it or set it.",
                             unknown, selection.images.size(), first->image.path.string()));
}

double strongestNoise(const Selection& selection, const std::string& noise)
{
  double strongest = 0.0;
  for (const Candidate& candidate : selection.images)
    strongest = std::max(strongest, candidate.quality.at(noise).value);
  return strongest;
}

double noiseAsTrained(const risk::Rating& noise, const TrainingArray& array,
                      double unitsPerModelIntensity)
{
  const imaging::Image& content = array.content;
  if (const auto estimator = risk::findNoiseEstimator(noise.source))
    if (const auto measured = (*estimator)(content.pixels, content.rows, content.columns))
      return *measured;
  return noise.value / unitsPerModelIntensity * array.noiseGain;
}

double limitAsTrained(const risk::QualityVector& quality,
                      const std::vector<risk::Component>& schema, double unitsPerModelIntensity)
{
  double limit = 0.0;
  for (const risk::Component& component : schema)
    if (const auto rating = quality.find(component.id); rating != quality.end())
      limit = std::max(limit, risk::limitInForce(component, rating->second.value).value_or(0.0));
  return limit / unitsPerModelIntensity;
}

double referenceOf(std::vector<double> noises)
{
  if (noises.empty())
    return 0.0;
  std::sort(noises.begin(), noises.end());
  const double place = 0.05 * static_cast<double>(noises.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, noises.size() - 1);
  const double share = place - static_cast<double>(below);
  return noises[below] + share * (noises[above] - noises[below]);
}

double relativeToReference(double noise, double reference)
{
  return std::sqrt(std::max(0.0, noise * noise - reference * reference));
}

} // namespace limpid::preparation
