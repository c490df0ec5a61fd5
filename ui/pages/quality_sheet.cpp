#include "ui/pages/quality_sheet.h"

#include "ui/pages/named.h"
#include "ui/pages/row_delegate.h"
#include "ui/rendering/curve_chart.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::ImageTableModel;
using viewmodels::QualityViewModel;

namespace {

constexpr int thumbnailEdge = 40;
constexpr int histogramHeight = 132;

} // namespace

QualitySheet::QualitySheet(QualityViewModel& quality, QWidget* parent)
    : QWidget(parent), m_quality(quality)
{
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  m_histogram = named(new rendering::CurveChart, u"quality.histogram"_s, tr("Noise of the images"));
  m_histogram->setFixedHeight(histogramHeight);
  m_histogram->setEmptyReason(tr("Noise isn't measured yet."));
  layout->addWidget(m_histogram);
  buildTable();
  layout->addWidget(m_table, 1);
  setFocusProxy(m_table);
  connect(&m_quality, &QualityViewModel::changed, this, &QualitySheet::showHistogram);
  connect(&m_quality.images(), &QAbstractItemModel::modelReset, this,
          &QualitySheet::requestVisibleThumbnails, Qt::QueuedConnection);
  connect(&m_quality, &QualityViewModel::rowsChosen, this, &QualitySheet::followChoice);
  connect(m_sorted, &QAbstractItemModel::layoutChanged, this, &QualitySheet::tellOrder);
  connect(m_sorted, &QAbstractItemModel::modelReset, this, &QualitySheet::tellOrder);
  showHistogram();
}

/// Who goes to another image by keys goes the way that is seen.
void QualitySheet::tellOrder()
{
  std::vector<int> rows;
  for (int row = 0; row < m_sorted->rowCount(); ++row)
    rows.push_back(m_sorted->mapToSource(m_sorted->index(row, 0)).row());
  m_quality.setOrder(rows);
}

void QualitySheet::followChoice(const std::vector<int>& rows)
{
  QItemSelection chosen;
  QModelIndex last;
  for (const int row : rows) {
    last = m_sorted->mapFromSource(m_quality.images().index(row, 0));
    chosen.select(last, last);
  }
  m_table->selectionModel()->setCurrentIndex(last, QItemSelectionModel::NoUpdate);
  m_table->selectionModel()->select(chosen, QItemSelectionModel::ClearAndSelect |
                                                QItemSelectionModel::Rows);
  m_table->scrollTo(last);
}

QList<QWidget*> QualitySheet::views() const
{
  return {m_table};
}

void QualitySheet::buildTable()
{
  m_sorted = new QSortFilterProxyModel(this);
  m_sorted->setSourceModel(&m_quality.images());
  m_sorted->setSortRole(ImageTableModel::SortRole);
  m_table = named(new QTableView, u"quality.table"_s, tr("Images and their quality"));
  m_table->setModel(m_sorted);
  m_table->setSortingEnabled(true);
  m_table->sortByColumn(-1, Qt::AscendingOrder); // as the library has them
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
  m_table->setShowGrid(false);
  m_table->setWordWrap(false);
  const std::pair<int, int> widths[] = {{ImageTableModel::ImageColumn, 104},
                                        {ImageTableModel::SeriesColumn, 148},
                                        {ImageTableModel::SliceColumn, 60},
                                        {ImageTableModel::NoiseColumn, 88},
                                        {ImageTableModel::SourceColumn, 104}};
  for (const auto& [column, width] : widths)
    m_table->setColumnWidth(column, width);
  m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  m_table->verticalHeader()->setDefaultSectionSize(thumbnailEdge + 8);
  m_table->horizontalHeader()->setStretchLastSection(true);
  m_table->horizontalHeader()->setHighlightSections(false);
  m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  m_table->setItemDelegateForColumn(
      ImageTableModel::ImageColumn,
      new RowDelegate(ImageTableModel::ThumbnailRole, -1, thumbnailEdge, m_table));
  connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
          &QualitySheet::takeSelection);
  connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
          &QualitySheet::requestVisibleThumbnails);
  connect(m_table, &QTableView::doubleClicked, this, &QualitySheet::openRequested);
}

void QualitySheet::showEvent(QShowEvent* event)
{
  QWidget::showEvent(event);
  requestVisibleThumbnails();
}

void QualitySheet::takeSelection()
{
  std::vector<int> rows;
  const QModelIndex current = m_table->selectionModel()->currentIndex();
  for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
    if (index.row() != current.row())
      rows.push_back(m_sorted->mapToSource(index).row());
  if (current.isValid() && m_table->selectionModel()->isRowSelected(current.row(), {}))
    rows.push_back(m_sorted->mapToSource(current).row()); // the last one is shown
  m_quality.setSelection(rows);
}

void QualitySheet::requestVisibleThumbnails()
{
  if (!isVisible() || m_sorted->rowCount() == 0)
    return;
  const int first = std::max(0, m_table->rowAt(0));
  int last = m_table->rowAt(m_table->viewport()->height() - 1);
  if (last < 0)
    last = m_sorted->rowCount() - 1;
  for (int row = last; row >= first; --row) {
    const int source = m_sorted->mapToSource(m_sorted->index(row, 0)).row();
    m_quality.images().requestThumbnails(source, source);
  }
}

void QualitySheet::step(int steps)
{
  const int rows = m_sorted->rowCount();
  if (rows == 0)
    return;
  m_table->selectRow(std::clamp(m_table->currentIndex().row() + steps, 0, rows - 1));
}

void QualitySheet::showHistogram()
{
  const viewmodels::NoiseHistogram histogram = m_quality.histogram();
  m_histogram->setAxes({tr("Noise (%1)").arg(m_quality.unit()), false, 0.0, {}},
                       {tr("Slices"), false, 0.0, {}});
  if (histogram.counts.empty())
    m_histogram->setBars({});
  else
    m_histogram->setBars({{tr("Slices"), u"risk.2"_s, histogram.edges, histogram.counts}});
}

} // namespace limpid::pages
