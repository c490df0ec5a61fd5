#pragma once

#include "ui/rendering/image_view.h"
#include "ui/rendering/view_marks.h"

#include <QPainter>
#include <QString>
#include <QWidget>

#include <array>

namespace limpid::rendering {

/// Text with a black halo of one pixel, legible on any image.
void drawHaloText(QPainter& painter, const QRectF& area, int alignment, const QString& text,
                  const QColor& colour);

/// The badges side by side, bottom centre of `area`; returns the height they take.
int drawBadges(QPainter& painter, const QRect& area, Badges badges);

/// What Qt writes over one image: corners, badges, or the reason why there is none.
class ViewOverlay final : public QWidget
{
public:
  explicit ViewOverlay(QWidget* parent);

  /// What the marks and the magnifier refer to; the view's, which outlives this.
  struct Shown
  {
    const imaging::Image* image = nullptr;
    const ViewProjection* projection = nullptr;
    const WindowLevel* window = nullptr;
    const bool* inverted = nullptr;
  };
  Shown shown;
  ViewMarks marks;
  std::optional<QPointF> pointer; ///< on this widget
  bool magnifier = false;
  double brushRadius = 0.0; ///< of the ring around the pointer, in pixels of the widget; 0: none
  std::array<QString, 4> corners; ///< by Corner; the last line bottom right is added by the view
  QString readout;                ///< window and value, bottom right
  Badges badges;
  QString emptyReason;
  bool empty = true;
  bool focused = false; ///< by keyboard: draws the focus ring

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  void paintCorners(QPainter& painter, const QRect& inner, int badgesHeight) const;
  void paintPointer(QPainter& painter) const;
};

} // namespace limpid::rendering
