#include "core/imaging/variance_stabilising_curve.h"

#include <algorithm>
#include <cmath>

namespace limpid::imaging {
namespace {

/// Generalised Anscombe: (2/α) √(αz + ⅜α² + σ²); a = √α, so that a·VST tends to 2√z.
class PoissonGaussianCurve final : public VarianceStabilising::Curve
{
public:
  PoissonGaussianCurve(double gain, double sigma)
      : m_gain(gain), m_offset(0.375 + sigma * sigma / (gain * gain))
  {
  }

  double transformed(double value) const override
  {
    return 2.0 * std::sqrt(std::max(value / m_gain + m_offset, 0.0));
  }
  /// The inverse of signalOfMean by Newton's steps from the transform itself, which is near.
  double mean(double signal) const override
  {
    double mean = transformed(std::max(signal, 0.0));
    for (int step = 0; step < 20; ++step) {
      const double change = (counts(mean) - signal / m_gain) / slopeOfCounts(mean);
      mean = std::max(mean - change, smallestMean());
      if (std::abs(change) < 1e-12 * mean)
        break;
    }
    return mean;
  }
  double signalOfMean(double mean) const override
  {
    return m_gain * std::max(counts(std::max(mean, smallestMean())), 0.0);
  }
  double scale() const override { return std::sqrt(m_gain); }

private:
  /// Counts whose mean is D: the closed form of the exact unbiased inverse (Mäkitalo and Foi, IEEE
  /// TIP 20, 2011 and 22, 2013, equation 10).
  double counts(double d) const
  {
    const double s = std::sqrt(1.5);
    return 0.25 * d * d + 0.25 * s / d - 1.375 / (d * d) + 0.625 * s / (d * d * d) -
           (m_offset - 0.375) - 0.125;
  }
  static double slopeOfCounts(double d)
  {
    const double s = std::sqrt(1.5);
    return 0.5 * d - 0.25 * s / (d * d) + 2.75 / (d * d * d) - 1.875 * s / (d * d * d * d);
  }
  /// The closed form is meant from the mean of no counts on.
  double smallestMean() const { return 2.0 * std::sqrt(m_offset); }

  double m_gain;
  double m_offset; ///< in counts
};

} // namespace

std::shared_ptr<const VarianceStabilising::Curve> makePoissonGaussianCurve(double gain,
                                                                           double sigma)
{
  return std::make_shared<PoissonGaussianCurve>(gain, sigma);
}

} // namespace limpid::imaging
