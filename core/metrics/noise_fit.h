#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace limpid::metrics {

/// Noise taken out of images: what remains when the signal is removed, and the signal under it (a
/// mean of 5 × 5 pixels), in the pixels' unit. `residual` has the noise's own standard deviation.
struct NoiseSamples
{
  std::vector<float> signal;
  std::vector<float> residual;
  /// How many pixels a residual is made of, with equal weights: 2 (repeats) or 4 (details).
  int pixels = 2;
};

/// Differences over √2 of two images of the same scan; pixels that are flat in either
/// don't count. BadInput when sizes differ or are under 16 × 16.
Result<NoiseSamples> residualsOfRepeats(std::span<const float> one, std::span<const float> other,
                                        int rows, int columns);
/// Haar's diagonal details of blocks of 2 × 2 pixels: holds for noise that
/// is white, anatomy's edges come with it and are kept small by robust spreads.
Result<NoiseSamples> residualsOfImage(std::span<const float> pixels, int rows, int columns);

/// Laws that differ in how noise depends on the signal, by the names of the command line.
enum class SpreadLaw {
  Gaussian,        ///< the same everywhere
  Rician,          ///< magnitudes: weaker where there is no signal
  PoissonGaussian, ///< variance rises in proportion to the signal
  Speckle          ///< in proportion to the signal
};
const char* spreadLawName(SpreadLaw law);

struct LawFit
{
  SpreadLaw law = SpreadLaw::Gaussian;
  /// Gaussian, Rician: σ. Poisson-Gaussian: gain, σ. Speckle: spread over signal.
  std::vector<double> parameters;
  double misfit = 0.0; ///< root mean square of ln(spread) less the law's: .05 is 5 %
};

/// "Well": spreads within 10 %, histogram within .03 of the law's; "roughly": 25 % and .08.
enum class FitGrade { Well, Roughly, NotAtAll };

struct NoiseFit
{
  std::vector<LawFit> laws; ///< all of them, the best first
  FitGrade grade = FitGrade::NotAtAll;
  bool scaled = false; ///< the images differ in strength: each counts relative to the median one
  /// Spread by signal, a row of bins with equally many samples.
  std::vector<double> signal;
  std::vector<double> spread;
  std::vector<double> spreadOfLaw; ///< of the best
  /// Residual over the law's spread, −4 … 4: share of the samples by bin.
  std::vector<double> edges; ///< one more than bins
  std::vector<double> histogram;
  std::vector<double> histogramOfLaw;
  double histogramDistance = 0.0; ///< Kolmogorov and Smirnov's, between the two
};

/// Fits each law to the spread by signal (medians, so that edges count little) and draws what the
/// best would give through the same differences, the same for the same seed. One more parameter
/// must pay (BIC). Images may differ in how strong their noise is, as doses do: a law is one of
/// kind, not of strength. BadInput for fewer than 2,000 samples, or none that vary.
Result<NoiseFit> fitNoise(std::span<const NoiseSamples> images, std::uint64_t seed);

/// "Noise fits Rician: its spread follows the signal within 4 %, its histogram within .02."
std::string fitSentence(const NoiseFit& fit);

} // namespace limpid::metrics
