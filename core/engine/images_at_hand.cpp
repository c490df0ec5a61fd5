#include "core/engine/images_at_hand.h"

#include "core/engine/foreign_errors.h"
#include "core/engine/images.h"

#include <ATen/ATen.h>

#include <numeric>
#include <vector>

namespace limpid::engine {

ImagesAtHand::ImagesAtHand(const dataset::FrozenDataset& data, torch::Device device,
                           std::int64_t mostBytes)
    : m_device(device)
{
  const std::int64_t bytesOfImage = std::int64_t{data.channels()} * data.rows() * data.columns() *
                                    static_cast<std::int64_t>(sizeof(float));
  if (data.size() * bytesOfImage > mostBytes)
    return;
  std::vector<std::int64_t> all(static_cast<std::size_t>(data.size()));
  std::iota(all.begin(), all.end(), std::int64_t{0});
  try {
    m_all = engine::gather(data, all, device);
  } catch (const std::exception& error) {
    if (!isOutOfMemory(error))
      throw;
  }
}

torch::Tensor ImagesAtHand::gather(const dataset::FrozenDataset& data,
                                   std::span<const std::int64_t> indices) const
{
  if (!m_all.defined())
    return engine::gather(data, indices, m_device);
  const torch::Tensor places =
      torch::tensor(std::vector<std::int64_t>(indices.begin(), indices.end()), torch::kInt64);
  return m_all.index_select(0, places.to(m_device));
}

} // namespace limpid::engine
