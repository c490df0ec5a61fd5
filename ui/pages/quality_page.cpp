#include "ui/pages/quality_page.h"

#include "ui/pages/named.h"
#include "ui/pages/rating_panel.h"
#include "ui/pages/row_delegate.h"
#include "ui/pages/table_import_dialog.h"
#include "ui/rendering/curve_chart.h"
#include "ui/rendering/image_view.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::ImageTableModel;
using viewmodels::QualityViewModel;
using widgets::Tone;

namespace {

constexpr int thumbnailEdge = 40;
constexpr int inspectorWidth = 320;
constexpr int histogramHeight = 132;
constexpr int viewHeight = 204;
constexpr int problemsHeight = 96;

} // namespace

QualityPage::QualityPage(QualityViewModel& quality, QWidget* parent)
    : PageFrame(u"quality"_s, tr("Quality"),
                tr("Say how good each image is. Limpid measures noise; you rate what it can't "
                   "measure."),
                parent),
      m_quality(quality)
{
  primary()->setText(tr("Continue to plan"));
  buildControls();
  setContent(buildContent());
  connect(&m_quality, &QualityViewModel::changed, this, &QualityPage::showState);
  connect(&m_quality, &QualityViewModel::shownImageChanged, this, &QualityPage::showImage);
  connect(&m_quality.images(), &QAbstractItemModel::modelReset, this,
          &QualityPage::requestVisibleThumbnails, Qt::QueuedConnection);
  showState();
  showImage();
}

void QualityPage::buildControls()
{
  auto* measure =
      named(new QPushButton(tr("Measure noise")), u"quality.measure"_s, tr("Measure noise"));
  connect(measure, &QPushButton::clicked, &m_quality, &QualityViewModel::measureNoise);
  addControl(measure);
  auto* import =
      named(new QPushButton(tr("Import ratings…")), u"quality.import"_s, tr("Import ratings"));
  connect(import, &QPushButton::clicked, this, &QualityPage::askForTable);
  addControl(import);
}

QWidget* QualityPage::buildContent()
{
  m_stack = new QStackedWidget;
  auto* empty = new widgets::EmptyState(tr("No images yet. Choose them on Studies."));
  empty->setIcon(u"quality"_s);
  m_stack->addWidget(empty);
  auto* filled = new QWidget;
  auto* columns = new QHBoxLayout(filled);
  columns->setContentsMargins(0, 0, 0, 0);
  columns->setSpacing(16);
  columns->addWidget(buildSheet(), 1);
  columns->addWidget(buildInspector());
  m_stack->addWidget(filled);
  return m_stack;
}

QWidget* QualityPage::buildSheet()
{
  auto* sheet = new QWidget;
  auto* layout = new QVBoxLayout(sheet);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  m_histogram = named(new rendering::CurveChart, u"quality.histogram"_s, tr("Noise of the images"));
  m_histogram->setFixedHeight(histogramHeight);
  m_histogram->setEmptyReason(tr("Noise isn't measured yet."));
  layout->addWidget(m_histogram);
  buildTable();
  layout->addWidget(m_table, 1);
  m_problems = new widgets::Card(tr("Rows that were not used"));
  m_problemList = named(new QListWidget, u"quality.problems"_s, tr("Rows that were not used"));
  m_problemList->setMaximumHeight(problemsHeight);
  m_problems->content()->addWidget(m_problemList);
  layout->addWidget(m_problems);
  return sheet;
}

void QualityPage::buildTable()
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
  m_table->installEventFilter(this);
  connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
          &QualityPage::takeSelection);
  connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
          &QualityPage::requestVisibleThumbnails);
}

QWidget* QualityPage::buildInspector()
{
  auto* inspector = new QWidget;
  inspector->setFixedWidth(inspectorWidth);
  auto* layout = new QVBoxLayout(inspector);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(12);
  m_view = named(new rendering::ImageView, u"quality.view"_s, tr("Selected image"));
  m_view->setFixedHeight(viewHeight);
  connect(m_view, &rendering::ImageView::scrolled, this, &QualityPage::scrollSlices);
  layout->addWidget(m_view);
  auto* card = new widgets::Card(tr("Quality"));
  m_panel = new RatingPanel(m_quality);
  card->content()->addWidget(m_panel);
  layout->addWidget(card, 1);
  return inspector;
}

void QualityPage::askForTable()
{
  auto* dialog = named(new QFileDialog(this, tr("Import ratings")), u"quality.importDialog"_s,
                       tr("Import ratings"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setNameFilters({tr("Tables (*.csv *.tsv)"), tr("All files (*)")});
  connect(dialog, &QFileDialog::fileSelected, this, &QualityPage::askAboutTable);
  dialog->open();
}

void QualityPage::askAboutTable(const QString& table)
{
  auto* dialog = new TableImportDialog(m_quality.openTable(table), this);
  connect(dialog, &TableImportDialog::importRequested, &m_quality, &QualityViewModel::importTable);
  dialog->open();
}

bool QualityPage::eventFilter(QObject* watched, QEvent* event)
{
  if (watched == m_table && event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key >= Qt::Key_0 && key <= Qt::Key_4) {
      m_quality.rate(m_panel->keyedComponent(), key - Qt::Key_0);
      return true;
    }
  }
  return PageFrame::eventFilter(watched, event);
}

void QualityPage::showEvent(QShowEvent* event)
{
  PageFrame::showEvent(event);
  m_quality.measureWhereUnknown();
  requestVisibleThumbnails();
}

void QualityPage::takeSelection()
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

void QualityPage::requestVisibleThumbnails()
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

void QualityPage::scrollSlices(int steps)
{
  const int rows = m_sorted->rowCount();
  if (rows == 0)
    return;
  const int row = std::clamp(m_table->currentIndex().row() + steps, 0, rows - 1);
  m_table->selectRow(row);
}

void QualityPage::showState()
{
  using State = QualityViewModel::State;
  const State state = m_quality.state();
  const bool any = m_quality.images().rowCount() > 0;
  m_stack->setCurrentIndex(any ? 1 : 0);
  setPrimaryEnabled(any && m_quality.imagesWithNoise() > 0,
                    any ? tr("Noise isn't measured yet.") : tr("Choose images on Studies first."));
  if (!m_quality.error().isEmpty())
    status()->setSentence(m_quality.error(), Tone::Error);
  else if (state == State::Measuring || state == State::Importing || state == State::Loading)
    status()->setSentence(m_quality.message(), Tone::Running);
  else
    status()->setSentence(m_quality.message(), Tone::Plain);
  showHistogram();
  showProblems();
  if (state == State::Ready && isVisible())
    m_quality.measureWhereUnknown();
}

void QualityPage::showHistogram()
{
  const viewmodels::NoiseHistogram histogram = m_quality.histogram();
  m_histogram->setAxes({tr("Noise (%1)").arg(m_quality.unit()), false, 0.0, {}},
                       {tr("Slices"), false, 0.0, {}});
  if (histogram.counts.empty())
    m_histogram->setBars({});
  else
    m_histogram->setBars({{tr("Slices"), u"risk.2"_s, histogram.edges, histogram.counts}});
}

void QualityPage::showImage()
{
  if (!m_quality.shownImage()) {
    m_view->clear(m_quality.shownImageReason());
    return;
  }
  m_view->setUnit(m_quality.unit());
  m_view->setImage(*m_quality.shownImage());
  m_view->setBadges(rendering::Badge::Real);
  if (!m_quality.selection().empty()) {
    const auto& image = m_quality.images().image(m_quality.selection().back());
    m_view->setCornerText(
        rendering::Corner::TopLeft,
        tr("%1\nSlice %2").arg(QString::fromStdString(image.patient)).arg(image.slice));
  }
}

void QualityPage::showProblems()
{
  const QStringList problems = m_quality.importProblems();
  m_problems->setVisible(!problems.isEmpty());
  if (m_problemList->count() != problems.size()) {
    m_problemList->clear();
    m_problemList->addItems(problems);
  }
}

} // namespace limpid::pages
