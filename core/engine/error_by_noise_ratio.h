#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace limpid::engine {

/// q(t) of M5's `optimal` weighting: the ε-error per pixel of clean images, a moving average per
/// bin of the noise ratio v/u (equal bins of its logarithm; t enters only through it). A bin that
/// has seen no clean image uses the noisy images' error less what their own noise adds, u²r²/ṽ²,
/// and never less than 1e-3.
class ErrorByNoiseRatio
{
public:
  /// Before anything is seen q is that of the untrained network, σ_data²/(σ² + σ_data²).
  ErrorByNoiseRatio(double smallestRatio, double largestRatio, double sigmaData);

  double cleanErrorAt(double noiseRatio) const;
  /// `error` is the mean squared error against ε* = (v/ṽ)ξ; `noiseShare` is u²r²/ṽ², 0 for a clean
  /// image.
  void observe(double noiseRatio, double error, double noiseShare);

  /// All of the state, for the checkpoint: clean errors, clean counts, noisy errors, noisy counts.
  std::vector<double> state() const;
  /// False when `values` isn't a state() of this class.
  bool restore(std::span<const double> values);

private:
  std::size_t binOf(double noiseRatio) const;

  double m_lowest;
  double m_width;
  double m_sigmaData;
  std::vector<double> m_cleanError;
  std::vector<double> m_cleanCount;
  std::vector<double> m_noisyError;
  std::vector<double> m_noisyCount;
};

} // namespace limpid::engine
