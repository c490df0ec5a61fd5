#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

#include <memory>
#include <string>
#include <string_view>

namespace limpid::imaging {

/// Laws whose noise depends on the signal (M4).
enum class SignalDependentLaw {
  Rician,          ///< magnitude MR: |signal + complex Gaussian noise|
  PoissonGaussian, ///< raw counts, linear "for processing" projections: gain·Poisson + Gaussian
  Speckle          ///< envelope data of ultrasound: multiplicative; never log-compressed B-mode
};

/// By its name on the command line: "rician", "poisson-gaussian", "speckle"; BadInput else.
Result<SignalDependentLaw> signalDependentLawFromString(std::string_view name);
std::string signalDependentLawName(SignalDependentLaw law);

/// The noise of one image.
struct SignalDependentNoise
{
  /// Rician: σ of the two Gaussian channels, in the image's unit. Poisson-Gaussian: the gain, unit
  /// per count. Speckle: std over mean in a uniform region; .5227 when it is fully developed.
  double strength = 0.0;
  double additive = 0.0; ///< Poisson-Gaussian alone: σ of the Gaussian part, in the image's unit
};

/// Brings one image into the stabilised domain that all images of a data set share:
/// f_i = a_i·VST(·; noise), where noise is near Gaussian of standard deviation a_i whatever the
/// signal, and a_i is such that f_i tends to the same f as the noise vanishes (M4). So r_i = a_i.
///
/// Rician: A. Foi, ISBI 2011, the curve found numerically; f is the identity. Poisson-Gaussian:
/// generalised Anscombe (Mäkitalo and Foi, IEEE TIP 22, 2013); f = 2√. Speckle: logarithm less its
/// mean for Nakagami's law; f = ln.
class VarianceStabilising
{
public:
  /// Strength 0 is the clean image: f itself, risk 0. BadInput when the noise can't be.
  static Result<VarianceStabilising> make(SignalDependentLaw law,
                                          const SignalDependentNoise& noise);

  SignalDependentLaw law() const { return m_law; }
  /// a_i: standard deviation of the noise in the stabilised domain (M0's r of the array).
  double risk() const { return m_scale; }
  /// f_i of one value of the image.
  double stabilised(double value) const;
  /// E f_i(z) over the noise, for a signal that is free of it.
  double meanStabilised(double signal) const;
  /// The signal whose mean is `mean`: the exact unbiased inverse of f_i. Not for export, which
  /// inverts f.
  double signalOfMean(double mean) const;

  /// BadInput when E f_i deviates from f somewhere between two signals by more than `tolerance`
  /// times f(high) − f(low): such an image would show another domain than the others.
  Result<void> checkSharesDomain(double low, double high, double tolerance) const;

  /// f_i of every pixel. BadInput when the image can't have been made by this law: negative
  /// magnitudes, or an envelope of which more than one pixel in a thousand is 0 (the others are
  /// lifted to the smallest positive one).
  Result<Image> stabilised(const Image& image) const;

  class Curve; ///< VST of one law at one noise; nobody outside this folder sees it

private:
  VarianceStabilising(SignalDependentLaw law, double scale, std::shared_ptr<const Curve> curve);

  SignalDependentLaw m_law;
  double m_scale;
  std::shared_ptr<const Curve> m_curve; ///< null for clean images
};

/// f, and its inverse, which export uses. Below the domain of f: its lower end.
double commonDomain(SignalDependentLaw law, double signal);
double signalOfCommonDomain(SignalDependentLaw law, double value);

} // namespace limpid::imaging
