#pragma once

#include "core/imaging/image.h"
#include "ui/rendering/window_level.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace limpid::rendering {

/// The values of an image and the window over them: drag an end to move it, the middle to move
/// both; Left and Right move the centre, Up and Down the width. Heights are square roots of counts,
/// so that a background doesn't flatten the rest.
class WindowHistogram final : public QWidget
{
  Q_OBJECT

public:
  explicit WindowHistogram(QWidget* parent = nullptr);

  void setImage(const imaging::Image& image, const QString& unit);
  void setWindowLevel(const WindowLevel& window); ///< without windowLevelChanged
  WindowLevel windowLevel() const { return m_window; }

  /// Where a value stands, in pixels from the left.
  double placeOf(double value) const;

  QSize sizeHint() const override;

Q_SIGNALS:
  void windowLevelChanged(const limpid::rendering::WindowLevel& window);

protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

private:
  enum class Grip { None, Low, High, Both };
  double valueAt(double place) const;
  Grip gripAt(double place) const;
  void change(double low, double high);
  void paintValues(QPainter& painter, const QRectF& area) const;
  void paintWindow(QPainter& painter, const QRectF& area) const;

  std::vector<double> m_heights; ///< of bins between low and high, 0 … 1
  double m_low = 0.0;
  double m_high = 1.0;
  QString m_unit;
  WindowLevel m_window;
  Grip m_grip = Grip::None;
  double m_pressed = 0.0; ///< value
  WindowLevel m_pressedWindow;
};

} // namespace limpid::rendering
