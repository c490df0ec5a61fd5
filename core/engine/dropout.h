#pragma once

#include <torch/types.h>

#include <cstdint>

namespace limpid::engine {

/// The activations that one training step leaves out (Srivastava et al., JMLR 2014), for images
/// that stand side by side in a batch. What is left out depends on (seed, stream of the image,
/// place) alone, not on how the batch is cut or on the machine.
class Dropout
{
public:
  /// `rate` in 0 … 1, without 1; image i of the batch draws from stream `firstStream` + i.
  Dropout(double rate, std::uint64_t seed, std::uint64_t firstStream);

  /// `values` is B×…; the elements left out become 0, the others are scaled so that the mean stays.
  /// `place` tells apart the layers of one network.
  torch::Tensor apply(const torch::Tensor& values, std::uint64_t place) const;

private:
  std::uint32_t m_leftOut; ///< of 65,536
  std::uint64_t m_seed;
  std::uint64_t m_firstStream;
};

} // namespace limpid::engine
