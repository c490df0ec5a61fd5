#pragma once

#include "core/diffusion/least_instability.h"
#include "core/diffusion/risk_sensitive.h"

#include <span>
#include <vector>

namespace limpid::diffusion {

/// What is chosen about a law that isn't gaussian (M4). Gaussian noise needs none of it.
struct CorrectionOptions
{
  InstabilityWeight weight;
  int dimension = 1;      ///< D of M4; 1: per coordinate
  double tolerance = 0.1; ///< of relL2: the gate
};

/// What risk-sensitive diffusion does about the noise of one law: ṽ of M4 and the gate. Gaussian
/// noise gives M3 and M6 to the bit. Cheap to ask: the integrals are tabulated when it is made.
class NoiseCorrection
{
public:
  /// BadInput where the weight doesn't suit the law, or an option is out of range.
  static Result<NoiseCorrection> make(std::shared_ptr<const NoiseLaw> law,
                                      const CorrectionOptions& options);

  const NoiseLaw& law() const { return *m_law; }
  const CorrectionOptions& options() const { return m_options; }

  /// ṽ² = max(0, v² − δ) for noise of scale r at the kernel (u, v).
  double reducedNoiseVariance(double signalScale, double noiseScale, double noise) const;
  double reducedNoiseVariance(const Schedule& schedule, double time, double noise) const;

  /// The smallest noise ratio v/u from which on the image is admissible: v²/ṽ² ≤ S (M6) and, where
  /// noise is left, relL2 ≤ tolerance for the noise; v² ≥ k u² λ² for the limit (M10). Infinity:
  /// never.
  std::vector<double> thresholdNoiseRatios(const Schedule& schedule, std::span<const Risk> risks,
                                           double buffer) const;
  double thresholdNoiseRatio(const Schedule& schedule, const Risk& risk, double buffer) const;

private:
  NoiseCorrection(std::shared_ptr<const NoiseLaw> law, const CorrectionOptions& options);

  double reduction(double argument) const;
  /// ṽ²/v² at ρ = u·r/v.
  double relativeVariance(double signalScale, double relativeRisk) const;
  /// The largest ρ up to which relL2 is tolerated.
  double toleratedRisk() const;
  /// The largest ρ up to which ṽ²/v² is at least 1/S; not for the paper's weight.
  double bufferedRisk(double buffer) const;
  double thresholdByTime(const Schedule& schedule, double noise, double buffer) const;

  std::shared_ptr<const NoiseLaw> m_law;
  CorrectionOptions m_options;
  bool m_gaussian;
  std::vector<double> m_logReductions; ///< ln(δ/a²) over an even grid of ln b
  double m_toleratedRisk = 0.0;        ///< ρ; not for the paper's weight
};

} // namespace limpid::diffusion
