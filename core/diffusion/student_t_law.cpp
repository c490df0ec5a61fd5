#include "core/diffusion/noise_law_parts.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace limpid::diffusion {
namespace {

/// φ·e^x as a polynomial of x, without its 1, for a = n + ½ (DLMF 10.49.12):
/// the highest power first.
std::vector<double> characteristicPolynomial(int n)
{
  std::vector<double> coefficients;
  for (int power = n; power > 0; --power)
    coefficients.push_back(std::exp(power * std::log(2.0) + std::lgamma(2.0 * n - power + 1.0) +
                                    std::lgamma(n + 1.0) - std::lgamma(power + 1.0) -
                                    std::lgamma(n - power + 1.0) - std::lgamma(2.0 * n + 1.0)));
  return coefficients;
}

/// Student's t of ν > 2 degrees of freedom, scaled to standard deviation 1. With a = ν/2 and
/// x = √(ν−2)·|y|, φ(y) = 2 (x/2)^a K_a(x) / Γ(a); for odd ν that is a polynomial times e^−x.
class StudentTLaw final : public NoiseLaw
{
public:
  explicit StudentTLaw(double degreesOfFreedom)
      : m_degrees(degreesOfFreedom),
        m_order(0.5 * degreesOfFreedom),
        m_logFactor(std::log(2.0) - std::lgamma(m_order))
  {
    const double n = m_order - 0.5;
    if (n == std::floor(n))
      m_polynomial = characteristicPolynomial(static_cast<int>(n));
  }

  std::string id() const override { return "student-t"; }
  Json parameters() const override { return {{"degreesOfFreedom", m_degrees}}; }
  double logCharacteristic(double frequency) const override
  {
    const double x = std::sqrt(m_degrees - 2.0) * std::abs(frequency);
    if (!m_polynomial.empty())
      return std::log1p(polynomial(x)) - x;
    if (x < smallArgument)
      return -0.5 * frequency * frequency;
    return m_logFactor + m_order * std::log(0.5 * x) +
           (x > largeArgument ? logBesselFarOut(x) : std::log(std::cyl_bessel_k(m_order, x)));
  }
  double decayExponent() const override { return std::numeric_limits<double>::infinity(); }
  /// R. W. Bailey, Mathematics of Computation 62, 1994: Box and Muller's way with another radius.
  double draw(Random& random) const override
  {
    const double squared = m_degrees * std::expm1(-2.0 / m_degrees * std::log(random.uniform()));
    return scale() * std::sqrt(squared) * std::cos(2.0 * std::numbers::pi * random.uniform());
  }
  double variance() const override { return 1.0; }
  double fourthCumulant() const override
  {
    return m_degrees > 4.0 ? 6.0 / (m_degrees - 4.0) : std::numeric_limits<double>::infinity();
  }
  double squaredDensityNorm() const override
  {
    const double logPeak = std::lgamma(m_order + 0.5) - std::lgamma(m_order) -
                           0.5 * std::log(m_degrees * std::numbers::pi);
    const double logBeta = 0.5 * std::log(std::numbers::pi) + std::lgamma(m_degrees + 0.5) -
                           std::lgamma(m_degrees + 1.0);
    return std::exp(2.0 * logPeak + 0.5 * std::log(m_degrees) + logBeta) / scale();
  }

private:
  double polynomial(double x) const
  {
    double sum = 0.0;
    for (const double coefficient : m_polynomial)
      sum = (sum + coefficient) * x;
    return sum;
  }

  /// ln K_a(x) beyond the range of exp: √(π/2x) e^−x and Hankel's series, which shrinks fast here.
  double logBesselFarOut(double x) const
  {
    double term = 1.0;
    double sum = 1.0;
    for (int k = 1; k <= 40 && std::abs(term) > 1e-17; ++k) {
      const double odd = 2.0 * k - 1.0;
      term *= (4.0 * m_order * m_order - odd * odd) / (8.0 * k * x);
      sum += term;
    }
    return 0.5 * std::log(0.5 * std::numbers::pi / x) - x + std::log(sum);
  }

  static constexpr double smallArgument = 1e-7; // φ is 1 − ½y² to the last digit
  static constexpr double largeArgument = 600.0;

  double scale() const { return std::sqrt((m_degrees - 2.0) / m_degrees); }

  double m_degrees;
  double m_order;
  double m_logFactor;
  std::vector<double> m_polynomial;
};

} // namespace

MadeNoiseLaw makeStudentT(const Json& parameters)
{
  ParameterReader reader("noise law student-t", parameters);
  const double degreesOfFreedom = reader.number("degreesOfFreedom", 5.0, 2.1, 60.0);
  return reader.finish().map([&]() -> std::shared_ptr<const NoiseLaw> {
    return std::make_shared<StudentTLaw>(degreesOfFreedom);
  });
}

} // namespace limpid::diffusion
