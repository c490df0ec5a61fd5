#include "core/imaging/variance_stabilising_curve.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace limpid::imaging {
namespace {

// Everything is in units of σ. Values and signals share one grid; beyond its end the expansions for
// strong signals hold to a thousandth.
constexpr double gridStep = 0.05;
constexpr double gridEnd = 14.0;
constexpr std::size_t gridSize = 281;
constexpr double tail = 7.0; // of the normal law
/// More would buy the last hundredths of the deviation with a curve of steps.
constexpr int rounds = 10;

double place(std::size_t index)
{
  return gridStep * static_cast<double>(index);
}

/// e^−x I0(x).
double scaledBessel(double x)
{
  if (x < 50.0)
    return std::exp(-x) * std::cyl_bessel_i(0.0, x);
  const double over = 1.0 / (8.0 * x);
  return (1.0 + over * (1.0 + 4.5 * over * (1.0 + 25.0 / 3.0 * over))) /
         std::sqrt(2.0 * std::numbers::pi * x);
}

/// Density of the magnitude of (signal, 0) + two standard normal numbers.
double riceDensity(double value, double signal)
{
  const double distance = value - signal;
  return value * std::exp(-0.5 * distance * distance) * scaledBessel(value * signal);
}

/// √(z² − ½): stabilises strong signals to order 1/z².
double farOut(double value)
{
  return std::sqrt(std::max(value * value - 0.5, 0.0));
}

double interpolated(const std::vector<double>& values, double at)
{
  const double position = std::clamp(at / gridStep, 0.0, static_cast<double>(gridSize - 1));
  const auto left = std::min(static_cast<std::size_t>(position), gridSize - 2);
  const double share = position - static_cast<double>(left);
  return (1.0 - share) * values[left] + share * values[left + 1];
}

/// Mean and standard deviation of a function of the magnitude for one signal; the weights are those
/// of the trapezoidal rule, normalised.
struct RiceLaw
{
  std::size_t first = 0;
  std::vector<double> weights;

  explicit RiceLaw(double signal)
      : first(static_cast<std::size_t>(std::max(0.0, std::floor((signal - tail) / gridStep))))
  {
    double mass = 0.0;
    for (std::size_t index = first; place(index) < signal + tail; ++index) {
      weights.push_back(riceDensity(place(index), signal));
      mass += weights.back();
    }
    for (double& weight : weights)
      weight /= mass;
  }

  template<typename Function>
  std::array<double, 2> moments(const Function& of) const
  {
    double mean = 0.0;
    double square = 0.0;
    const double around = of(first + weights.size() / 2);
    for (std::size_t index = 0; index < weights.size(); ++index) {
      const double value = of(first + index) - around;
      mean += weights[index] * value;
      square += weights[index] * value * value;
    }
    return {around + mean, std::sqrt(std::max(square - mean * mean, 0.0))};
  }
};

/// Foi's transform for σ = 1: a rising curve after which the noise has standard deviation 1, found
/// by dividing its slope, round after round, by the deviation that it still leaves there: within 4
/// %.
class FoiCurve
{
public:
  FoiCurve()
  {
    std::vector<RiceLaw> laws;
    std::vector<double> magnitude; // E z for each signal
    for (std::size_t index = 0; index < gridSize; ++index) {
      laws.emplace_back(place(index));
      magnitude.push_back(laws.back().moments(place)[0]);
    }
    std::vector<double> slope(gridSize, 1.0);
    for (int round = 0; round < rounds; ++round) {
      integrate(slope);
      const std::vector<double> deviation = measure(laws);
      for (std::size_t index = 0; index < gridSize; ++index)
        slope[index] /= atMagnitude(magnitude, deviation, place(index));
    }
    integrate(slope);
    measure(laws);
  }

  double transformed(double value) const
  {
    return value < gridEnd ? interpolated(m_values, value) : farOut(value);
  }
  double mean(double signal) const
  {
    return signal < gridEnd ? interpolated(m_means, signal) : signal + 0.25 / signal;
  }
  double signalOfMean(double mean) const
  {
    if (mean <= m_means.front())
      return 0.0;
    if (mean >= m_means.back())
      return 0.5 * (mean + std::sqrt(mean * mean - 1.0));
    const auto above = std::upper_bound(m_means.begin(), m_means.end(), mean);
    const auto left = static_cast<std::size_t>(above - m_means.begin()) - 1;
    return place(left) + gridStep * (mean - m_means[left]) / (m_means[left + 1] - m_means[left]);
  }

private:
  /// The curve from its slope, joined to √(z² − ½) at the end of the grid.
  void integrate(const std::vector<double>& slope)
  {
    m_values.assign(gridSize, 0.0);
    for (std::size_t index = 1; index < gridSize; ++index)
      m_values[index] = m_values[index - 1] + 0.5 * gridStep * (slope[index - 1] + slope[index]);
    const double shift = farOut(gridEnd) - m_values.back();
    for (double& value : m_values)
      value += shift;
  }

  /// Sets the means; gives the deviations.
  std::vector<double> measure(const std::vector<RiceLaw>& laws)
  {
    const auto curve = [this](std::size_t index) {
      return index < gridSize ? m_values[index] : farOut(place(index));
    };
    m_means.clear();
    std::vector<double> deviations;
    for (const RiceLaw& law : laws) {
      const auto [mean, deviation] = law.moments(curve);
      m_means.push_back(mean);
      deviations.push_back(deviation);
    }
    return deviations;
  }

  /// The deviation of the signal whose mean magnitude is `value`; of no signal below all of them.
  static double atMagnitude(const std::vector<double>& magnitude,
                            const std::vector<double>& deviation, double value)
  {
    const auto above = std::upper_bound(magnitude.begin(), magnitude.end(), value);
    if (above == magnitude.begin())
      return deviation.front();
    if (above == magnitude.end())
      return deviation.back();
    const auto right = static_cast<std::size_t>(above - magnitude.begin());
    const double share = (value - magnitude[right - 1]) / (magnitude[right] - magnitude[right - 1]);
    return (1.0 - share) * deviation[right - 1] + share * deviation[right];
  }

  std::vector<double> m_values; ///< of the transform
  std::vector<double> m_means;  ///< E of the transform for each signal
};

const FoiCurve& foiCurve()
{
  static const FoiCurve curve;
  return curve;
}

class RicianCurve final : public VarianceStabilising::Curve
{
public:
  explicit RicianCurve(double sigma) : m_sigma(sigma) {}

  double transformed(double value) const override
  {
    return foiCurve().transformed(value / m_sigma);
  }
  double mean(double signal) const override { return foiCurve().mean(signal / m_sigma); }
  double signalOfMean(double mean) const override
  {
    return m_sigma * foiCurve().signalOfMean(mean);
  }
  double scale() const override { return m_sigma; }

private:
  double m_sigma;
};

} // namespace

std::shared_ptr<const VarianceStabilising::Curve> makeRicianCurve(double sigma)
{
  return std::make_shared<RicianCurve>(sigma);
}

} // namespace limpid::imaging
