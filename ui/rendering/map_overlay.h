#pragma once

#include "core/imaging/image.h"

#include <QLineF>
#include <QString>

#include <vector>

namespace limpid::rendering {

/// Values over an image, on its grid: translucent colours from blue (low) to amber (high).
struct MapOverlay
{
  imaging::Image values = {}; ///< NaN: nothing is drawn there
  double low = 0.0;
  double high = 1.0;
  QString title = {}; ///< of the legend
  QString unit = {};  ///< behind its numbers; empty: none
  /// In place of numbers, from low to high: the words of a scale.
  std::vector<QString> words = {};
  double opacity = 0.4;
  bool contour = false; ///< a line of one pixel where the values end
};

/// Where values end against NaN: lines along the pixels' edges, in columns and rows of the image.
std::vector<QLineF> outlineOf(const imaging::Image& values);

} // namespace limpid::rendering
