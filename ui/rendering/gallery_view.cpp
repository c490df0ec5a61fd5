#include "ui/rendering/gallery_view.h"

#include "ui/rendering/gallery_grid.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

namespace limpid::rendering {

struct GalleryView::Impl
{
  explicit Impl(QWidget* viewport) : grid(new GalleryGrid(viewport)) {}

  GalleryGrid* grid;
  int anchor = -1; ///< where a Shift selection begins
  WindowLevel firstWindow;
  WindowLevel pressedWindow;
  QPointF pressed;
  int pressedIndex = -1;
  bool pressing = false;
  bool windowing = false;
};

GalleryView::GalleryView(QWidget* parent)
    : QAbstractScrollArea(parent), m_impl(std::make_unique<Impl>(viewport()))
{
  setFocusPolicy(Qt::StrongFocus);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setAccessibleName(tr("Gallery"));
  viewport()->setMinimumSize(64, 64);
}

GalleryView::~GalleryView() = default;

void GalleryView::setImages(std::vector<imaging::Image> images, std::optional<WindowLevel> window)
{
  m_impl->firstWindow = window ? *window : percentileWindow(images);
  m_impl->grid->setWindow(m_impl->firstWindow);
  m_impl->anchor = -1;
  m_impl->grid->current = -1;
  const bool hadSelection = !m_impl->grid->selected.empty();
  m_impl->grid->selected.clear();
  m_impl->grid->setImages(std::move(images));
  resizeEvent(nullptr);
  verticalScrollBar()->setValue(0);
  if (hadSelection)
    Q_EMIT selectionChanged();
}

void GalleryView::replaceImages(std::vector<imaging::Image> images)
{
  if (count() == 0 || std::ssize(images) != count()) {
    setImages(std::move(images));
    return;
  }
  m_impl->grid->setImages(std::move(images));
}

void GalleryView::setCaptions(const QStringList& captions)
{
  m_impl->grid->captions = captions;
  resizeEvent(nullptr);
}

void GalleryView::setBadges(Badges badges)
{
  m_impl->grid->badges = badges;
  m_impl->grid->refresh();
}

void GalleryView::setEmptyReason(const QString& sentence)
{
  m_impl->grid->emptyReason = sentence;
  m_impl->grid->refresh();
}

void GalleryView::setCellSize(int pixels)
{
  m_impl->grid->cellEdge = std::max(32, pixels);
  resizeEvent(nullptr);
}

int GalleryView::count() const
{
  return m_impl->grid->count();
}

WindowLevel GalleryView::windowLevel() const
{
  return m_impl->grid->window();
}

void GalleryView::setWindowLevel(const WindowLevel& window)
{
  m_impl->grid->setWindow(window);
}

int GalleryView::currentIndex() const
{
  return m_impl->grid->current;
}

void GalleryView::setCurrentIndex(int index)
{
  if (index < -1 || index >= count() || index == currentIndex())
    return;
  m_impl->grid->current = index;
  if (index >= 0) {
    const QRect cell = m_impl->grid->cellRect(index);
    QScrollBar* bar = verticalScrollBar();
    if (cell.top() < 0)
      bar->setValue(bar->value() + cell.top() - GalleryGrid::spacing);
    else if (cell.bottom() > viewport()->height())
      bar->setValue(bar->value() + cell.bottom() - viewport()->height() + GalleryGrid::spacing);
    setAccessibleDescription(tr("Image %1 of %2").arg(index + 1).arg(count()));
  }
  m_impl->grid->refresh();
  Q_EMIT currentChanged(index);
}

std::set<int> GalleryView::selection() const
{
  return m_impl->grid->selected;
}

void GalleryView::setSelection(const std::set<int>& indices)
{
  std::set<int> valid;
  std::copy_if(indices.begin(), indices.end(), std::inserter(valid, valid.end()),
               [this](int index) { return index >= 0 && index < count(); });
  if (valid == m_impl->grid->selected)
    return;
  m_impl->grid->selected = std::move(valid);
  m_impl->grid->refresh();
  Q_EMIT selectionChanged();
}

QRect GalleryView::cellRect(int index) const
{
  return m_impl->grid->cellRect(index);
}

void GalleryView::select(int index, Qt::KeyboardModifiers modifiers)
{
  std::set<int> chosen;
  if (modifiers.testFlag(Qt::ShiftModifier) && m_impl->anchor >= 0) {
    const auto [first, last] = std::minmax(m_impl->anchor, index);
    for (int i = first; i <= last; ++i)
      chosen.insert(i);
  } else if (modifiers.testFlag(Qt::ControlModifier)) {
    chosen = selection();
    if (!chosen.erase(index))
      chosen.insert(index);
    m_impl->anchor = index;
  } else {
    chosen = {index};
    m_impl->anchor = index;
  }
  setCurrentIndex(index);
  setSelection(chosen);
}

void GalleryView::resizeEvent(QResizeEvent*)
{
  m_impl->grid->place(viewport()->rect());
  const int overflow = m_impl->grid->contentHeight() - viewport()->height();
  verticalScrollBar()->setRange(0, std::max(0, overflow));
  verticalScrollBar()->setPageStep(viewport()->height());
  verticalScrollBar()->setSingleStep(m_impl->grid->rowHeight() / 2);
  m_impl->grid->scrollTo(verticalScrollBar()->value());
}

void GalleryView::scrollContentsBy(int, int)
{
  m_impl->grid->scrollTo(verticalScrollBar()->value());
}

void GalleryView::mousePressEvent(QMouseEvent* event)
{
  if (event->button() != Qt::LeftButton)
    return;
  m_impl->pressing = true;
  m_impl->windowing = false;
  m_impl->pressed = event->position();
  m_impl->pressedWindow = windowLevel();
  m_impl->pressedIndex = m_impl->grid->indexAt(event->position().toPoint());
}

void GalleryView::mouseMoveEvent(QMouseEvent* event)
{
  if (!m_impl->pressing)
    return;
  const QPointF moved = event->position() - m_impl->pressed;
  if (!m_impl->windowing && moved.manhattanLength() < QApplication::startDragDistance())
    return;
  m_impl->windowing = true;
  setWindowLevel(dragged(m_impl->pressedWindow, m_impl->firstWindow.width, moved));
  Q_EMIT windowLevelChanged(windowLevel());
}

void GalleryView::mouseReleaseEvent(QMouseEvent* event)
{
  if (event->button() != Qt::LeftButton || !m_impl->pressing)
    return;
  m_impl->pressing = false;
  if (m_impl->windowing)
    return;
  if (m_impl->pressedIndex >= 0)
    select(m_impl->pressedIndex, event->modifiers());
  else
    setSelection({});
}

void GalleryView::mouseDoubleClickEvent(QMouseEvent* event)
{
  const int index = m_impl->grid->indexAt(event->position().toPoint());
  if (index >= 0)
    Q_EMIT activated(index);
}

void GalleryView::keyPressEvent(QKeyEvent* event)
{
  const int last = count() - 1;
  if (last < 0) {
    QAbstractScrollArea::keyPressEvent(event);
    return;
  }
  if (event->matches(QKeySequence::SelectAll)) {
    std::set<int> all;
    for (int i = 0; i <= last; ++i)
      all.insert(i);
    setSelection(all);
    return;
  }
  if (const std::optional<int> target = moved(event->key())) {
    select(std::clamp(*target, 0, last), event->modifiers() & Qt::ShiftModifier);
    return;
  }
  if (event->key() == Qt::Key_Space && currentIndex() >= 0) {
    select(currentIndex(), Qt::ControlModifier);
  } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
             currentIndex() >= 0) {
    Q_EMIT activated(currentIndex());
  } else if (event->key() == Qt::Key_R) {
    setWindowLevel(m_impl->firstWindow);
    Q_EMIT windowLevelChanged(windowLevel());
  } else {
    QAbstractScrollArea::keyPressEvent(event);
  }
}

std::optional<int> GalleryView::moved(int key) const
{
  const int current = std::max(currentIndex(), 0);
  const int columns = m_impl->grid->columns();
  const int rowsPerPage = std::max(1, viewport()->height() / m_impl->grid->rowHeight());
  if (currentIndex() < 0 && key >= Qt::Key_Home && key <= Qt::Key_PageDown)
    return key == Qt::Key_End ? count() - 1 : 0;
  switch (key) {
  case Qt::Key_Left:
    return current - 1;
  case Qt::Key_Right:
    return current + 1;
  case Qt::Key_Up:
    return current - columns;
  case Qt::Key_Down:
    return current + columns;
  case Qt::Key_PageUp:
    return current - columns * rowsPerPage;
  case Qt::Key_PageDown:
    return current + columns * rowsPerPage;
  case Qt::Key_Home:
    return 0;
  case Qt::Key_End:
    return count() - 1;
  default:
    return std::nullopt;
  }
}

void GalleryView::focusInEvent(QFocusEvent*)
{
  m_impl->grid->focused = true;
  m_impl->grid->refresh();
}

void GalleryView::focusOutEvent(QFocusEvent*)
{
  m_impl->grid->focused = false;
  m_impl->grid->refresh();
}

} // namespace limpid::rendering
