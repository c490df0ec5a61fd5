#pragma once

#include "core/imaging/image.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <array>
#include <optional>

namespace limpid::rendering {

/// Which part of an image a view shows. The same for images of different sizes of one place.
struct ViewCamera
{
  double zoom = 1.0; ///< 1 = fitted
  QPointF shift;     ///< of the view's middle from the image's, in shares of its width and height

  friend bool operator==(const ViewCamera&, const ViewCamera&) = default;
};

/// Width and height of the image in the scene: pixels × spacing relative to the smaller spacing.
std::array<double, 2> sceneSize(const imaging::Image& image);

/// The way between three coordinates: of the widget (pixels, downwards), of the scene (upwards),
/// and of the image (columns and rows, downwards; 0 at the outer edge of the first pixel).
class ViewProjection
{
public:
  void setImage(const imaging::Image& image);
  void setViewSize(QSizeF size) { m_view = size; }

  ViewCamera camera;

  double scenePerPixel() const; ///< of the widget
  QPointF sceneMiddle() const;  ///< what stands in the view's middle
  QPointF imageAt(QPointF position) const;
  QPointF positionOf(QPointF imagePoint) const;
  QRectF imageRect() const; ///< in the widget
  /// Moves the image by so many pixels of the widget.
  void pan(QPointF pixels);
  /// Row and column of the pixel there, nothing outside the image.
  std::optional<std::array<int, 2>> pixelAt(QPointF position) const;
  /// How long a millimetre is on the widget; nothing where spacing isn't known.
  std::optional<double> pixelsPerMm() const;

private:
  QSizeF m_view{1.0, 1.0};
  std::array<double, 2> m_scene{1.0, 1.0};
  int m_rows = 0;
  int m_columns = 0;
  std::optional<double> m_mmPerScene;
};

} // namespace limpid::rendering
