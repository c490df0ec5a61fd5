#pragma once

#include "core/imaging/image.h"
#include "core/study/pixel_mask.h"

#include <QImage>
#include <QPoint>
#include <QWidget>

#include <optional>
#include <vector>

namespace limpid::pages {

/// An image as large as fits, on which rectangles are drawn by mouse; what they cover is black, as
/// it will be.
class CoverPicture final : public QWidget
{
  Q_OBJECT

public:
  explicit CoverPicture(QWidget* parent = nullptr);

  /// Grey over the whole range of values: text is found in the dark too. Empty: nothing.
  void setImage(const imaging::Image& image);
  void setCovers(const std::vector<study::PixelMask>& covers);

Q_SIGNALS:
  /// A rectangle of whole pixels, all of them within the image.
  void drawn(const limpid::study::PixelMask& cover);

protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;

private:
  QRectF place() const; // of the image in the widget
  QRect pixelsBetween(QPointF one, QPointF other) const;
  QRectF onWidget(const QRect& pixels) const;

  QImage m_image;
  std::vector<study::PixelMask> m_covers;
  std::optional<QPointF> m_from; // while a rectangle is being drawn
  QPointF m_to;
};

} // namespace limpid::pages
