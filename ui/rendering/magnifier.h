#pragma once

#include "core/imaging/image.h"
#include "ui/rendering/view_projection.h"
#include "ui/rendering/window_level.h"

#include <QPainter>

namespace limpid::rendering {

/// A round glass around `pointer`: the pixels under it as squares, three times as large as the view
/// shows them and of eight pixels a side at least.
void drawMagnifier(QPainter& painter, const imaging::Image& image, const WindowLevel& window,
                   bool inverted, const ViewProjection& projection, QPointF pointer);

} // namespace limpid::rendering
