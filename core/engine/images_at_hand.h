#pragma once

#include "core/dataset/frozen_dataset.h"

#include <torch/types.h>

#include <cstdint>
#include <span>

namespace limpid::engine {

/// The images of a data set where they are worked on: on a GPU all of them from the start, where
/// they take at most `mostBytes` and there is room; else each batch is brought there.
class ImagesAtHand
{
public:
  ImagesAtHand(const dataset::FrozenDataset& data, torch::Device device, std::int64_t mostBytes);

  /// As gather() of images.h: B×C×H×W on the device, the caller's own. `data` is the data set that
  /// this was made from.
  torch::Tensor gather(const dataset::FrozenDataset& data,
                       std::span<const std::int64_t> indices) const;

private:
  torch::Device m_device;
  torch::Tensor m_all; // or undefined
};

} // namespace limpid::engine
