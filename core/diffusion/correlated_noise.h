#pragma once

#include "core/diffusion/risk_sensitive.h"

#include <span>
#include <vector>

/// Gaussian noise that isn't the same in every coordinate (M3): per pixel, or stationary and
/// correlated, which is the same once its covariance R is diagonal. Then the coordinates are
/// frequencies and `variances` is the power spectrum: |DFT|² over the number of pixels, whose mean
/// is the variance of a pixel. The added noise is drawn there, in the Fourier domain.
namespace limpid::diffusion {

/// Σ̃ = v²I − u²R in each coordinate, at least 0.
std::vector<double> reducedNoiseVariances(const Schedule& schedule, double time,
                                          std::span<const double> variances);

/// √λ_max(R), which gates: v² > u² λ_max(R). As a Risk's noise it gives thresholds and coverage.
double gatingNoise(std::span<const double> variances);

/// S_t of M2, default Ω, when the coordinates have the variances v²(1 + e): (2 Σe² + (Σe)²)/16.
double gaussianInstability(std::span<const double> excesses);

} // namespace limpid::diffusion
