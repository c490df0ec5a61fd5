#pragma once

#include "core/imaging/image_plane.h"
#include "ui/rendering/map_overlay.h"
#include "ui/rendering/view_projection.h"

#include <QPainter>
#include <QPolygonF>

#include <optional>
#include <vector>

namespace limpid::rendering {

/// What is drawn over an image at places of it; places are in columns and rows from its upper left
/// edge.
struct ViewMarks
{
  std::optional<imaging::EdgeLetters> letters;
  bool scaleBar = true; ///< where spacing is known
  std::optional<QPointF> crosshair;
  std::optional<QPointF> pointer;   ///< of a linked view
  QPolygonF polygon;                ///< while it is drawn
  std::vector<QLineF> outline;      ///< of the map
  std::optional<MapOverlay> legend; ///< without its values
};

/// Draws them; words keep to `inner`.
void drawMarks(QPainter& painter, const ViewMarks& marks, const ViewProjection& projection,
               const QRect& inner);

/// Length of a scale bar, in millimetres: 1, 2 or 5 of a power of ten, not over `widestMm`.
double scaleBarLengthMm(double widestMm);

} // namespace limpid::rendering
