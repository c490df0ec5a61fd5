#pragma once

#include <array>
#include <optional>

namespace limpid::preparation {

/// The distances of training pixels over a data set, in mm, image after image.
class PixelSpacing
{
public:
  /// Row and column distance of an image's pixels; nothing when it isn't known.
  void note(const std::optional<std::array<double, 2>>& spacingMm);

  /// What all images have, to a thousandth; nothing when they differ or one isn't known.
  std::optional<std::array<double, 2>> common() const;
  /// Smallest and largest distance; nothing when none is known.
  std::optional<std::array<double, 2>> range() const { return m_range; }

private:
  std::optional<std::array<double, 2>> m_first;
  std::optional<std::array<double, 2>> m_range;
  bool m_one = true;
};

} // namespace limpid::preparation
