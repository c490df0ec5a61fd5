#pragma once

#include "core/dataset/frozen_dataset.h"
#include "core/diffusion/noise_correction.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace limpid::dataset {

/// The correction for the law of noise that the data set's document names; gaussian where it names
/// none. `instabilityWeight` is Ω of M4 by name. BadInput for a law or weight that can't be used;
/// Unsupported for noise that is correlated and isn't gaussian, or is correlated and differs within
/// an image: M3 has its answer for gaussian noise that is diagonal in frequency or in place.
Result<diffusion::NoiseCorrection> noiseCorrectionOf(const FrozenDataset& data,
                                                     const std::string& instabilityWeight);

/// √λ_max of M3 for noise whose pixels have the standard deviation 1: the square root of the peak
/// of its power spectrum; 1 for white noise.
double gainAtPeak(std::span<const float> noiseSpectrum);

/// The smallest noise ratio v/u at which each of these images teaches, by the trainer's rule (M4,
/// M6, M10): the law's gate, at the worst pixel and the worst frequency.
std::vector<double> thresholdNoiseRatios(const FrozenDataset& data,
                                         std::span<const std::int64_t> indices,
                                         const diffusion::Schedule& schedule,
                                         const diffusion::NoiseCorrection& correction,
                                         double buffer);

/// The same of the images that train, beside their patients, with the edm schedule and the default
/// Ω: what is shown before a plan is chosen.
struct TeachingImages
{
  std::vector<std::int64_t> indices;
  std::vector<double> thresholdNoiseRatios;
  std::vector<std::string> patients;
};
Result<TeachingImages> teachingImages(const FrozenDataset& data, double buffer);

} // namespace limpid::dataset
