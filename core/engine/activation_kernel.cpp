#include "core/engine/activation_kernel.h"

#include "core/engine/processor_kinds.h"

#include <algorithm>
#include <bit>
#include <vector>

#define LIMPID_INLINE [[gnu::always_inline]] inline

namespace limpid::engine {
namespace {

// Sums of so many pixels are float32, sums of those double.
constexpr std::int64_t pixelsOfBlock = 64;

// e^x to 2e-7 of its value for −60 … 60 (beyond, sigmoid() is 0 or 1 for what follows, and products
// with it would be subnormal numbers, which are slow), without a branch, so that the compiler can
// do it on whole vectors: x = n·ln 2 + r, and e^r by the polynomial of Cephes' expf (S. Moshier).
LIMPID_INLINE float exponential(float x)
{
  constexpr float toInteger = 12582912.0F; // adding 1.5·2²³ rounds, and the integer is in the bits
  x = std::min(std::max(x, -60.0F), 60.0F);
  const float shifted = x * 1.44269504F + toInteger;
  const float n = shifted - toInteger;
  const float r = (x - n * 0.693359375F) + n * 2.12194440e-4F;
  float sum = 1.9875691500e-4F;
  sum = sum * r + 1.3981999507e-3F;
  sum = sum * r + 8.3334519073e-3F;
  sum = sum * r + 4.1665795894e-2F;
  sum = sum * r + 1.6666665459e-1F;
  sum = sum * r + 5.0000001201e-1F;
  sum = sum * r * r + r + 1.0F;
  const std::uint32_t exponent =
      std::bit_cast<std::uint32_t>(shifted) - std::bit_cast<std::uint32_t>(toInteger) + 127U;
  return sum * std::bit_cast<float>(exponent << 23);
}

LIMPID_INLINE float sigmoid(float x)
{
  return 1.0F / (1.0F + exponential(-x));
}

// Calls body(first pixel, end) for each block, and adds up what it left in `part`.
template<typename Body>
LIMPID_INLINE void addBlocks(ImageExtent extent, double* first, double* second, Body body)
{
  const std::int64_t channels = extent.channels;
  std::vector<float> part(static_cast<std::size_t>(2 * channels));
  for (std::int64_t pixel = 0; pixel < extent.pixels; pixel += pixelsOfBlock) {
    std::fill(part.begin(), part.end(), 0.0F);
    body(pixel, std::min(extent.pixels, pixel + pixelsOfBlock), part.data(),
         part.data() + channels);
    for (std::int64_t channel = 0; channel < channels; ++channel) {
      first[channel] += static_cast<double>(part[static_cast<std::size_t>(channel)]);
      second[channel] += static_cast<double>(part[static_cast<std::size_t>(channels + channel)]);
    }
  }
}

template<typename Value>
LIMPID_INLINE void addMomentsOf(const Value* image, ImageExtent extent, double* sums,
                                double* squares)
{
  const std::int64_t channels = extent.channels;
  addBlocks(
      extent, sums, squares,
      [=](std::int64_t pixel, std::int64_t end, float* __restrict sum, float* __restrict square) {
        for (; pixel < end; ++pixel) {
          const Value* __restrict x = image + pixel * channels;
          for (std::int64_t channel = 0; channel < channels; ++channel) {
            const auto value = static_cast<float>(x[channel]);
            sum[channel] += value;
            square[channel] += value * value;
          }
        }
      });
}

template<typename Value>
LIMPID_INLINE void activateOf(const Value* image, ImageExtent extent, const float* __restrict a,
                              const float* __restrict b, Value* out)
{
  const std::int64_t channels = extent.channels;
  for (std::int64_t pixel = 0; pixel < extent.pixels; ++pixel) {
    const Value* __restrict x = image + pixel * channels;
    Value* __restrict y = out + pixel * channels;
    for (std::int64_t channel = 0; channel < channels; ++channel) {
      const float z = a[channel] * static_cast<float>(x[channel]) + b[channel];
      y[channel] = static_cast<Value>(z * sigmoid(z));
    }
  }
}

template<typename Value>
LIMPID_INLINE void differentiateOf(const Value* image, const Value* gradient, ImageExtent extent,
                                   const float* __restrict a, const float* __restrict b,
                                   float* held, double* sums, double* products)
{
  const std::int64_t channels = extent.channels;
  addBlocks(
      extent, sums, products,
      [=](std::int64_t pixel, std::int64_t end, float* __restrict sum, float* __restrict product) {
        for (; pixel < end; ++pixel) {
          const Value* __restrict x = image + pixel * channels;
          const Value* __restrict dy = gradient + pixel * channels;
          float* __restrict dz = held + pixel * channels;
          for (std::int64_t channel = 0; channel < channels; ++channel) {
            const auto value = static_cast<float>(x[channel]);
            const float z = a[channel] * value + b[channel];
            const float open = sigmoid(z);
            const float slope = open * (1.0F + z * (1.0F - open));
            const float change = static_cast<float>(dy[channel]) * slope;
            dz[channel] = change;
            sum[channel] += change;
            product[channel] += change * value;
          }
        }
      });
}

template<typename Value>
LIMPID_INLINE void propagateOf(const Value* image, const float* held, ImageExtent extent,
                               const float* __restrict a, const float* __restrict p,
                               const float* __restrict q, Value* out)
{
  const std::int64_t channels = extent.channels;
  for (std::int64_t pixel = 0; pixel < extent.pixels; ++pixel) {
    const Value* __restrict x = image + pixel * channels;
    const float* dz = held + pixel * channels;
    Value* dx = out + pixel * channels;
#pragma GCC ivdep // in place, element by element
    for (std::int64_t channel = 0; channel < channels; ++channel)
      dx[channel] = static_cast<Value>(a[channel] * dz[channel] +
                                       p[channel] * static_cast<float>(x[channel]) + q[channel]);
  }
}

} // namespace

LIMPID_FOR_EACH_PROCESSOR
void addMoments(const float* image, ImageExtent extent, double* sums, double* squares)
{
  addMomentsOf(image, extent, sums, squares);
}

LIMPID_FOR_EACH_PROCESSOR
void addMoments(const c10::BFloat16* image, ImageExtent extent, double* sums, double* squares)
{
  addMomentsOf(image, extent, sums, squares);
}

LIMPID_FOR_EACH_PROCESSOR
void activate(const float* image, ImageExtent extent, const float* a, const float* b, float* out)
{
  activateOf(image, extent, a, b, out);
}

LIMPID_FOR_EACH_PROCESSOR
void activate(const c10::BFloat16* image, ImageExtent extent, const float* a, const float* b,
              c10::BFloat16* out)
{
  activateOf(image, extent, a, b, out);
}

LIMPID_FOR_EACH_PROCESSOR
void differentiate(const float* image, const float* gradient, ImageExtent extent, const float* a,
                   const float* b, float* dz, double* sums, double* products)
{
  differentiateOf(image, gradient, extent, a, b, dz, sums, products);
}

LIMPID_FOR_EACH_PROCESSOR
void differentiate(const c10::BFloat16* image, const c10::BFloat16* gradient, ImageExtent extent,
                   const float* a, const float* b, float* dz, double* sums, double* products)
{
  differentiateOf(image, gradient, extent, a, b, dz, sums, products);
}

LIMPID_FOR_EACH_PROCESSOR
void propagate(const float* image, const float* dz, ImageExtent extent, const float* a,
               const float* p, const float* q, float* dx)
{
  propagateOf(image, dz, extent, a, p, q, dx);
}

LIMPID_FOR_EACH_PROCESSOR
void propagate(const c10::BFloat16* image, const float* dz, ImageExtent extent, const float* a,
               const float* p, const float* q, c10::BFloat16* dx)
{
  propagateOf(image, dz, extent, a, p, q, dx);
}

} // namespace limpid::engine
