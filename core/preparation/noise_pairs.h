#pragma once

#include "core/base/result.h"
#include "core/preparation/prepare.h"
#include "core/preparation/training_array.h"

#include <span>
#include <vector>

namespace limpid::preparation {

/// The power spectrum of the noise of the arrays that train (M0, M3), size × size, frequency 0
/// first, of mean 1: from the differences of pairs of images of the same content, each made into
/// what trains, tile by tile (16 pixels, or the content where it is smaller) and between the tiles'
/// frequencies in proportion. BadInput for pairs that can't be read, are of unlike size or don't
/// differ.
Result<std::vector<float>> spectrumOfPairs(std::span<const NoisePair> pairs,
                                           const Shaping& shaping);

} // namespace limpid::preparation
