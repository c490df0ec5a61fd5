#pragma once

// For the sources of core/metrics only.

#include "core/metrics/noise_fit.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace limpid::metrics {

/// How strong the noise is at each strength of signal.
struct SpreadBySignal
{
  std::vector<double> signal;
  std::vector<double> spread;
};

/// The law's spread under a mean of `signal`.
double spreadOf(const LawFit& fit, double signal);

/// Least squares of ln(spread). None where the law can't be: magnitudes and counts aren't negative.
std::optional<LawFit> fitLaw(SpreadLaw law, const SpreadBySignal& spread);

/// Residuals over the law's spread at their signal.
std::vector<double> standardised(const NoiseSamples& samples, const LawFit& fit);

/// What the law gives through the same differences, at the signals of some of the samples.
NoiseSamples drawnResiduals(const NoiseSamples& samples, const LawFit& fit, std::uint64_t seed);

} // namespace limpid::metrics
