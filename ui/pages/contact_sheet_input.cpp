// Mouse and keyboard of the contact sheet.

#include "ui/pages/contact_sheet.h"
#include "ui/rendering/colour_tokens.h"

#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QStyleHints>
#include <QWheelEvent>

#include <algorithm>

namespace limpid::pages {

using namespace Qt::StringLiterals;

namespace {

constexpr int autoScrollMs = 16;
constexpr double autoScrollShare = 0.3; // of the way that the pointer is outside, per tick

} // namespace

void ContactSheet::select(std::vector<int> rows, int last)
{
  if (const auto found = std::ranges::find(rows, last); found != rows.end())
    std::rotate(found, found + 1, rows.end()); // the last one is shown
  m_selecting = true;
  m_quality.setSelection(rows);
  m_selecting = false;
  takeSelection();
  tellCurrent();
}

void ContactSheet::toggle(int tile)
{
  const std::vector<int> rows = rowsOf(tile);
  const bool all = std::ranges::all_of(rows, [this](int row) { return isSelected(row); });
  std::vector<int> selection = m_quality.selection();
  std::vector<bool> ofTile(m_isSelected.size(), false);
  for (const int row : rows)
    ofTile[static_cast<std::size_t>(row)] = true;
  std::erase_if(selection, [&](int row) { return ofTile[static_cast<std::size_t>(row)]; });
  const int before = selection.empty() ? -1 : selection.back();
  if (!all)
    selection.insert(selection.end(), rows.begin(), rows.end());
  select(std::move(selection), all ? before : m_layout.tile(tile).row);
}

void ContactSheet::selectRange(int from, int to, bool add)
{
  std::vector<bool> taken(m_isSelected.size(), false);
  std::vector<int> rows;
  const auto take = [&](int row) {
    if (taken[static_cast<std::size_t>(row)])
      return;
    taken[static_cast<std::size_t>(row)] = true;
    rows.push_back(row);
  };
  if (add)
    std::ranges::for_each(m_quality.selection(), take);
  for (int tile = std::min(from, to); tile <= std::max(from, to); ++tile)
    if (m_layout.tile(tile).kind != SheetTile::Kind::Heading)
      std::ranges::for_each(rowsOf(tile), take);
  select(std::move(rows), m_layout.tile(to).row);
}

void ContactSheet::selectTile(int tile, Qt::KeyboardModifiers modifiers)
{
  if (m_layout.tile(tile).kind == SheetTile::Kind::Heading) {
    select(rowsOf(tile), -1);
    return;
  }
  const bool extends = modifiers.testFlag(Qt::ShiftModifier) && m_anchor >= 0;
  m_current = tile;
  if (extends) {
    selectRange(m_anchor, tile, modifiers.testFlag(Qt::ControlModifier));
    return;
  }
  m_anchor = tile;
  if (modifiers.testFlag(Qt::ControlModifier))
    toggle(tile);
  else
    select(rowsOf(tile), m_layout.tile(tile).row);
}

void ContactSheet::moveTo(int tile, Qt::KeyboardModifiers modifiers)
{
  if (tile < 0)
    return;
  if (modifiers.testFlag(Qt::ControlModifier) && !modifiers.testFlag(Qt::ShiftModifier)) {
    m_current = tile;
    tellCurrent();
  } else {
    selectTile(tile, modifiers & Qt::ShiftModifier);
  }
  scrollToTile(tile);
  viewport()->update();
}

void ContactSheet::step(int steps)
{
  const std::vector<int>& rows = m_sheet.arrangement().rows;
  if (rows.empty())
    return;
  const int shown = m_quality.selection().empty() ? -1 : m_quality.selection().back();
  const auto found = std::ranges::find(rows, shown);
  const auto from = found == rows.end() ? 0 : static_cast<int>(found - rows.begin()) + steps;
  const auto to = static_cast<std::size_t>(std::clamp(from, 0, static_cast<int>(rows.size()) - 1));
  m_current = m_layout.tileOf(rows[to]);
  m_anchor = m_current;
  select({rows[to]}, rows[to]);
  if (m_current >= 0)
    scrollToTile(m_current);
}

void ContactSheet::openStack(int tile, bool open)
{
  const SheetTile& shown = m_layout.tile(tile);
  const auto& group = m_sheet.arrangement().groups[static_cast<std::size_t>(shown.group)];
  const auto& stack = group.stacks[static_cast<std::size_t>(shown.stack)];
  if (shown.kind == SheetTile::Kind::Heading || stack.rows.size() == 1)
    return;
  if (open)
    m_open.insert(stack.seriesUid);
  else
    m_open.erase(stack.seriesUid);
  const bool fromWithin = shown.inOpenStack;
  const int handle = tile;
  layOut();
  if (fromWithin && m_current < 0)
    m_current = std::min(handle, m_layout.last());
  if (m_current >= 0)
    scrollToTile(m_current);
}

void ContactSheet::mousePressEvent(QMouseEvent* event)
{
  m_pointer = event->position();
  const QPoint place = onSheet(m_pointer);
  const int tile = m_layout.tileAt(place);
  if (event->button() == Qt::RightButton) {
    if (tile >= 0 && m_layout.tile(tile).row >= 0 &&
        !std::ranges::all_of(rowsOf(tile), [this](int row) { return isSelected(row); }))
      selectTile(tile, {});
    return;
  }
  if (event->button() != Qt::LeftButton)
    return;
  if (tile >= 0 && m_layout.tile(tile).kind == SheetTile::Kind::Stack &&
      TilePainter::handleRect(m_layout.tile(tile).place).contains(place)) {
    m_current = tile;
    m_rubberFrom.reset();
    openStack(tile, !lookOf(m_layout.tile(tile)).isOpen);
    return;
  }
  const bool adds = event->modifiers() & (Qt::ShiftModifier | Qt::ControlModifier);
  m_beforeRubberBand = adds ? m_quality.selection() : std::vector<int>();
  m_rubberFrom = place;
  m_rubberMoved = false;
  if (tile >= 0)
    selectTile(tile, event->modifiers());
  else if (!adds)
    select({}, -1);
}

void ContactSheet::mouseMoveEvent(QMouseEvent* event)
{
  if (!m_rubberFrom || !(event->buttons() & Qt::LeftButton))
    return;
  const int threshold = QGuiApplication::styleHints()->startDragDistance();
  if (!m_rubberMoved && (onSheet(event->position()) - *m_rubberFrom).manhattanLength() < threshold)
    return;
  m_rubberMoved = true;
  followRubberBand(event->position());
  const bool outside = event->position().y() < 0 || event->position().y() > viewport()->height();
  if (outside && !m_autoScroll.isActive())
    m_autoScroll.start(autoScrollMs, this);
  else if (!outside)
    m_autoScroll.stop();
}

void ContactSheet::timerEvent(QTimerEvent* event)
{
  if (event->timerId() != m_autoScroll.timerId()) {
    QAbstractScrollArea::timerEvent(event);
    return;
  }
  const double below = m_pointer.y() - viewport()->height();
  const double outside = m_pointer.y() < 0 ? m_pointer.y() : std::max(0.0, below);
  auto* bar = verticalScrollBar();
  bar->setValue(bar->value() + static_cast<int>(outside * autoScrollShare));
  followRubberBand(m_pointer);
}

QRect ContactSheet::rubberBand() const
{
  return QRect(*m_rubberFrom, onSheet(m_pointer)).normalized();
}

/// Shows what would be selected; the selection itself changes once, when the button is let go.
void ContactSheet::followRubberBand(QPointF inViewport)
{
  m_pointer = inViewport;
  m_isSelected.assign(m_isSelected.size(), false);
  for (const int row : m_beforeRubberBand)
    m_isSelected[static_cast<std::size_t>(row)] = true;
  for (const int tile : m_layout.tilesWithin(rubberBand()))
    for (const int row : rowsOf(tile))
      m_isSelected[static_cast<std::size_t>(row)] = true;
  viewport()->update();
}

void ContactSheet::endRubberBand()
{
  std::vector<int> rows;
  for (const int row : m_sheet.arrangement().rows)
    if (isSelected(row))
      rows.push_back(row);
  const std::vector<int> tiles = m_layout.tilesWithin(rubberBand());
  if (!tiles.empty()) {
    m_current = tiles.back();
    m_anchor = tiles.front();
  }
  m_rubberFrom.reset();
  select(std::move(rows), tiles.empty() ? -1 : m_layout.tile(m_current).row);
}

void ContactSheet::mouseReleaseEvent(QMouseEvent* event)
{
  m_autoScroll.stop();
  if (event->button() == Qt::LeftButton && m_rubberFrom && m_rubberMoved)
    endRubberBand();
  m_rubberFrom.reset();
  m_rubberMoved = false;
  viewport()->update();
}

void ContactSheet::mouseDoubleClickEvent(QMouseEvent* event)
{
  const QPoint place = onSheet(event->position());
  const int tile = m_layout.tileAt(place);
  if (event->button() != Qt::LeftButton || tile < 0 || m_layout.tile(tile).row < 0)
    return;
  const bool onHandle = m_layout.tile(tile).kind == SheetTile::Kind::Stack &&
                        TilePainter::handleRect(m_layout.tile(tile).place).contains(place);
  if (onHandle)
    openStack(tile, !lookOf(m_layout.tile(tile)).isOpen);
  else
    Q_EMIT openRequested();
}

void ContactSheet::contextMenuEvent(QContextMenuEvent* event)
{
  Q_EMIT menuRequested(event->globalPos());
}

void ContactSheet::wheelEvent(QWheelEvent* event)
{
  if (!event->modifiers().testFlag(Qt::ControlModifier)) {
    QAbstractScrollArea::wheelEvent(event);
    return;
  }
  const int direction = event->angleDelta().y() > 0 ? 1 : -1;
  setTileEdge(m_edge + direction * edgeStep);
  event->accept();
}

/// Where a key leads; nothing for keys that don't move.
std::optional<int> ContactSheet::destinationOf(int key) const
{
  const int from = m_current < 0 ? m_layout.first() : m_current;
  const bool nowhere = m_current < 0; // the first key finds the first image
  const int lines =
      std::max(1, viewport()->height() / (TilePainter::tileSize(m_edge).height() + 8));
  switch (key) {
  case Qt::Key_Left:
    return nowhere ? from : m_layout.along(from, -1);
  case Qt::Key_Right:
    return nowhere ? from : m_layout.along(from, 1);
  case Qt::Key_Up:
    return nowhere ? from : m_layout.acrossLines(from, -1);
  case Qt::Key_Down:
    return nowhere ? from : m_layout.acrossLines(from, 1);
  case Qt::Key_PageUp:
    return m_layout.acrossLines(from, -lines);
  case Qt::Key_PageDown:
    return m_layout.acrossLines(from, lines);
  case Qt::Key_Home:
    return m_layout.first();
  case Qt::Key_End:
    return m_layout.last();
  default:
    return std::nullopt;
  }
}

void ContactSheet::keyPressEvent(QKeyEvent* event)
{
  if (m_layout.first() < 0) {
    event->ignore();
    return;
  }
  if (const std::optional<int> destination = destinationOf(event->key())) {
    moveTo(*destination, event->modifiers());
    return;
  }
  const bool control = event->modifiers().testFlag(Qt::ControlModifier);
  if (event->key() == Qt::Key_A && control) {
    const int current = m_current < 0 ? -1 : m_layout.tile(m_current).row;
    select(m_sheet.arrangement().rows, current);
  } else if (event->key() == Qt::Key_Space && control && m_current >= 0) {
    toggle(m_current);
  } else if (event->key() == Qt::Key_Plus && m_current >= 0) {
    openStack(m_current, true);
  } else if (event->key() == Qt::Key_Minus && m_current >= 0) {
    openStack(m_current, false);
  } else if (event->key() == Qt::Key_Asterisk) {
    setAllOpen(true);
  } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_current >= 0) {
    if (m_quality.selection().empty())
      selectTile(m_current, {});
    Q_EMIT openRequested();
  } else if (event->key() == Qt::Key_Escape && m_rubberMoved) {
    m_rubberFrom.reset();
    m_rubberMoved = false;
    takeSelection(); // as it was
  } else {
    event->ignore();
  }
}

void ContactSheet::focusInEvent(QFocusEvent* event)
{
  QAbstractScrollArea::focusInEvent(event);
  tellCurrent();
  viewport()->update();
}

void ContactSheet::focusOutEvent(QFocusEvent* event)
{
  QAbstractScrollArea::focusOutEvent(event);
  viewport()->update();
}

void ContactSheet::drawRubberBand(QPainter& painter) const
{
  if (!m_rubberFrom || !m_rubberMoved)
    return;
  QColor inside = rendering::tokenColour(u"accent"_s);
  painter.setPen(QPen(inside, 1));
  inside.setAlphaF(0.15F);
  painter.setBrush(inside);
  painter.drawRect(rubberBand());
}

} // namespace limpid::pages
