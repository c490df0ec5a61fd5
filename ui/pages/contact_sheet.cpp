#include "ui/pages/contact_sheet.h"

#include "ui/viewmodels/core_text.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QPaintEvent>
#include <QScrollBar>
#include <QTimer>
#include <QToolTip>

#include <algorithm>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::ImageTableModel;
using viewmodels::QualityViewModel;
using viewmodels::RatedImage;
using viewmodels::SheetStack;
using viewmodels::SheetViewModel;

namespace {

constexpr int linesPerNotch = 3; // what QAbstractScrollArea scrolls by one notch of the wheel

} // namespace

ContactSheet::ContactSheet(QualityViewModel& quality, SheetViewModel& sheet, QWidget* parent)
    : QAbstractScrollArea(parent), m_quality(quality), m_sheet(sheet)
{
  setFocusPolicy(Qt::StrongFocus);
  setFrameShape(QFrame::NoFrame);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // opening a stack never moves the columns
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_painter.takeTheme(font());
  connect(&m_sheet, &SheetViewModel::arrangementChanged, this, &ContactSheet::takeArrangement);
  connect(&m_sheet, &SheetViewModel::valuesChanged, viewport(), qOverload<>(&QWidget::update));
  connect(&m_quality, &QualityViewModel::selectionChanged, this, &ContactSheet::takeSelection);
  connect(&m_thumbnails, &ThumbnailStore::changed, viewport(), qOverload<>(&QWidget::update));
  auto* arrived = new QTimer(this); // several may come at once
  arrived->setSingleShot(true);
  arrived->setInterval(0);
  connect(arrived, &QTimer::timeout, this, &ContactSheet::wantThumbnails);
  connect(&m_quality.images(), &QAbstractItemModel::dataChanged, arrived,
          [arrived](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
            if (roles == QList<int>{ImageTableModel::ThumbnailRole})
              arrived->start();
          });
  takeArrangement();
}

void ContactSheet::setTileEdge(int pixels)
{
  const int edge = std::clamp(pixels, leastEdge, mostEdge);
  if (edge == m_edge)
    return;
  m_edge = edge;
  layOut();
  if (m_current >= 0)
    scrollToTile(m_current);
  Q_EMIT tileEdgeChanged(edge);
}

void ContactSheet::setAllOpen(bool open)
{
  m_open.clear();
  if (open)
    for (const auto& group : m_sheet.arrangement().groups)
      for (const SheetStack& stack : group.stacks)
        m_open.insert(stack.seriesUid);
  layOut();
}

void ContactSheet::takeArrangement()
{
  takeSelection();
  layOut();
}

void ContactSheet::layOut()
{
  std::optional<SheetTile> current;
  if (m_current >= 0 && m_current < m_layout.count())
    current = m_layout.tile(m_current);
  m_layout.build(m_sheet.arrangement(), m_open,
                 {viewport()->width(), TilePainter::tileSize(m_edge)});
  m_current = -1;
  if (current && current->kind == SheetTile::Kind::Stack) {
    const auto same = std::ranges::find_if(m_layout.tiles(), [&](const SheetTile& tile) {
      return tile.kind == SheetTile::Kind::Stack && tile.row == current->row;
    });
    if (same != m_layout.tiles().end())
      m_current = static_cast<int>(same - m_layout.tiles().begin());
  } else if (current) {
    m_current = m_layout.tileOf(current->row);
  }
  if (m_current < 0 && !m_quality.selection().empty())
    m_current = m_layout.tileOf(m_quality.selection().back());
  m_anchor = m_current;
  const int tileHeight = TilePainter::tileSize(m_edge).height();
  verticalScrollBar()->setRange(0, std::max(0, m_layout.height() - viewport()->height()));
  verticalScrollBar()->setPageStep(viewport()->height());
  verticalScrollBar()->setSingleStep(tileHeight / linesPerNotch);
  m_thumbnails.setEdge(static_cast<int>(m_edge * devicePixelRatioF()));
  wantThumbnails();
  viewport()->update();
}

void ContactSheet::takeSelection()
{
  m_isSelected.assign(m_sheet.content().images.size(), false);
  for (const int row : m_quality.selection())
    if (static_cast<std::size_t>(row) < m_isSelected.size())
      m_isSelected[static_cast<std::size_t>(row)] = true;
  const bool isNew = m_quality.selection() != m_lastSelection; // others tell it again and again
  m_lastSelection = m_quality.selection();
  if (isNew && !m_selecting && !m_quality.selection().empty())
    if (const int tile = m_layout.tileOf(m_quality.selection().back()); tile >= 0) {
      m_current = tile;
      m_anchor = tile;
    }
  viewport()->update();
}

std::vector<int> ContactSheet::rowsOf(int tile) const
{
  const SheetTile& shown = m_layout.tile(tile);
  const auto& group = m_sheet.arrangement().groups[static_cast<std::size_t>(shown.group)];
  switch (shown.kind) {
  case SheetTile::Kind::Image:
    return {shown.row};
  case SheetTile::Kind::Stack:
    return group.stacks[static_cast<std::size_t>(shown.stack)].rows;
  case SheetTile::Kind::Heading:
    break;
  }
  std::vector<int> rows;
  for (const SheetStack& stack : group.stacks)
    rows.insert(rows.end(), stack.rows.begin(), stack.rows.end());
  return rows;
}

void ContactSheet::wantThumbnails()
{
  if (!isVisible() || m_layout.count() == 0)
    return;
  const int top = verticalScrollBar()->value();
  const int height = viewport()->height();
  // First what is in sight, then the screen that a turn of the wheel brings.
  std::vector<int> rows;
  std::vector<QString> paths;
  for (const auto& [from, to] :
       {std::pair(top, top + height), std::pair(top + height + 1, top + 2 * height)}) {
    const auto [first, end] = m_layout.between(from, to);
    for (int tile = first; tile < end; ++tile)
      if (const int row = m_layout.tile(tile).row; row >= 0) {
        rows.push_back(row);
        paths.push_back(m_quality.images().thumbnail(row));
      }
  }
  m_quality.images().wantThumbnails(rows);
  m_thumbnails.want(std::move(paths));
}

bool ContactSheet::isComplete() const
{
  const int top = verticalScrollBar()->value();
  const auto [first, end] = m_layout.between(top, top + viewport()->height());
  for (int tile = first; tile < end; ++tile) {
    const int row = m_layout.tile(tile).row;
    if (row < 0 || !m_quality.images().thumbnailReason(row).isEmpty())
      continue;
    if (m_thumbnails.pixmap(m_quality.images().thumbnail(row)) == nullptr)
      return false;
  }
  return true;
}

QString ContactSheet::titleOf(const SheetTile& tile) const
{
  const RatedImage& image = m_quality.images().image(tile.row);
  const QString patient = QString::fromStdString(image.patient);
  const QString series = QString::fromStdString(image.series);
  if (tile.inOpenStack)
    return tr("Slice %1").arg(image.slice);
  if (tile.kind == SheetTile::Kind::Image)
    return tr("%1 · slice %2").arg(patient).arg(image.slice);
  const auto grouping = m_sheet.query().grouping;
  if (grouping == viewmodels::SheetGrouping::Series)
    return series.isEmpty() ? patient : QString(patient + u" · "_s + series);
  return series.isEmpty() ? tr("Series without a name") : series;
}

TileLook ContactSheet::lookOf(const SheetTile& tile) const
{
  const auto& images = m_quality.images();
  const auto& measure = m_sheet.measure();
  const RatedImage& top = images.image(tile.row);
  TileLook look;
  look.pixmap = m_thumbnails.pixmap(images.thumbnail(tile.row));
  look.problem = images.thumbnailReason(tile.row);
  look.title = titleOf(tile);
  look.isStack = tile.kind == SheetTile::Kind::Stack;
  look.isInOpenStack = tile.inOpenStack;
  look.isLeftOut = top.leftOut;
  if (!look.isStack) {
    look.value = measure.textOf(top);
    look.shades = {measure.shadeOf(top)};
    look.pips = measure.pipsOf(top);
    look.isSelected = isSelected(tile.row);
    look.isLater = top.later;
    return look;
  }
  const SheetStack& stack = m_sheet.arrangement()
                                .groups[static_cast<std::size_t>(tile.group)]
                                .stacks[static_cast<std::size_t>(tile.stack)];
  look.value = measure.textOf(m_sheet.content(), stack.rows);
  look.images = static_cast<int>(stack.rows.size());
  look.isOpen = m_open.contains(stack.seriesUid);
  int selected = 0;
  for (const int row : stack.rows) {
    look.shades.push_back(measure.shadeOf(images.image(row)));
    selected += isSelected(row) ? 1 : 0;
  }
  look.isSelected = selected == look.images;
  look.isPartlySelected = selected > 0 && !look.isSelected;
  return look;
}

void ContactSheet::paintEvent(QPaintEvent* event)
{
  QPainter painter(viewport());
  const int top = verticalScrollBar()->value();
  painter.translate(0, -top);
  const QRect exposed = event->rect().translated(0, top);
  const auto [first, end] = m_layout.between(exposed.top(), exposed.bottom());
  for (int index = first; index < end; ++index) {
    const SheetTile& tile = m_layout.tile(index);
    if (tile.kind == SheetTile::Kind::Heading) {
      const auto& group = m_sheet.arrangement().groups[static_cast<std::size_t>(tile.group)];
      m_painter.drawHeading(painter, tile.place, group.title,
                            tr("%Ln image(s)", nullptr, group.images));
      continue;
    }
    TileLook look = lookOf(tile);
    look.isCurrent = index == m_current && hasFocus();
    m_painter.draw(painter, tile.place, look);
  }
  drawRubberBand(painter);
  Q_EMIT painted();
}

QString ContactSheet::tipOf(const SheetTile& tile) const
{
  const RatedImage& image = m_quality.images().image(tile.row);
  QStringList lines{
      tr("%1 · %2 · slice %3")
          .arg(QString::fromStdString(image.patient), QString::fromStdString(image.series))
          .arg(image.slice)};
  if (const QString reason = m_quality.images().thumbnailReason(tile.row); !reason.isEmpty())
    lines.append(reason);
  for (const risk::Component& component : m_sheet.content().schema) {
    const auto rating = image.quality.find(component.id);
    if (rating != image.quality.end())
      lines.append(tr("%1: %2, %3")
                       .arg(viewmodels::coreText(component.label),
                            m_quality.images().valueText(component, image.quality),
                            ImageTableModel::sourceText(rating->second)));
  }
  if (const auto risk = viewmodels::riskOf(m_sheet.content().schema, image.quality))
    for (const risk::Component& component : m_sheet.content().schema)
      if (component.id == risk->cause)
        lines.append(tr("Limited by %1").arg(viewmodels::coreText(component.label).toLower()));
  if (image.leftOut)
    lines.append(tr("Left out of data sets"));
  return lines.join(u'\n');
}

bool ContactSheet::viewportEvent(QEvent* event)
{
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const int tile = m_layout.tileAt(onSheet(help->pos()));
    if (tile >= 0 && m_layout.tile(tile).row >= 0)
      QToolTip::showText(help->globalPos(), tipOf(m_layout.tile(tile)), viewport(), tileRect(tile));
    else
      QToolTip::hideText();
    return true;
  }
  return QAbstractScrollArea::viewportEvent(event);
}

void ContactSheet::resizeEvent(QResizeEvent* event)
{
  QAbstractScrollArea::resizeEvent(event);
  layOut();
}

void ContactSheet::scrollContentsBy(int, int)
{
  viewport()->update();
  wantThumbnails();
}

void ContactSheet::changeEvent(QEvent* event)
{
  QAbstractScrollArea::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
    m_painter.takeTheme(font());
    viewport()->update();
  }
}

void ContactSheet::showEvent(QShowEvent* event)
{
  QAbstractScrollArea::showEvent(event);
  layOut();
}

QRect ContactSheet::tileRect(int tile) const
{
  return m_layout.tile(tile).place.translated(0, -verticalScrollBar()->value());
}

QPoint ContactSheet::onSheet(QPointF inViewport) const
{
  return inViewport.toPoint() + QPoint(0, verticalScrollBar()->value());
}

void ContactSheet::scrollToTile(int tile)
{
  const QRect place = m_layout.tile(tile).place;
  auto* bar = verticalScrollBar();
  constexpr int margin = 8;
  if (place.top() - margin < bar->value())
    bar->setValue(place.top() - margin);
  else if (place.bottom() + margin > bar->value() + viewport()->height())
    bar->setValue(place.bottom() + margin - viewport()->height());
}

/// What a screen reader says of the tile that has the keyboard.
void ContactSheet::tellCurrent()
{
  if (m_current < 0)
    return;
  const TileLook look = lookOf(m_layout.tile(m_current));
  setAccessibleDescription(
      look.isStack ? tr("%1, %2, %Ln image(s)", nullptr, look.images).arg(look.title, look.value)
                   : tr("%1, %2").arg(look.title, look.value));
  QAccessibleEvent told(this, QAccessible::DescriptionChanged);
  QAccessible::updateAccessibility(&told);
}

} // namespace limpid::pages
