#pragma once

#include "core/imaging/variance_stabilising.h"

/// What the files of the single transforms share; nobody outside this folder includes it.
namespace limpid::imaging {

/// VST of M4 for one law at one noise: afterwards the noise has standard deviation 1.
class VarianceStabilising::Curve
{
public:
  virtual ~Curve() = default;

  virtual double transformed(double value) const = 0;
  virtual double mean(double signal) const = 0;       ///< E VST(z) for a signal
  virtual double signalOfMean(double mean) const = 0; ///< its inverse
  virtual double scale() const = 0;                   ///< a_i
};

std::shared_ptr<const VarianceStabilising::Curve> makeRicianCurve(double sigma);
std::shared_ptr<const VarianceStabilising::Curve> makePoissonGaussianCurve(double gain,
                                                                           double sigma);
/// BadInput when no number of looks gives this variation.
Result<std::shared_ptr<const VarianceStabilising::Curve>> makeSpeckleCurve(double variation);

} // namespace limpid::imaging
