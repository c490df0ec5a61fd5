#include "ui/rendering/magnifier.h"

#include "ui/rendering/colour_tokens.h"

#include <QImage>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace limpid::rendering {
namespace {

constexpr int radius = 72;
constexpr double enlargement = 3.0;
constexpr double leastPixelEdge = 8.0;

QRgb greyOf(float value, const WindowLevel& window, bool inverted)
{
  if (!std::isfinite(value))
    return qRgb(0, 0, 0);
  const double share = std::clamp((double{value} - window.centre) / window.width + 0.5, 0.0, 1.0);
  const int grey = static_cast<int>(std::lround(255.0 * (inverted ? 1.0 - share : share)));
  return qRgb(grey, grey, grey);
}

} // namespace

void drawMagnifier(QPainter& painter, const imaging::Image& image, const WindowLevel& window,
                   bool inverted, const ViewProjection& projection, QPointF pointer)
{
  if (image.channels != 1 || !projection.pixelAt(pointer))
    return;
  const double ratio = painter.device()->devicePixelRatioF();
  const int edge = static_cast<int>(std::lround(2.0 * radius * ratio));
  const QRectF shown = projection.imageRect();
  const std::array<double, 2> pixelEdge = {shown.height() / image.rows,
                                           shown.width() / image.columns};
  const double factor =
      std::max(enlargement, leastPixelEdge / std::max(pixelEdge[0], pixelEdge[1]));
  const QPointF middle = projection.imageAt(pointer);
  QImage glass(edge, edge, QImage::Format_RGB32);
  for (int y = 0; y < edge; ++y) {
    auto* line = reinterpret_cast<QRgb*>(glass.scanLine(y));
    const double down = (y + 0.5) / ratio - radius;
    const int row = static_cast<int>(std::floor(middle.y() + down / (factor * pixelEdge[0])));
    for (int x = 0; x < edge; ++x) {
      const double across = (x + 0.5) / ratio - radius;
      const int column =
          static_cast<int>(std::floor(middle.x() + across / (factor * pixelEdge[1])));
      const bool inside = row >= 0 && column >= 0 && row < image.rows && column < image.columns;
      line[x] = inside ? greyOf(image.at(row, column), window, inverted) : qRgb(0, 0, 0);
    }
  }
  glass.setDevicePixelRatio(ratio);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  QPainterPath round;
  round.addEllipse(pointer, radius, radius);
  painter.setClipPath(round);
  painter.drawImage(pointer - QPointF(radius, radius), glass);
  painter.setClipping(false);
  painter.setPen(QPen(tokenColour(QStringLiteral("overlayAccent")), 2.0));
  painter.drawPath(round);
  painter.restore();
}

} // namespace limpid::rendering
