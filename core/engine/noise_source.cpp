#include "core/engine/noise_source.h"

#include "core/base/random.h"

#include <ATen/ATen.h>

namespace limpid::engine {

NoiseSource::NoiseSource(std::uint64_t seed, std::vector<std::int64_t> imageShape,
                         torch::Device device, bool ahead)
    : m_seed(seed), m_imageShape(std::move(imageShape)), m_device(device), m_ahead(ahead)
{
}

// Pinned for a GPU, which fetches it from there while the processor goes on.
torch::Tensor NoiseSource::arrayFor(const Part& part) const
{
  std::vector<std::int64_t> shape{part.images};
  shape.insert(shape.end(), m_imageShape.begin(), m_imageShape.end());
  return torch::empty(
      shape, torch::TensorOptions().dtype(torch::kFloat32).pinned_memory(m_device.is_cuda()));
}

void NoiseSource::fill(const torch::Tensor& numbers, std::uint64_t seed, std::uint64_t firstStream)
{
  const auto size = static_cast<std::size_t>(numbers[0].numel());
  auto* values = numbers.data_ptr<float>();
  for (std::int64_t image = 0; image < numbers.size(0); ++image, values += size) {
    Random random(seed, firstStream + static_cast<std::uint64_t>(image));
    random.fillNormal({values, size});
  }
}

torch::Tensor NoiseSource::draw(const Part& part, const Part& next)
{
  torch::Tensor numbers;
  if (m_drawn.valid()) {
    const torch::Tensor drawn = m_drawn.get();
    if (part == m_expected)
      numbers = drawn;
  }
  if (!numbers.defined()) {
    numbers = arrayFor(part);
    fill(numbers, m_seed, part.firstStream);
  }
  if (m_ahead && next.images > 0) {
    m_expected = next;
    m_drawn = std::async(std::launch::async,
                         [array = arrayFor(next), seed = m_seed, stream = next.firstStream] {
                           fill(array, seed, stream);
                           return array;
                         });
  }
  return numbers.to(m_device, true);
}

} // namespace limpid::engine
