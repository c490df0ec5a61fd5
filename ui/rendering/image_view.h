#pragma once

#include "core/imaging/image.h"
#include "ui/rendering/window_level.h"

#include <QFlags>
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

/// One 2-D image in grey on black.
///
/// Left drag windows, middle drag pans, right drag zooms, R resets, the wheel scrolls, a double
/// click maximises; keys: arrows up/down and page up/down scroll, + and − zoom. The value under
/// the pointer and the window stand bottom right. Identity in the corners is the caller's text.
class ImageView final : public QWidget
{
  Q_OBJECT

public:
  explicit ImageView(QWidget* parent = nullptr);
  ~ImageView() override;

  /// Shows another image: fits it and takes `window`, or the image's percentiles without one.
  void setImage(const imaging::Image& image, std::optional<WindowLevel> window = std::nullopt);

  /// Shows the next slice of the same series: window, zoom and place stay.
  void replaceImage(const imaging::Image& image);

  /// No image; `reason` is drawn in its place.
  void clear(const QString& reason = {});

  void setUnit(const QString& unit); ///< behind the value under the pointer, for example HU
  void setCornerText(Corner corner, const QString& text); ///< lines divided by \n
  void setBadges(Badges badges);

  WindowLevel windowLevel() const;
  void setWindowLevel(const WindowLevel& window); ///< without windowLevelChanged

  double zoom() const; ///< 1 = fitted
  void resetView();    ///< first window, fitted

  /// The image's value at a point of this widget; nothing outside the image.
  std::optional<float> valueAt(QPointF position) const;

Q_SIGNALS:
  void windowLevelChanged(const limpid::rendering::WindowLevel& window);
  void scrolled(int steps); ///< wheel or keys; positive = next slice
  void maximiseRequested();
  void menuRequested(QPoint globalPosition); ///< right click that was no drag
  void pointerMoved(const QString& text);    ///< "column, row: value unit"; empty outside the image

protected:
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
  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

} // namespace limpid::rendering
