#include "core/dataset/admissible_drawing.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace limpid::dataset {

namespace {

std::vector<double> thresholdsOf(const std::vector<diffusion::Risk>& risks, double buffer)
{
  std::vector<double> thresholds;
  thresholds.reserve(risks.size());
  for (const diffusion::Risk& risk : risks)
    thresholds.push_back(diffusion::thresholdNoiseRatio(risk, buffer));
  return thresholds;
}

} // namespace

AdmissibleDrawing::AdmissibleDrawing(std::shared_ptr<const diffusion::Schedule> schedule,
                                     const std::vector<std::int64_t>& indices,
                                     const std::vector<diffusion::Risk>& risks, double buffer,
                                     Drawing drawing)
    : AdmissibleDrawing(std::move(schedule), indices, thresholdsOf(risks, buffer), drawing)
{
}

AdmissibleDrawing::AdmissibleDrawing(std::shared_ptr<const diffusion::Schedule> schedule,
                                     const std::vector<std::int64_t>& indices,
                                     const std::vector<double>& thresholdNoiseRatios,
                                     Drawing drawing)
    : m_schedule(std::move(schedule)), m_drawing(drawing)
{
  assert(indices.size() == thresholdNoiseRatios.size());
  std::vector<std::pair<double, std::int64_t>> order;
  order.reserve(indices.size());
  for (std::size_t position = 0; position < indices.size(); ++position)
    order.emplace_back(thresholdNoiseRatios[position], indices[position]);
  std::sort(order.begin(), order.end());
  m_indices.reserve(order.size());
  m_thresholds.reserve(order.size());
  for (const auto& [threshold, index] : order) {
    m_thresholds.push_back(threshold);
    m_indices.push_back(index);
  }
  m_drawable = static_cast<std::size_t>(
      std::partition_point(m_thresholds.begin(), m_thresholds.end(),
                           [this](double threshold) {
                             return std::isfinite(threshold) &&
                                    m_schedule->timeQuantile(
                                        m_schedule->timeAtNoiseRatio(threshold)) < 1.0;
                           }) -
      m_thresholds.begin());
}

Draw AdmissibleDrawing::draw(Random& random) const
{
  assert(possible());
  if (m_drawing == Drawing::ImageFirst) {
    const std::size_t position = random.below(m_drawable);
    return {m_indices[position], drawTime(position, random)};
  }
  const double time = drawTime(0, random);
  // At t_min itself rounding may count none.
  const auto count = static_cast<std::uint64_t>(std::max<std::int64_t>(admissibleAt(time), 1));
  return {m_indices[random.below(count)], time};
}

double AdmissibleDrawing::drawTime(std::size_t position, Random& random) const
{
  const double first = m_schedule->timeAtNoiseRatio(m_thresholds[position]);
  const double below = m_schedule->timeQuantile(first);
  return std::max(first, m_schedule->drawTime(below + (1.0 - below) * random.uniform()));
}

std::int64_t AdmissibleDrawing::admissibleAt(double time) const
{
  return std::upper_bound(m_thresholds.begin(), m_thresholds.end(), m_schedule->noiseRatio(time)) -
         m_thresholds.begin();
}

double AdmissibleDrawing::minimumTime() const
{
  return m_schedule->timeAtNoiseRatio(m_thresholds.front());
}

} // namespace limpid::dataset
