#pragma once

#include "core/base/result.h"

#include <span>

namespace limpid::dataset {

/// BadInput with the beginning of a sentence unless the values are the power spectrum of real noise
/// of standard deviation 1 on rows × columns pixels: not negative, the same at f and −f, of mean 1.
Result<void> checkNoiseSpectrum(std::span<const float> spectrum, int rows, int columns);

} // namespace limpid::dataset
