#pragma once

#include "core/base/result.h"
#include "core/imaging/crop.h"
#include "core/imaging/image.h"
#include "core/imaging/intensity.h"

#include <array>
#include <optional>

namespace limpid::preparation {

/// What is done to every image of a data set alike.
struct Shaping
{
  std::optional<imaging::Rectangle> crop;
  imaging::IntensityWindow window; ///< becomes −1 … 1
  double headroom = 0.0;           ///< clipping begins this far outside the window, in its unit
  int size = 0;                    ///< pixels of the square
};

/// One image as it trains.
struct TrainingArray
{
  imaging::Image square;     ///< size × size, model intensity
  imaging::Image content;    ///< the same without the filled rim: estimators look here
  double noiseGain = 1.0;    ///< √Σw² of the resampling (M0)
  double clippedShare = 0.0; ///< of the cropped source's pixels
};

/// BadInput when the crop reaches beyond the image, or the image is smaller than the square:
/// enlarging adds no detail and correlates the noise.
Result<TrainingArray> shapeImage(const imaging::Image& source, const Shaping& shaping);

/// In the middle of a square of `rim`.
imaging::Image filledToSquare(const imaging::Image& content, int size, float rim);

/// Rows and columns of the content: the longer side has `size` pixels.
std::array<int, 2> contentSize(int rows, int columns, int size);

} // namespace limpid::preparation
