#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"
#include "core/imaging/intensity.h"
#include "core/imaging/variance_stabilising.h"

#include <optional>
#include <string>

namespace limpid::preparation {

/// Brings images whose noise depends on the signal into the domain that all images of a data set
/// share, where it is gaussian and equally strong everywhere (M4). Then M0 goes on as for gaussian
/// noise. For magnitude MR that domain has the image's own unit, and a noise of σ stays one of σ.
class NoiseStabilisation
{
public:
  /// Leaves images as they are.
  NoiseStabilisation() = default;

  /// By the law that was asked for: gaussian or rician. Unsupported for the others, with the
  /// reason.
  static Result<NoiseStabilisation> make(const std::string& noiseLaw);

  /// The law that is stabilised; empty: none.
  std::string law() const;

  /// The image with noise `noise` (its own unit) as it goes on. BadInput when it can't have been
  /// made by the law, or its noise would move the mean of what lies in the window, from 0 on, by
  /// more than a twentieth of the window.
  Result<imaging::Image> applied(const imaging::Image& image, double noise,
                                 const imaging::IntensityWindow& window) const;

private:
  std::optional<imaging::SignalDependentLaw> m_law;
};

} // namespace limpid::preparation
