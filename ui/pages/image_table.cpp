#include "ui/pages/image_table.h"

#include "ui/pages/row_delegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSortFilterProxyModel>

#include <algorithm>

namespace limpid::pages {

using viewmodels::ImageTableModel;
using viewmodels::QualityViewModel;
using viewmodels::SheetViewModel;

namespace {

constexpr int thumbnailEdge = 40;

/// Sorts by what the header says; lets through what the sheet shows.
class ShownImages final : public QSortFilterProxyModel
{
public:
  ShownImages(ImageTableModel& images, QObject* parent) : QSortFilterProxyModel(parent)
  {
    setSortRole(ImageTableModel::SortRole);
    setSourceModel(&images);
  }

  void show(const viewmodels::SheetArrangement& arrangement, std::size_t images)
  {
    std::vector<bool> shown(images, false);
    for (const int row : arrangement.rows)
      shown[static_cast<std::size_t>(row)] = true;
    if (shown == m_shown)
      return;
    m_shown = std::move(shown);
    invalidateFilter();
  }

protected:
  bool filterAcceptsRow(int row, const QModelIndex&) const override
  {
    const auto at = static_cast<std::size_t>(row);
    return at >= m_shown.size() || m_shown[at];
  }

private:
  std::vector<bool> m_shown;
};

} // namespace

ImageTable::ImageTable(QualityViewModel& quality, SheetViewModel& sheet, QWidget* parent)
    : QTableView(parent), m_quality(quality)
{
  auto* shown = new ShownImages(m_quality.images(), this);
  m_sorted = shown;
  setModel(m_sorted);
  setLook();
  const auto takeFilter = [this, &sheet, shown] {
    const QScopedValueRollback following(m_following, true);
    shown->show(sheet.arrangement(), sheet.content().images.size());
    wantThumbnails();
  };
  connect(&sheet, &SheetViewModel::arrangementChanged, this, takeFilter);
  connect(&m_quality, &QualityViewModel::selectionChanged, this, &ImageTable::showSelection);
  connect(selectionModel(), &QItemSelectionModel::selectionChanged, this,
          &ImageTable::takeSelection);
  connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &ImageTable::wantThumbnails);
  connect(this, &QTableView::doubleClicked, this, &ImageTable::openRequested);
}

void ImageTable::setLook()
{
  setSortingEnabled(true);
  sortByColumn(-1, Qt::AscendingOrder); // as the library has them
  setSelectionBehavior(QAbstractItemView::SelectRows);
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  setShowGrid(false);
  setWordWrap(false);
  const std::pair<int, int> widths[] = {{ImageTableModel::ImageColumn, 104},
                                        {ImageTableModel::SeriesColumn, 148},
                                        {ImageTableModel::SliceColumn, 60},
                                        {ImageTableModel::NoiseColumn, 88},
                                        {ImageTableModel::SourceColumn, 104}};
  for (const auto& [column, width] : widths)
    setColumnWidth(column, width);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  verticalHeader()->hide();
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  verticalHeader()->setDefaultSectionSize(thumbnailEdge + 8);
  horizontalHeader()->setStretchLastSection(true);
  horizontalHeader()->setHighlightSections(false);
  horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  setItemDelegateForColumn(
      ImageTableModel::ImageColumn,
      new RowDelegate(ImageTableModel::ThumbnailRole, -1, thumbnailEdge, this));
}

void ImageTable::takeSelection()
{
  if (m_following)
    return;
  std::vector<int> rows;
  const QModelIndex current = selectionModel()->currentIndex();
  for (const QModelIndex& index : selectionModel()->selectedRows())
    if (index.row() != current.row())
      rows.push_back(m_sorted->mapToSource(index).row());
  if (current.isValid() && selectionModel()->isRowSelected(current.row(), {}))
    rows.push_back(m_sorted->mapToSource(current).row()); // the last one is shown
  const QScopedValueRollback following(m_following, true);
  m_quality.setSelection(rows);
}

/// The selection was made elsewhere. A hidden table follows when it is shown.
void ImageTable::showSelection()
{
  if (m_following || !isVisible())
    return;
  const QScopedValueRollback following(m_following, true);
  std::vector<int> rows;
  for (const int row : m_quality.selection())
    if (const QModelIndex index = m_sorted->mapFromSource(m_quality.images().index(row, 0));
        index.isValid())
      rows.push_back(index.row());
  const int shown = rows.empty() ? -1 : rows.back();
  std::ranges::sort(rows);
  QItemSelection selection;
  for (std::size_t from = 0; from < rows.size();) { // runs: one range for each
    std::size_t to = from;
    while (to + 1 < rows.size() && rows[to + 1] == rows[to] + 1)
      ++to;
    selection.append(QItemSelectionRange(m_sorted->index(rows[from], 0),
                                         m_sorted->index(rows[to], m_sorted->columnCount() - 1)));
    from = to + 1;
  }
  selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
  if (shown >= 0) {
    selectionModel()->setCurrentIndex(m_sorted->index(shown, 0), QItemSelectionModel::NoUpdate);
    scrollTo(m_sorted->index(shown, 0));
  }
}

void ImageTable::step(int steps)
{
  const int rows = m_sorted->rowCount();
  if (rows > 0)
    selectRow(std::clamp(currentIndex().row() + steps, 0, rows - 1));
}

void ImageTable::wantThumbnails()
{
  if (!isVisible() || m_sorted->rowCount() == 0)
    return;
  const int first = std::max(0, rowAt(0));
  const int below = rowAt(viewport()->height() - 1);
  const int last = below < 0 ? m_sorted->rowCount() - 1 : below;
  std::vector<int> rows;
  for (int row = first; row <= last; ++row)
    rows.push_back(m_sorted->mapToSource(m_sorted->index(row, 0)).row());
  m_quality.images().wantThumbnails(rows);
}

void ImageTable::keyPressEvent(QKeyEvent* event)
{
  if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
    QTableView::keyPressEvent(event);
  else if (currentIndex().isValid())
    Q_EMIT openRequested();
}

void ImageTable::showEvent(QShowEvent* event)
{
  QTableView::showEvent(event);
  showSelection();
  wantThumbnails();
}

void ImageTable::resizeEvent(QResizeEvent* event)
{
  QTableView::resizeEvent(event);
  wantThumbnails();
}

} // namespace limpid::pages
