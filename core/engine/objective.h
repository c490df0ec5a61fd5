#pragma once

#include "core/base/result.h"
#include "core/diffusion/noise_correction.h"
#include "core/engine/epsilon_function.h"
#include "core/engine/error_by_noise_ratio.h"

#include <torch/types.h>

#include <span>
#include <string>
#include <vector>

namespace limpid::engine {

/// w of M5.
enum class Weighting { Equal, Plain, Ambient, Optimal };
Result<Weighting> weightingFromString(const std::string& name);

/// What one image of a batch brings to the loss (M3, M5).
struct Term
{
  double signalScale = 1.0;  ///< u(t)
  double noiseScale = 1.0;   ///< v(t)
  double reducedScale = 1.0; ///< ṽ(r,t), at the noisiest pixel
  double weight = 1.0;       ///< w·c(t), at the noisiest pixel
  double noiseShare = 0.0; ///< v²/ṽ² − 1, that is u²r²/ṽ² of gaussian noise; mean over pixels
  /// The same for each pixel (H×W) where the noise differs within the image, or for each frequency
  /// where it is correlated; else empty.
  std::vector<float> reducedScales = {};
  std::vector<float> weights = {};
  /// v of each pixel (H×W) where the pixels have levels of their own (localTerm()); else empty.
  std::vector<float> noiseScales = {};
  bool byFrequency = false; ///< the two lists go over frequencies, 0 first
};

/// M5's coefficients for one image whose noise has the scale `risk` (σ of M10, model intensity; 0
/// where the objective ignores it) and the law that `correction` is for. A map of H×W scales gives
/// each pixel its own ṽ and weight (M3). `unitWeight` is c(t) of
/// the network that trains; `cleanError` is asked for q(t) by `Optimal` alone.
Term lossTerm(const diffusion::Schedule& schedule, const diffusion::NoiseCorrection& correction,
              double time, double risk, Weighting weighting, double unitWeight,
              const ErrorByNoiseRatio& cleanError);
Term lossTerm(const diffusion::Schedule& schedule, const diffusion::NoiseCorrection& correction,
              double time, std::span<const float> risks, Weighting weighting, double unitWeight,
              const ErrorByNoiseRatio& cleanError);

/// The same for gaussian noise of standard deviation `risk` with the power spectrum `spectrum`
/// (H×W, mean 1): each frequency has a ṽ and a weight of its own (M3, M5).
Term lossTermOfSpectrum(const diffusion::Schedule& schedule,
                        const diffusion::NoiseCorrection& correction, double time, double risk,
                        std::span<const float> spectrum, Weighting weighting, double unitWeight,
                        const ErrorByNoiseRatio& cleanError);

/// The terms of a batch as tensors beside its images.
struct TermTensors
{
  torch::Tensor signalScale; ///< B
  torch::Tensor noiseScale;  ///< B×1×1×1, or B×1×H×W, as the two below
  torch::Tensor reducedScale;
  torch::Tensor weight;
  bool byFrequency = false;
};
TermTensors tensorsOf(std::span<const Term> terms, const torch::Tensor& images);

struct LossTensors
{
  torch::Tensor perImage; ///< B: w·c(t)·mean over pixels of (ξ − (ṽ/v) ε_θ(x̃_t, t))²
  torch::Tensor epsilon;  ///< B without gradient: the clean-target error of each image (M5)
};

/// The risk-free loss (M5) with x̃_t = u·x̃0 + ṽ·ξ. `images` x̃0 and `noise` ξ are B×C×H×W. With
/// r = 0 it is the ordinary loss, bit for bit. A batch with a term by frequency goes through the
/// Fourier domain as a whole, where the mean square over pixels is that over frequencies; maps and
/// spectra don't come together. All on the device of the images, which nothing waits for.
LossTensors riskFreeLoss(const EpsilonFunction& epsilon, const torch::Tensor& images,
                         const torch::Tensor& noise, const TermTensors& terms);

struct LossOfBatch
{
  torch::Tensor perImage;      ///< as of LossTensors
  std::vector<double> epsilon; ///< B: the clean-target error each image shows, for q(t) (M5)
};

/// The same, of terms on the host.
LossOfBatch riskFreeLoss(const EpsilonFunction& epsilon, const torch::Tensor& images,
                         const torch::Tensor& noise, std::span<const Term> terms);

/// B numbers of a device.
std::vector<double> onHost(const torch::Tensor& values);

} // namespace limpid::engine
