#pragma once

#include "core/base/document.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/diffusion/instability_weight.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace limpid::diffusion {

/// A law ρ of noise that is independent in every coordinate, symmetric about 0, and known up to its
/// scale r (M0). Everything here is of scale 1; at scale r, φ_r(y) = φ(r·y) and a draw is r times
/// that of scale 1. The scale is the standard deviation where the law has one.
class NoiseLaw
{
public:
  virtual ~NoiseLaw() = default;

  virtual std::string id() const = 0;  ///< the name on the command line: "laplace" …
  virtual Json parameters() const = 0; ///< what makeNoiseLaw takes to make it again
  /// ln|φ(y)| of the characteristic function of one coordinate; finite everywhere.
  virtual double logCharacteristic(double frequency) const = 0;
  /// True where φ is negative: its phase is π there, else 0.
  virtual bool negativeCharacteristic(double) const { return false; }
  /// Distance between the zeros of φ, the first of which lies as far from 0; 0 when it has none.
  virtual double zeroSpacing() const { return 0.0; }
  /// p such that |φ(y)| falls as y^−p; infinity when it falls faster than every power.
  virtual double decayExponent() const = 0;
  virtual double draw(Random& random) const = 0;
  /// Of scale 1: 1, or infinity.
  virtual double variance() const = 0;
  /// κ4 of M4 at scale 1; infinity where it doesn't exist.
  virtual double fourthCumulant() const = 0;
  /// ∫ρ², the squared L2 norm of the density.
  virtual double squaredDensityNorm() const = 0;
  /// The minimiser of M4 where it has a closed form, in the units of LeastInstability's integral.
  virtual std::optional<double> closedReduction(const InstabilityWeight&, int /*dimension*/,
                                                double /*argument*/) const
  {
    return std::nullopt;
  }
};

/// By name and parameters (JSON object; missing ones take their defaults). BadInput names what is
/// wrong. Unsupported for laws whose noise depends on the signal: those are made gaussian first
/// (M4), and the sentence says so. A new law is one file and one line in the registry in
/// noise_law.cpp.
Result<std::shared_ptr<const NoiseLaw>> makeNoiseLaw(std::string_view id, const Json& parameters);

/// The laws that have a characteristic function of their own.
std::vector<std::string> noiseLawNames();
/// The laws that are brought inside the theorem by a variance-stabilising transform (M4).
std::vector<std::string> signalDependentLawNames();

} // namespace limpid::diffusion
