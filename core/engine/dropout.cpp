#include "core/engine/dropout.h"

#include "core/base/random.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <cmath>

namespace limpid::engine {
namespace {

constexpr double chances = 65536.0;

// Sixteen random bits decide about one element.
void fillMask(Random random, std::uint32_t leftOut, float* values, std::int64_t count)
{
  const auto kept = static_cast<float>(chances / (chances - leftOut));
  std::uint64_t bits = 0;
  for (std::int64_t index = 0; index < count; ++index) {
    bits = index % 4 == 0 ? random.bits() : bits >> 16;
    values[index] = (bits & 0xFFFFU) < leftOut ? 0.0F : kept;
  }
}

} // namespace

Dropout::Dropout(double rate, std::uint64_t seed, std::uint64_t firstStream)
    : m_leftOut(static_cast<std::uint32_t>(std::lround(rate * chances))),
      m_seed(seed),
      m_firstStream(firstStream)
{
}

torch::Tensor Dropout::apply(const torch::Tensor& values, std::uint64_t place) const
{
  if (m_leftOut == 0)
    return values;
  const torch::Tensor mask = torch::empty(values.sizes(), torch::kFloat32);
  auto* elements = mask.data_ptr<float>();
  const std::int64_t size = mask[0].numel();
  const std::uint64_t seed = derivedSeed(m_seed, place);
  at::parallel_for(0, values.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t image = begin; image < end; ++image)
      fillMask(Random(seed, m_firstStream + static_cast<std::uint64_t>(image)), m_leftOut,
               elements + image * size, size);
  });
  return values * mask.to(values.options()).contiguous(values.suggest_memory_format());
}

} // namespace limpid::engine
