#pragma once

#include <c10/util/BFloat16.h>

#include <cstdint>

namespace limpid::engine {

/// One image, pixel after pixel, the channels of a pixel side by side.
struct ImageExtent
{
  std::int64_t pixels = 0;
  std::int64_t channels = 0;
};

// The loops of activation.cpp over the elements of one image. They are compiled for several kinds
// of processors, of which the best is taken when the program starts. All arrays of coefficients
// and sums hold one value for each channel; none of the arrays overlap unless it is said.

/// Adds Σx to `sums` and Σx² to `squares`.
void addMoments(const float* image, ImageExtent extent, double* sums, double* squares);
void addMoments(const c10::BFloat16* image, ImageExtent extent, double* sums, double* squares);

/// y = silu(z), z = a·x + b.
void activate(const float* image, ImageExtent extent, const float* a, const float* b, float* out);
void activate(const c10::BFloat16* image, ImageExtent extent, const float* a, const float* b,
              c10::BFloat16* out);

/// dz = dy·silu′(z); adds Σdz to `sums` and Σdz·x to `products`.
void differentiate(const float* image, const float* gradient, ImageExtent extent, const float* a,
                   const float* b, float* dz, double* sums, double* products);
void differentiate(const c10::BFloat16* image, const c10::BFloat16* gradient, ImageExtent extent,
                   const float* a, const float* b, float* dz, double* sums, double* products);

/// dx = a·dz + p·x + q; `dx` may be `dz`.
void propagate(const float* image, const float* dz, ImageExtent extent, const float* a,
               const float* p, const float* q, float* dx);
void propagate(const c10::BFloat16* image, const float* dz, ImageExtent extent, const float* a,
               const float* p, const float* q, c10::BFloat16* dx);

} // namespace limpid::engine
