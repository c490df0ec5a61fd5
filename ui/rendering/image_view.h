#pragma once

#include "core/imaging/image.h"
#include "core/imaging/image_plane.h"
#include "ui/rendering/map_overlay.h"
#include "ui/rendering/view_projection.h"
#include "ui/rendering/window_level.h"

#include <QFlags>
#include <QPolygonF>
#include <QString>
#include <QWidget>

#include <memory>
#include <optional>

namespace limpid::rendering {

/// What the image is: drawn bottom centre and part of every screenshot.
enum class Badge { None = 0, Real = 1, Synthetic = 2, Restored = 4, Research = 8 };
Q_DECLARE_FLAGS(Badges, Badge)
Q_DECLARE_OPERATORS_FOR_FLAGS(Badges)

enum class Corner { TopLeft, TopRight, BottomLeft, BottomRight };

enum class LeftButton { Window, Draw };
enum class DrawStep { Press, Move, Release, Finish }; ///< Finish: a double click

/// One 2-D image in grey on black.
///
/// Left drag windows, middle drag pans, right drag zooms, R resets, the wheel scrolls, a double
/// click maximises; keys: arrows up/down and page up/down scroll, + and − zoom, Shift and arrows
/// window, Ctrl and arrows pan. The value under the pointer, its place and the window stand bottom
/// right. Identity in the corners is the caller's text. Points of an image are columns and rows
/// from the outer edge of its first pixel.
class ImageView final : public QWidget
{
  Q_OBJECT

public:
  explicit ImageView(QWidget* parent = nullptr);
  ~ImageView() override;

  /// Shows another image: fits it and takes `window`, or the image's percentiles without one.
  void setImage(const imaging::Image& image, std::optional<WindowLevel> window = std::nullopt);

  /// Shows the next slice of the same series: window, zoom and place stay. The map goes.
  void replaceImage(const imaging::Image& image);

  /// No image; `reason` is drawn in its place.
  void clear(const QString& reason = {});
  const imaging::Image& image() const; ///< without pixels where there is none

  /// How the image lies in the patient: letters at the edges, millimetres under the pointer.
  void setPlane(const std::optional<imaging::ImagePlane>& plane);
  void setUnit(const QString& unit); ///< behind the value under the pointer, for example HU
  void setCornerText(Corner corner, const QString& text); ///< lines divided by \n
  QString cornerText(Corner corner) const;
  void setBadges(Badges badges);

  WindowLevel windowLevel() const;
  void setWindowLevel(const WindowLevel& window); ///< without windowLevelChanged
  /// What R goes back to, until the next setImage().
  void setFirstWindow(const WindowLevel& window);
  bool inverted() const;
  void setInverted(bool inverted); ///< low values are white

  double zoom() const; ///< 1 = fitted
  ViewCamera camera() const;
  void setCamera(const ViewCamera& camera); ///< without cameraChanged
  void resetView();                         ///< first window, fitted

  /// Values over the image, which must be of its size; nothing takes them away.
  void setMapOverlay(const std::optional<MapOverlay>& map);
  void setCrosshair(std::optional<QPointF> imagePoint);
  void setPointerMark(std::optional<QPointF> imagePoint); ///< where a linked view's pointer is
  void setPolygon(const QPolygonF& imagePoints);          ///< that is being drawn
  void setMagnifier(bool shown);
  void setOrientationShown(bool shown);
  void setScaleBarShown(bool shown);

  /// Draw: left drags and double clicks are drawn() in place of windowing and maximising; with Ctrl
  /// they window all the same. A ring of `brushRadius` pixels of the image, the smaller spacing
  /// counts, goes with the pointer.
  void setLeftButton(LeftButton role, double brushRadius = 0.0);

  /// What stands bottom right: value and place under the pointer, then the window.
  QString readout() const;
  /// The image's value at a point of this widget; nothing outside the image.
  std::optional<float> valueAt(QPointF position) const;
  QPointF imageAt(QPointF position) const;
  QPointF positionOf(QPointF imagePoint) const;

Q_SIGNALS:
  void windowLevelChanged(const limpid::rendering::WindowLevel& window);
  void cameraChanged(const limpid::rendering::ViewCamera& camera);
  void scrolled(int steps); ///< wheel or keys; positive = next slice
  void maximiseRequested();
  void menuRequested(QPoint globalPosition); ///< right click that was no drag, or the menu key
  void pointerMoved(const QString& text);    ///< "value unit"; empty outside the image
  void pointerAt(std::optional<QPointF> imagePoint); ///< nothing outside the image
  void pointed(QPointF imagePoint); ///< left click that was no drag, or a left drag with Shift
  void drawn(limpid::rendering::DrawStep step, QPointF imagePoint);

protected:
  bool event(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

private:
  void dragBy(QPointF step, QPointF position);
  bool moveByKey(const QKeyEvent& event);
  void announceCamera();

  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

} // namespace limpid::rendering
