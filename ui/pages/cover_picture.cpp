#include "ui/pages/cover_picture.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace limpid::pages {
namespace {

QImage toQImage(const imaging::Image& image)
{
  if (image.pixels.empty())
    return {};
  const auto [lowest, highest] = std::minmax_element(image.pixels.begin(), image.pixels.end());
  const float range = std::max(*highest - *lowest, 1e-6F);
  QImage picture(image.columns, image.rows, QImage::Format_Grayscale8);
  for (int row = 0; row < image.rows; ++row) {
    uchar* const line = picture.scanLine(row);
    for (int column = 0; column < image.columns; ++column) {
      const float share = (image.at(row, column) - *lowest) / range;
      line[column] = static_cast<uchar>(std::isfinite(share) ? std::lround(255.0F * share) : 0);
    }
  }
  return picture;
}

} // namespace

CoverPicture::CoverPicture(QWidget* parent) : QWidget(parent)
{
  setCursor(Qt::CrossCursor);
}

void CoverPicture::setImage(const imaging::Image& image)
{
  m_image = toQImage(image);
  m_from.reset();
  update();
}

void CoverPicture::setCovers(const std::vector<study::PixelMask>& covers)
{
  m_covers = covers;
  update();
}

QRectF CoverPicture::place() const
{
  const QSizeF size = QSizeF(m_image.size()).scaled(QSizeF(this->size()), Qt::KeepAspectRatio);
  return {QPointF((width() - size.width()) / 2.0, (height() - size.height()) / 2.0), size};
}

QRect CoverPicture::pixelsBetween(QPointF one, QPointF other) const
{
  const QRectF where = place();
  const double scale = m_image.width() / where.width();
  const QRectF between = QRectF(QPointF(std::min(one.x(), other.x()), std::min(one.y(), other.y())),
                                QPointF(std::max(one.x(), other.x()), std::max(one.y(), other.y())))
                             .translated(-where.topLeft());
  const QPoint first(static_cast<int>(std::floor(between.left() * scale)),
                     static_cast<int>(std::floor(between.top() * scale)));
  const QPoint last(static_cast<int>(std::ceil(between.right() * scale)) - 1,
                    static_cast<int>(std::ceil(between.bottom() * scale)) - 1);
  return QRect(first, last).intersected(m_image.rect());
}

QRectF CoverPicture::onWidget(const QRect& pixels) const
{
  const QRectF where = place();
  const double scale = where.width() / m_image.width();
  return {where.topLeft() + QPointF(pixels.topLeft()) * scale, QSizeF(pixels.size()) * scale};
}

void CoverPicture::paintEvent(QPaintEvent*)
{
  if (m_image.isNull())
    return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(place(), m_image);
  for (const study::PixelMask& cover : m_covers)
    painter.fillRect(onWidget({cover.column, cover.row, cover.width, cover.height}), Qt::black);
  if (!m_from)
    return;
  painter.setPen(palette().color(QPalette::Highlight));
  painter.drawRect(onWidget(pixelsBetween(*m_from, m_to)));
}

void CoverPicture::mousePressEvent(QMouseEvent* event)
{
  if (event->button() != Qt::LeftButton || m_image.isNull())
    return;
  m_from = event->position();
  m_to = *m_from;
}

void CoverPicture::mouseMoveEvent(QMouseEvent* event)
{
  if (!m_from)
    return;
  m_to = event->position();
  update();
}

void CoverPicture::mouseReleaseEvent(QMouseEvent* event)
{
  if (!m_from || event->button() != Qt::LeftButton)
    return;
  const QRect pixels = pixelsBetween(*m_from, event->position());
  const bool moved = *m_from != event->position(); // a click draws nothing
  m_from.reset();
  update();
  if (moved && !pixels.isEmpty())
    Q_EMIT drawn({.column = pixels.x(),
                  .row = pixels.y(),
                  .width = pixels.width(),
                  .height = pixels.height()});
}

} // namespace limpid::pages
