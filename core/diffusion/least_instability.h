#pragma once

#include "core/diffusion/instability_weight.h"
#include "core/diffusion/noise_law.h"

namespace limpid::diffusion {

/// The integrals of M2 and M4 have one variable x a coordinate: y = x/a, and the noise enters as
/// φ(b·x), φ of scale 1. For the default Ω, a = v and b = u·r/v; for the paper's, a = r and b = u;
/// for |φ_r(u·y)|^m, a = u·r and b = 1.
struct WeightScale
{
  double frequency = 1.0; ///< a
  double argument = 1.0;  ///< b
};

WeightScale weightScale(const InstabilityWeight& weight, double signalScale, double noiseScale,
                        double noise);

/// BadInput where an integral of M4 has no value: |φ|^m must fall faster than y^−5, and a φ with
/// zeros can't weigh its own logarithm.
Result<void> checkWeight(const NoiseLaw& law, const InstabilityWeight& weight);

/// δ/a² of M4 in `dimension` coordinates, by quadrature. A law's closed form isn't asked.
double integratedReduction(const NoiseLaw& law, const InstabilityWeight& weight, int dimension,
                           double argument);

/// The same by the law's closed form where it has one.
double leastReduction(const NoiseLaw& law, const InstabilityWeight& weight, int dimension,
                      double argument);

/// S_t of M2 when the diffusion's own variance is smaller by `reduction`·a². The phase of φ, which
/// no reduction changes, counts by its principal value.
double perturbationInstability(const NoiseLaw& law, const InstabilityWeight& weight, int dimension,
                               double argument, double reduction);

/// relL2 of M2: a point mass in one dimension with noise of ρ = u·r/v and ṽ² = variance·v², against
/// N(0, v²), by Parseval's theorem from the characteristic functions.
double relativeL2(const NoiseLaw& law, double relativeRisk, double variance);

} // namespace limpid::diffusion
