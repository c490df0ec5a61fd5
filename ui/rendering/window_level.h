#pragma once

#include "core/imaging/image.h"

#include <QPointF>

#include <span>

namespace limpid::rendering {

/// The grey window: values at centre − width/2 are black, at centre + width/2 white. Image units.
struct WindowLevel
{
  double centre = 0.0;
  double width = 1.0;

  friend bool operator==(const WindowLevel&, const WindowLevel&) = default;
};

/// From the .5th to the 99.5th percentile of all the images together; never of zero width.
/// Infinite and NaN pixels don't count.
WindowLevel percentileWindow(std::span<const imaging::Image> images);

/// What a drag by so many pixels makes of `start`: right widens, down raises the centre (darker
/// image, as in most viewers); 300 pixels are one `range` of values.
WindowLevel dragged(const WindowLevel& start, double range, QPointF pixels);

} // namespace limpid::rendering
