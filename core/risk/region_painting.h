#pragma once

#include "core/imaging/image.h"
#include "core/risk/regional_map.h"

#include <span>

namespace limpid::risk {

/// A place on an image: columns and rows from the outer edge of its first pixel.
struct ImagePoint
{
  double column = 0.0;
  double row = 0.0;
};

/// A map of this size that rates nothing.
RegionalMap emptyMap(int rows, int columns);
bool ratesNothing(const RegionalMap& map);

/// A disc in the patient: round where pixels aren't square, too.
struct Brush
{
  double radius = 0.5; ///< in pixels of the smaller spacing
  float value = 0.0F;  ///< NaN erases
};

/// Gives the brush's value to the pixels whose centre the brush covers on its way from one place to
/// another, and to those of the two places themselves; off the image nothing happens.
void paintStroke(RegionalMap& map, const imaging::Image& image, const ImagePoint& from,
                 const ImagePoint& to, const Brush& brush);

/// To the pixels whose centre lies within the polygon (even-odd); its last corner joins the first.
void paintPolygon(RegionalMap& map, std::span<const ImagePoint> corners, float value);

/// To the pixels whose value lies within low … high. Returns how many these are.
int paintThreshold(RegionalMap& map, const imaging::Image& image, double low, double high,
                   float value);

} // namespace limpid::risk
