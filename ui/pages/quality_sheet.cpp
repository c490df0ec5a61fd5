#include "ui/pages/quality_sheet.h"

#include "ui/pages/contact_sheet.h"
#include "ui/pages/histogram_brush.h"
#include "ui/pages/image_table.h"
#include "ui/pages/leave_out_notice.h"
#include "ui/pages/named.h"
#include "ui/pages/sheet_bar.h"
#include "ui/rendering/curve_chart.h"

#include <QMenu>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::QualityViewModel;
using viewmodels::SheetSettings;
using viewmodels::SheetViewModel;

namespace {

constexpr int histogramHeight = 112;

} // namespace

QualitySheet::QualitySheet(QualityViewModel& quality, QSettings& settings, QWidget* parent)
    : QWidget(parent),
      m_quality(quality),
      m_viewModel(quality),
      m_settings(settings, quality, m_viewModel),
      m_leaveOut(quality)
{
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  buildHistogram();
  layout->addWidget(m_histogram);
  m_bar = new SheetBar(m_viewModel);
  layout->addWidget(m_bar);
  layout->addWidget(new LeaveOutNotice(m_leaveOut, m_viewModel));
  m_sheet = named(new ContactSheet(m_quality, m_viewModel), u"quality.sheet"_s,
                  tr("Contact sheet of the images"));
  m_table = named(new ImageTable(m_quality, m_viewModel), u"quality.table"_s,
                  tr("Images and their quality"));
  m_stack = new QStackedWidget;
  m_stack->addWidget(m_sheet);
  m_stack->addWidget(m_table);
  layout->addWidget(m_stack, 1);
  setFocusProxy(m_sheet);
  connect(m_bar, &SheetBar::tableWanted, this, &QualitySheet::showTable);
  connect(m_bar, &SheetBar::tileEdgeWanted, m_sheet, &ContactSheet::setTileEdge);
  connect(m_sheet, &ContactSheet::tileEdgeChanged, m_bar, &SheetBar::showTileEdge);
  connect(m_sheet, &ContactSheet::tileEdgeChanged, &m_settings, &SheetSettings::setTileEdge);
  const auto takeEdge = [this] { m_sheet->setTileEdge(m_settings.tileEdge()); };
  connect(&m_settings, &SheetSettings::opened, m_sheet, takeEdge);
  takeEdge();
  m_bar->showTileEdge(m_sheet->tileEdge());
  connect(m_sheet, &ContactSheet::openRequested, this, &QualitySheet::openRequested);
  connect(m_sheet, &ContactSheet::menuRequested, this, &QualitySheet::openMenu);
  connect(m_table, &ImageTable::openRequested, this, &QualitySheet::openRequested);
  connect(&m_viewModel, &SheetViewModel::arrangementChanged, this, &QualitySheet::showHistogram);
  connect(&m_viewModel, &SheetViewModel::arrangementChanged, this,
          [this] { m_quality.setOrder(m_viewModel.arrangement().rows); });
  connect(&m_viewModel, &SheetViewModel::valuesChanged, this, &QualitySheet::showHistogram);
  connect(&m_quality, &QualityViewModel::changed, this, [this] {
    if (isVisible())
      m_leaveOut.look();
  });
  showHistogram();
}

QualitySheet::~QualitySheet()
{
  // Before the view-models that they show: losing the keyboard on the way out makes them draw.
  qDeleteAll(findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
}

void QualitySheet::showEvent(QShowEvent* event)
{
  QWidget::showEvent(event);
  m_leaveOut.look();
}

void QualitySheet::buildHistogram()
{
  m_histogram =
      named(new rendering::CurveChart, u"quality.histogram"_s, tr("Quality of the images"));
  m_histogram->setFixedHeight(histogramHeight);
  m_brush = new HistogramBrush(*m_histogram);
  connect(m_brush, &HistogramBrush::brushed, this, [this](double low, double high) {
    const QScopedValueRollback brushing(m_brushing, true);
    m_quality.setSelection(m_viewModel.rowsWithin(low, high));
  });
  connect(m_brush, &HistogramBrush::cleared, this, [this] { m_quality.setSelection({}); });
  connect(&m_quality, &QualityViewModel::selectionChanged, m_brush, [this] {
    if (!m_brushing)
      m_brush->clear(); // something else is selected now
  });
}

QList<QWidget*> QualitySheet::views() const
{
  return {m_sheet, m_table};
}

void QualitySheet::step(int steps)
{
  if (m_stack->currentWidget() == m_table)
    m_table->step(steps);
  else
    m_sheet->step(steps);
}

void QualitySheet::showTable(bool table)
{
  QWidget* view = table ? static_cast<QWidget*>(m_table) : m_sheet;
  m_stack->setCurrentWidget(view);
  setFocusProxy(view);
}

bool QualitySheet::anySelected(bool leftOut) const
{
  return std::ranges::any_of(m_quality.selection(), [&](int row) {
    return m_quality.images().image(row).leftOut == leftOut;
  });
}

void QualitySheet::openMenu(QPoint globalPosition)
{
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  auto* open = menu->addAction(tr("Open in the viewer"), this, &QualitySheet::openRequested);
  open->setEnabled(!m_quality.selection().empty());
  menu->addSeparator();
  auto* leave = menu->addAction(tr("Leave out of data sets"), this,
                                [this] { m_leaveOut.setLeftOut(m_quality.selection(), true); });
  leave->setEnabled(anySelected(false));
  auto* use = menu->addAction(tr("Use again"), this,
                              [this] { m_leaveOut.setLeftOut(m_quality.selection(), false); });
  use->setEnabled(anySelected(true));
  if (m_viewModel.arrangement().stacked) {
    menu->addSeparator();
    menu->addAction(tr("Open all stacks"), m_sheet, [this] { m_sheet->setAllOpen(true); });
    menu->addAction(tr("Close all stacks"), m_sheet, [this] { m_sheet->setAllOpen(false); });
  }
  menu->popup(globalPosition);
}

void QualitySheet::showHistogram()
{
  const viewmodels::SheetHistogram histogram = m_viewModel.histogram();
  const auto& measure = m_viewModel.measure();
  QString title = measure.axisTitle();
  for (std::size_t step = 0; step < measure.steps().size(); ++step)
    title +=
        (step == 0 ? u": "_s : u" · "_s) + QString::number(step) + u' ' + measure.steps()[step];
  if (histogram == m_shownHistogram && title == m_shownTitle)
    return; // rating by keys asks for it at every key
  m_shownHistogram = histogram;
  m_shownTitle = title;
  m_histogram->setAxes({title, false, {}, {}}, {tr("Slices"), false, 0.0, {}});
  const bool measured = measure.steps().empty();
  m_histogram->setEmptyReason(measured ? tr("Noise isn't measured yet.")
                                       : tr("Nothing is rated yet."));
  if (histogram.counts.empty())
    m_histogram->setBars({});
  else
    m_histogram->setBars({{tr("Slices"), u"risk.2"_s, histogram.edges, histogram.counts}});
  m_brush->setEdges(histogram.edges);
}

} // namespace limpid::pages
