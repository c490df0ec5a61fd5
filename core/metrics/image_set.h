#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace limpid::metrics {

/// Images of one shape, one after another: N·C·H·W numbers, each image channels × rows × columns,
/// row-major. Points of a plane are images of 1 × 1 × 2. Owns nothing.
struct ImageSet
{
  std::span<const float> values;
  int channels = 1;
  int rows = 0;
  int columns = 0;

  /// Numbers of one image.
  std::size_t size() const
  {
    return static_cast<std::size_t>(channels) * static_cast<std::size_t>(rows) *
           static_cast<std::size_t>(columns);
  }
  std::size_t count() const { return size() == 0 ? 0 : values.size() / size(); }
  std::span<const float> image(std::size_t index) const
  {
    return values.subspan(index * size(), size());
  }
};

/// BadInput with a sentence unless the set holds at least `least` whole images of finite numbers;
/// `name` says which set.
Result<void> checkImages(const ImageSet& images, std::size_t least, std::string_view name);

/// BadInput unless both pass checkImages and have one shape.
Result<void> checkImages(const ImageSet& samples, const ImageSet& real, std::size_t least);

/// ‖a − b‖² of two images of one size. Equal images give exactly 0.
double squaredDistance(std::span<const float> one, std::span<const float> other);

} // namespace limpid::metrics
