#include "ui/pages/sheet_bar.h"

#include "ui/pages/contact_sheet.h"
#include "ui/pages/fields.h"
#include "ui/pages/named.h"
#include "ui/pages/sheet_filter_panel.h"
#include "ui/viewmodels/core_text.h"
#include "ui/widgets/chip.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QResizeEvent>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::SheetGrouping;
using viewmodels::SheetMeasure;
using viewmodels::SheetOrder;
using viewmodels::SheetQuery;
using viewmodels::SheetViewModel;

namespace {

constexpr int sliderWidth = 72;
constexpr int leastSearchWidth = 96;

template<typename Enumeration>
QVariant valueOf(Enumeration value)
{
  return static_cast<int>(value);
}

} // namespace

SheetBar::SheetBar(SheetViewModel& sheet, QWidget* parent) : QWidget(parent), m_sheet(sheet)
{
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(0, 0, 0, 0);
  lines->setSpacing(4);
  lines->addLayout(buildControls());
  auto* below = new QHBoxLayout;
  below->setSpacing(8);
  m_count = named(new QLabel, u"quality.count"_s, tr("Images shown"));
  m_count->setProperty("role", u"caption"_s);
  below->addWidget(m_count);
  m_chips = new QHBoxLayout;
  m_chips->setSpacing(8);
  below->addLayout(m_chips);
  below->addStretch();
  lines->addLayout(below);
  leaveKeyboard(*this);
  connect(&m_sheet, &SheetViewModel::arrangementChanged, this, &SheetBar::showState);
  showState();
}

QComboBox* SheetBar::addChoice(const QString& objectName, const QString& name, QHBoxLayout* line)
{
  auto* box = named(new QComboBox, objectName, name);
  box->setToolTip(name);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(10);
  line->addWidget(box, 2);
  return box;
}

QBoxLayout* SheetBar::buildControls()
{
  m_controls = new QBoxLayout(QBoxLayout::LeftToRight);
  m_controls->setSpacing(8);
  m_controls->addLayout(buildChoices(), 3);
  m_controls->addLayout(buildSearch(), 2);
  return m_controls;
}

int SheetBar::oneLineWidth() const
{
  int line = m_controls->spacing();
  for (int part = 0; part < m_controls->count(); ++part)
    line += m_controls->itemAt(part)->minimumSize().width();
  return line;
}

/// Asks for one line of controls, whatever room there was last.
QSize SheetBar::sizeHint() const
{
  return {oneLineWidth(), QWidget::sizeHint().height()};
}

QSize SheetBar::minimumSizeHint() const
{
  int widest = 0;
  for (int part = 0; part < m_controls->count(); ++part)
    widest = std::max(widest, m_controls->itemAt(part)->minimumSize().width());
  return {widest, QWidget::minimumSizeHint().height()};
}

void SheetBar::resizeEvent(QResizeEvent* event)
{
  QWidget::resizeEvent(event);
  m_controls->setDirection(event->size().width() < oneLineWidth() ? QBoxLayout::TopToBottom
                                                                  : QBoxLayout::LeftToRight);
}

QHBoxLayout* SheetBar::buildChoices()
{
  auto* line = new QHBoxLayout;
  line->setSpacing(8);
  m_measure = addChoice(u"quality.colourBy"_s, tr("Colour by"), line);
  connect(m_measure, &QComboBox::currentIndexChanged, this, [this] {
    change([this](SheetQuery& query) {
      query.measure = m_measure->currentData().toString().toStdString();
    });
  });
  m_order = addChoice(u"quality.sort"_s, tr("Sort by"), line);
  m_order->addItem(tr("As scanned"), valueOf(SheetOrder::AsScanned));
  m_order->addItem(tr("Worst first"), valueOf(SheetOrder::WorstFirst));
  m_order->addItem(tr("Best first"), valueOf(SheetOrder::BestFirst));
  connect(m_order, &QComboBox::currentIndexChanged, this, [this] {
    change([this](SheetQuery& query) {
      query.order = static_cast<SheetOrder>(m_order->currentData().toInt());
    });
  });
  m_grouping = addChoice(u"quality.groupBy"_s, tr("Group by"), line);
  m_grouping->addItem(tr("By series"), valueOf(SheetGrouping::Series));
  m_grouping->addItem(tr("By patient"), valueOf(SheetGrouping::Patient));
  m_grouping->addItem(tr("By study"), valueOf(SheetGrouping::Study));
  m_grouping->addItem(tr("By rater"), valueOf(SheetGrouping::Rater));
  m_grouping->addItem(tr("By state"), valueOf(SheetGrouping::State));
  m_grouping->addItem(tr("Single images"), valueOf(SheetGrouping::None));
  connect(m_grouping, &QComboBox::currentIndexChanged, this, [this] {
    change([this](SheetQuery& query) {
      query.grouping = static_cast<SheetGrouping>(m_grouping->currentData().toInt());
    });
  });
  return line;
}

QHBoxLayout* SheetBar::buildSearch()
{
  auto* line = new QHBoxLayout;
  line->setSpacing(8);
  m_filter = named(new QPushButton(tr("Filter…")), u"quality.filter"_s, tr("Filter"));
  m_panel = new SheetFilterPanel(m_sheet, this);
  connect(m_filter, &QPushButton::clicked, m_panel, [this] { m_panel->openBelow(*m_filter); });
  line->addWidget(m_filter);
  m_search = named(new QLineEdit, u"quality.search"_s, tr("Search patient, series, study"));
  m_search->setPlaceholderText(tr("Search"));
  m_search->setClearButtonEnabled(true);
  m_search->setMinimumWidth(leastSearchWidth);
  connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
    change([&text](SheetQuery& query) { query.search = text; });
  });
  line->addWidget(m_search, 2);
  m_size = named(new QSlider(Qt::Horizontal), u"quality.tileSize"_s, tr("Size of the thumbnails"));
  m_size->setToolTip(tr("Size of the thumbnails (Ctrl and the wheel)"));
  m_size->setRange(ContactSheet::leastEdge, ContactSheet::mostEdge);
  m_size->setSingleStep(ContactSheet::edgeStep);
  m_size->setPageStep(2 * ContactSheet::edgeStep);
  m_size->setFixedWidth(sliderWidth);
  connect(m_size, &QSlider::valueChanged, this, &SheetBar::tileEdgeWanted);
  line->addWidget(m_size);
  auto* table = named(new QPushButton(tr("Table")), u"quality.asTable"_s, tr("Show as a table"));
  table->setCheckable(true);
  connect(table, &QPushButton::toggled, this, &SheetBar::tableWanted);
  line->addWidget(table);
  return line;
}

void SheetBar::change(const std::function<void(SheetQuery&)>& change)
{
  SheetQuery query = m_sheet.query();
  change(query);
  m_sheet.setQuery(query);
}

void SheetBar::fillMeasures()
{
  QString schema;
  for (const risk::Component& component : m_sheet.content().schema)
    schema += QString::fromStdString(component.id + '=' + component.label + '\n');
  if (schema == m_builtFor && m_measure->count() > 0)
    return;
  m_builtFor = schema;
  const QSignalBlocker quiet(m_measure);
  m_measure->clear();
  m_measure->addItem(tr("Colour: risk"), QString::fromLatin1(SheetMeasure::riskId));
  for (const risk::Component& component : m_sheet.content().schema)
    m_measure->addItem(tr("Colour: %1").arg(viewmodels::coreText(component.label).toLower()),
                       QString::fromStdString(component.id));
}

void SheetBar::showState()
{
  const SheetQuery& query = m_sheet.query();
  fillMeasures();
  selectQuietly(m_measure, QString::fromStdString(m_sheet.measure().id()));
  selectQuietly(m_order, valueOf(query.order));
  selectQuietly(m_grouping, valueOf(query.grouping));
  if (m_search->text() != query.search) {
    const QSignalBlocker quiet(m_search);
    m_search->setText(query.search);
  }
  m_count->setText(m_sheet.countSentence());
  showFilters();
}

void SheetBar::showFilters()
{
  while (QLayoutItem* item = m_chips->takeAt(0)) {
    item->widget()->setObjectName({}); // the next of that name is another one
    item->widget()->hide();
    item->widget()->deleteLater();
    delete item;
  }
  const auto filters = m_sheet.filters();
  m_filter->setText(filters.empty() ? tr("Filter…") : tr("Filter (%1)…").arg(filters.size()));
  for (const auto& [filter, words] : filters) {
    auto* chip = named(new widgets::Chip(words + u"  ×"_s),
                       u"quality.filterChip.%1"_s.arg(static_cast<int>(filter)),
                       tr("Take the filter away: %1").arg(words));
    chip->setFocusPolicy(Qt::TabFocus);
    connect(chip, &QPushButton::clicked, &m_sheet,
            [this, which = filter] { m_sheet.takeAway(which); });
    m_chips->addWidget(chip);
  }
}

void SheetBar::showTileEdge(int pixels)
{
  const QSignalBlocker quiet(m_size);
  m_size->setValue(pixels);
}

} // namespace limpid::pages
