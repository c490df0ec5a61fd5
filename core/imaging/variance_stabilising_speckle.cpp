#include "core/imaging/variance_stabilising_curve.h"

#include <fmt/format.h>

#include <cmath>

namespace limpid::imaging {
namespace {

constexpr double seriesFrom = 10.0;
constexpr double fewestLooks = 0.5;
constexpr double mostLooks = 1e12;
constexpr double manyLooks = 1e4; // from here on ratios of Γ lose digits, and expansions have them

/// ψ and ψ′: recurrence up to 10, then the asymptotic series (Abramowitz and
/// Stegun 6.3.18, 6.4.12).
double digamma(double x)
{
  double sum = 0.0;
  for (; x < seriesFrom; x += 1.0)
    sum -= 1.0 / x;
  const double square = 1.0 / (x * x);
  return sum + std::log(x) - 0.5 / x -
         square * (1.0 / 12.0 - square * (1.0 / 120.0 - square / 252.0));
}

double trigamma(double x)
{
  double sum = 0.0;
  for (; x < seriesFrom; x += 1.0)
    sum += 1.0 / (x * x);
  const double square = 1.0 / (x * x);
  return sum + 1.0 / x + 0.5 * square +
         square / x * (1.0 / 6.0 - square * (1.0 / 30.0 - square / 42.0));
}

/// Std over mean of √(Gamma(L)/L), the envelope of L looks.
double variationOfLooks(double looks)
{
  if (looks > manyLooks)
    return 0.5 / std::sqrt(looks);
  const double logRatio =
      std::lgamma(looks) + std::lgamma(looks + 1.0) - 2.0 * std::lgamma(looks + 0.5);
  return std::sqrt(std::expm1(logRatio));
}

/// ln z less its mean, over its standard deviation; z = signal·√(Gamma(L)/L)/mean, so that the
/// signal is the mean of the envelope. a = ½√ψ′(L).
class SpeckleCurve final : public VarianceStabilising::Curve
{
public:
  explicit SpeckleCurve(double looks)
      : m_logMean(logMean(looks)), m_deviation(0.5 * std::sqrt(trigamma(looks)))
  {
  }

  double transformed(double value) const override
  {
    return (std::log(value) - m_logMean) / m_deviation;
  }
  double mean(double signal) const override { return std::log(signal) / m_deviation; }
  double signalOfMean(double mean) const override { return std::exp(mean * m_deviation); }
  double scale() const override { return m_deviation; }

private:
  static double logMean(double looks)
  {
    if (looks > manyLooks)
      return -0.125 / looks;
    return 0.5 * digamma(looks) - std::lgamma(looks + 0.5) + std::lgamma(looks);
  }

  double m_logMean;   ///< E ln(z/signal)
  double m_deviation; ///< of ln z
};

} // namespace

Result<std::shared_ptr<const VarianceStabilising::Curve>> makeSpeckleCurve(double variation)
{
  if (variation > variationOfLooks(fewestLooks))
    return failure(ErrorCode::BadInput,
                   fmt::format("A variation of {:g} is more than speckle has: up to {:.2f}, and "
                               "0.52 when it is fully developed.",
                               variation, variationOfLooks(fewestLooks)));
  double fewer = fewestLooks;
  double more = mostLooks;
  for (int halving = 0; halving < 100; ++halving) {
    const double middle = std::sqrt(fewer * more);
    (variationOfLooks(middle) > variation ? fewer : more) = middle;
  }
  return std::shared_ptr<const VarianceStabilising::Curve>(std::make_shared<SpeckleCurve>(fewer));
}

} // namespace limpid::imaging
