#pragma once

#include "core/base/result.h"

#include <optional>
#include <span>
#include <vector>

namespace limpid::metrics {

// Noise of one image: its standard deviation in the unit of the pixels, where the object is. Pixels
// are row-major, rows × columns. A failure is BadInput with a sentence that says what the image
// lacks.

/// Standard deviation of white noise, in the unit of the pixels: the scale of the answers to
/// Immerkær's 3×3 mask, which cancels constant and linear parts (Computer Vision and Image
/// Understanding 64, 1996). `pixels` is row-major, rows × columns; smaller than 3×3 gives 0, a
/// pixel that isn't finite NaN.
///
/// Differs from the paper, whose mean of all answers takes padding for silence and edges for noise
/// (a head CT at 64 pixels: 47 HU where the noise is below 1 HU). Where nine pixels are one number
/// (padding, masked background, cut-off air) nothing is measured; all flat gives 0. The scale is
/// Windham's (Journal of the Royal Statistical Society B 57, 1995), which edges hardly move as long
/// as they are the smaller part.
///
/// Assumes white noise of one strength: reads too low on correlated noise (resources/docs/
/// estimators.md), and where the air of magnitude images is the larger part.
double immerkaer(std::span<const float> pixels, int rows, int columns);

enum class Wavelet {
  Haar,       ///< two taps: sees single pixels, and edges too
  Daubechies, ///< eight taps, four vanishing moments: blind to smooth anatomy
};
/// Median absolute diagonal wavelet detail over .6745 (Donoho and Johnstone, 1994), not decimated,
/// over the object and away from flat pixels. Assumes white noise, as the diagonal details hold the
/// highest frequencies alone: too low on correlated noise. At least 16 × 16 pixels.
Result<double> waveletNoise(std::span<const float> pixels, int rows, int columns, Wavelet wavelet);

struct NoiseSpectrum
{
  double noise = 0.0;        ///< σ: the root of the mean power
  double peakOverMean = 0.0; ///< λ_max of M3 over σ²; 1 for white noise
  int patch = 0;             ///< P, pixels
  int patches = 0;           ///< that were used
  /// Power by distance from frequency 0, in steps of 1/P cycles a pixel; the last holds all beyond.
  std::vector<double> radial;
  /// P × P powers, frequency 0 first in rows and columns as a discrete transform gives them; unit².
  std::vector<double> power;
};
/// Noise power spectrum of the flattest patches of the object: patches of `patch` pixels (16 or 8;
/// 0 takes 16 where the object has room for 24 such patches, else 8), overlapping by half,
/// less a quadratic surface; kept are those with up to twice the variance of the 10th percentile.
/// The power of a ring is the median over its frequencies and patches (over ln 2, as powers are
/// exponential), which neither few patterned patches nor single lines in the spectrum move. What
/// the surface takes from noise is made good.
///
/// Holds for correlated noise that is about the same all over the object. Refuses an image whose
/// flattest patches still show structure: low frequencies with more than twice (patches of 8: 1.1
/// times) the power of all others. White noise and that of CT and MR as scanners write them don't;
/// noise that was smoothed afterwards can, and so can small images by chance: of white noise one in
/// four at 28 × 28 pixels, one in twenty at 64 × 64 in patches of 8. A refusal costs little,
/// structure that is taken for noise much.
Result<NoiseSpectrum> noiseSpectrum(std::span<const float> pixels, int rows, int columns,
                                    int patch);

struct RepeatNoise
{
  double noise = 0.0;        ///< median over the object
  double percentile95 = 0.0; ///< of the same map: pulsation, motion, edges
  double smallestPair = 0.0; ///< median of the quietest pair of neighbours in time
  double largestPair = 0.0;  ///< of the loudest
  std::vector<float>
      localMap; ///< noise around each pixel (7 × 7), rows × columns; 0 off the object
};
/// Noise from repeats of one scan: half the mean squared difference of neighbours in time, each
/// less its median, around each pixel (7 × 7); the median over the object keeps pulsation and edges
/// out. `pixels` holds `images` × rows × columns, in the order of acquisition. Any law, any
/// spectrum; the same of all repeats, which is what repeats are. Reads low by 1–2 % for the median
/// of a skewed law.
///
/// Refuses repeats that aren't: pairs that differ by more than three times (something moved), and
/// images that don't differ at all.
Result<RepeatNoise> repeatNoise(std::span<const float> pixels, int images, int rows, int columns);

/// σ of the complex noise behind the air of a magnitude image, which is Rayleigh distributed:
/// median over √(2 ln 2) (Henkelman, 1985), off the object by an eighth of the image's smaller
/// side. It is what the object shows, away from zero, if the noise is the same everywhere and comes
/// from one coil. Refuses images with pixels below 0 (no magnitudes), a background of one number
/// (masked or cut off), too little air, and air whose mean over standard deviation isn't
/// Rayleigh's 1.91 to a fifth (ghosts, several coils, filters).
Result<double> airNoise(std::span<const float> pixels, int rows, int columns);

/// What decides noise beside the patient. Leave out what doesn't count: in CT averages, in MR dose
/// and thickness (which change the signal, not the noise).
struct Acquisition
{
  std::optional<double> dose;        ///< mAs, or any number that goes with photons
  std::optional<double> averages;    ///< (0018,0083)
  std::optional<double> thicknessMm; ///< (0018,0050)
};
/// Noise that was measured once, by repeats, on a scan of the same scanner and kernel or sequence.
struct Calibration
{
  double noise = 0.0;
  Acquisition acquisition;
};
/// σ = σ0 √(dose0/dose · averages0/averages · thickness0/thickness), by what the calibration holds.
/// BadInput where one of its numbers is missing here or isn't above 0: a guess would look like a
/// measurement. Knows nothing of the patient's size.
Result<double> headerNoise(const Calibration& calibration, const Acquisition& acquisition);

} // namespace limpid::metrics
