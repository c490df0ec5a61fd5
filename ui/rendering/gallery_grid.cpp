#include "ui/rendering/gallery_grid.h"

#include "ui/rendering/colour_tokens.h"
#include "ui/rendering/image_slice.h"
#include "ui/rendering/view_overlay.h"

#include <QPainter>

#include <algorithm>

namespace limpid::rendering {

/// Selection, focus, captions and badges, written by Qt over the images.
class GalleryOverlay final : public QWidget
{
public:
  GalleryOverlay(QWidget* parent, const GalleryGrid& grid) : QWidget(parent), m_grid(grid)
  {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
  }

protected:
  void paintEvent(QPaintEvent*) override;

private:
  void drawCell(QPainter& painter, int index, const QRect& cell) const;

  const GalleryGrid& m_grid;
};

void GalleryOverlay::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  QFont font = painter.font();
  if (m_grid.count() == 0) {
    font.setPixelSize(13);
    painter.setFont(font);
    painter.setPen(tokenColour(QStringLiteral("overlay2")));
    painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap,
                     m_grid.emptyReason);
    return;
  }
  font.setPixelSize(11);
  painter.setFont(font);
  if (m_grid.focused && m_grid.current < 0) {
    painter.setPen(QPen(tokenColour(QStringLiteral("overlayAccent")), 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
  }
  for (int i = 0; i < m_grid.count(); ++i) {
    const QRect cell = m_grid.cellRect(i);
    if (cell.top() > height())
      break;
    if (cell.bottom() + GalleryGrid::captionHeight >= 0)
      drawCell(painter, i, cell);
  }
}

void GalleryOverlay::drawCell(QPainter& painter, int index, const QRect& cell) const
{
  drawBadges(painter, cell.adjusted(0, 0, 0, -4), m_grid.badges);
  if (index < m_grid.captions.size()) {
    painter.setPen(tokenColour(QStringLiteral("overlay2")));
    const QRect line(cell.left(), cell.bottom() + 1, cell.width(), GalleryGrid::captionHeight);
    painter.drawText(
        line, Qt::AlignCenter,
        painter.fontMetrics().elidedText(m_grid.captions[index], Qt::ElideMiddle, cell.width()));
  }
  painter.setBrush(Qt::NoBrush);
  const QColor accent = tokenColour(QStringLiteral("overlayAccent"));
  if (m_grid.selected.contains(index)) {
    painter.setPen(QPen(accent, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(cell.adjusted(-1, -1, 1, 1));
  }
  if (m_grid.focused && index == m_grid.current) {
    painter.setPen(QPen(tokenColour(QStringLiteral("overlay")), 1, Qt::DashLine));
    painter.drawRect(cell.adjusted(-4, -4, 3, 3));
  }
}

GalleryGrid::GalleryGrid(QWidget* viewport)
    : m_canvas(viewport), m_overlay(new GalleryOverlay(viewport, *this))
{
}

void GalleryGrid::setImages(std::vector<imaging::Image> images)
{
  m_images = std::move(images);
  for (const auto& [index, slice] : m_slices)
    m_canvas.renderer().RemoveViewProp(slice);
  m_slices.clear();
  showVisible();
}

void GalleryGrid::setWindow(const WindowLevel& window)
{
  m_window = window;
  for (const auto& [index, slice] : m_slices)
    rendering::setWindow(*slice, window);
  m_canvas.widget().renderSoon();
}

void GalleryGrid::place(const QRect& area)
{
  m_area = area;
  m_canvas.widget().setGeometry(area);
  m_overlay->setGeometry(area);
  m_overlay->raise();
  showVisible();
}

void GalleryGrid::scrollTo(int top)
{
  m_top = top;
  showVisible();
}

void GalleryGrid::refresh()
{
  m_canvas.widget().renderSoon();
  m_overlay->update();
}

int GalleryGrid::columns() const
{
  return std::max(1, (m_area.width() - spacing) / (cellEdge + spacing));
}

int GalleryGrid::rowHeight() const
{
  return cellEdge + spacing + (captions.isEmpty() ? 0 : captionHeight);
}

int GalleryGrid::contentHeight() const
{
  return (count() + columns() - 1) / columns() * rowHeight() + spacing;
}

QRect GalleryGrid::cellRect(int index) const
{
  const int column = index % columns();
  const int row = index / columns();
  return QRect(spacing + column * (cellEdge + spacing), spacing + row * rowHeight() - m_top,
               cellEdge, cellEdge);
}

int GalleryGrid::indexAt(QPoint position) const
{
  const int column = (position.x() - spacing) / (cellEdge + spacing);
  const int row = (position.y() + m_top - spacing) / rowHeight();
  const int index = row * columns() + column;
  const bool inside = column >= 0 && column < columns() && row >= 0 && index < count() &&
                      cellRect(index).contains(position);
  return inside ? index : -1;
}

void GalleryGrid::placeSlice(vtkImageSlice& slice, int index) const
{
  // The scene is measured in the content's pixels, with y up: the top of the content is y = 0.
  const auto [width, height] = sceneSize(m_images[static_cast<std::size_t>(index)]);
  const double scale = cellEdge / std::max(width, height);
  const QRect cell = cellRect(index).translated(0, m_top);
  slice.SetScale(scale, scale, 1.0);
  slice.SetPosition(cell.left() + (cellEdge - width * scale) / 2.0,
                    -(cell.top() + cellEdge) + (cellEdge - height * scale) / 2.0, 0.0);
}

void GalleryGrid::showVisible()
{
  const int firstRow = std::max(0, (m_top - spacing) / rowHeight());
  const int lastRow = (m_top + m_area.height()) / rowHeight();
  const int first = std::min(count(), firstRow * columns());
  const int last = std::min(count(), (lastRow + 1) * columns()); // one past the end
  std::erase_if(m_slices, [&](const auto& entry) {
    const bool gone = entry.first < first || entry.first >= last;
    if (gone)
      m_canvas.renderer().RemoveViewProp(entry.second);
    return gone;
  });
  for (int i = first; i < last; ++i) {
    vtkSmartPointer<vtkImageSlice>& slice = m_slices[i];
    if (!slice) {
      slice = makeSlice(m_images[static_cast<std::size_t>(i)]);
      rendering::setWindow(*slice, m_window);
      m_canvas.renderer().AddViewProp(slice);
    }
    placeSlice(*slice, i);
  }
  m_canvas.look({m_area.width() / 2.0, -(m_top + m_area.height() / 2.0)},
                std::max(2.0, double(m_area.height())));
  refresh();
}

} // namespace limpid::rendering
