#include "ui/rendering/view_projection.h"

#include <algorithm>
#include <cmath>

namespace limpid::rendering {
namespace {

std::array<double, 2> relativeSpacing(const imaging::Image& image)
{
  if (!image.spacingMm)
    return {1.0, 1.0};
  const auto [row, column] = *image.spacingMm;
  const double least = std::min(row, column);
  if (!(least > 0.0))
    return {1.0, 1.0};
  return {row / least, column / least};
}

} // namespace

std::array<double, 2> sceneSize(const imaging::Image& image)
{
  const auto [rowSpacing, columnSpacing] = relativeSpacing(image);
  return {image.columns * columnSpacing, image.rows * rowSpacing};
}

void ViewProjection::setImage(const imaging::Image& image)
{
  m_scene = sceneSize(image);
  m_rows = image.rows;
  m_columns = image.columns;
  m_mmPerScene.reset();
  if (image.spacingMm && std::ranges::min(*image.spacingMm) > 0.0)
    m_mmPerScene = std::ranges::min(*image.spacingMm);
}

double ViewProjection::scenePerPixel() const
{
  return std::max(m_scene[0] / std::max(1.0, m_view.width()),
                  m_scene[1] / std::max(1.0, m_view.height())) /
         camera.zoom;
}

QPointF ViewProjection::sceneMiddle() const
{
  return {m_scene[0] * (0.5 + camera.shift.x()), m_scene[1] * (0.5 - camera.shift.y())};
}

QPointF ViewProjection::imageAt(QPointF position) const
{
  const QPointF fromMiddle =
      (position - QPointF(m_view.width(), m_view.height()) / 2.0) * scenePerPixel();
  const double x = m_scene[0] * (0.5 + camera.shift.x()) + fromMiddle.x();
  const double y = m_scene[1] * (0.5 + camera.shift.y()) + fromMiddle.y();
  return {x * m_columns / m_scene[0], y * m_rows / m_scene[1]};
}

QPointF ViewProjection::positionOf(QPointF imagePoint) const
{
  const double x = imagePoint.x() * m_scene[0] / std::max(1, m_columns);
  const double y = imagePoint.y() * m_scene[1] / std::max(1, m_rows);
  const QPointF fromMiddle(x - m_scene[0] * (0.5 + camera.shift.x()),
                           y - m_scene[1] * (0.5 + camera.shift.y()));
  return QPointF(m_view.width(), m_view.height()) / 2.0 + fromMiddle / scenePerPixel();
}

QRectF ViewProjection::imageRect() const
{
  return {positionOf({0.0, 0.0}), positionOf(QPointF(m_columns, m_rows))};
}

void ViewProjection::pan(QPointF pixels)
{
  camera.shift -=
      QPointF(pixels.x() * scenePerPixel() / m_scene[0], pixels.y() * scenePerPixel() / m_scene[1]);
}

std::optional<std::array<int, 2>> ViewProjection::pixelAt(QPointF position) const
{
  const QPointF point = imageAt(position);
  const int column = static_cast<int>(std::floor(point.x()));
  const int row = static_cast<int>(std::floor(point.y()));
  if (column < 0 || row < 0 || column >= m_columns || row >= m_rows)
    return std::nullopt;
  return std::array{row, column};
}

std::optional<double> ViewProjection::pixelsPerMm() const
{
  if (!m_mmPerScene)
    return std::nullopt;
  return 1.0 / (*m_mmPerScene * scenePerPixel());
}

} // namespace limpid::rendering
