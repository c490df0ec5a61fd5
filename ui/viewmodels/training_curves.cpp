#include "ui/viewmodels/training_curves.h"

#include <cmath>

namespace limpid::viewmodels {
namespace {

constexpr double shareAveraged = 0.1;

void addPoint(TrainingCurve& curve, const Json& step, const Json& value)
{
  if (!step.is_number() || !value.is_number())
    return;
  curve.steps.push_back(step.get<double>());
  curve.values.push_back(value.get<double>());
}

Json errorAt(const Json& errors, double noiseRatio)
{
  if (!errors.is_array())
    return {};
  for (const Json& error : errors)
    if (error.is_object() && error.value("level", Json()) == Json(noiseRatio))
      return error.value("value", Json());
  return {};
}

} // namespace

void TrainingCurves::clear()
{
  *this = {};
}

void TrainingCurves::add(const Json& line)
{
  if (!line.is_object())
    return;
  const Json step = line.value("step", Json());
  addPoint(m_loss, step, line.value("loss", Json()));
  addPoint(m_heldOutError, step, errorAt(line.value("denoisingError", Json()), errorNoiseRatio));
}

TrainingCurve TrainingCurves::averageLoss() const
{
  TrainingCurve average{m_loss.steps, {}};
  const double kept =
      std::exp(-1.0 / (1.0 + shareAveraged * static_cast<double>(m_loss.values.size())));
  double sum = 0.0;
  double weight = 0.0; // of the sum: what comes before the first value doesn't count
  for (const double value : m_loss.values) {
    sum = kept * sum + value;
    weight = kept * weight + 1.0;
    average.values.push_back(sum / weight);
  }
  return average;
}

} // namespace limpid::viewmodels
