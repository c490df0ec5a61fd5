#include "ui/pages/sheet_filter_panel.h"

#include "ui/pages/named.h"
#include "ui/viewmodels/core_text.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::SheetQuery;
using viewmodels::SheetState;
using viewmodels::SheetViewModel;

namespace {

constexpr int panelWidth = 288;
constexpr double widestRange = 1e6;

void addLabel(const QString& text, QWidget* buddy, QVBoxLayout* lines)
{
  auto* label = new QLabel(text);
  label->setProperty("role", u"label"_s);
  label->setBuddy(buddy);
  lines->addWidget(label);
}

} // namespace

SheetFilterPanel::SheetFilterPanel(SheetViewModel& sheet, QWidget* parent)
    : QFrame(parent, Qt::Popup), m_sheet(sheet)
{
  setObjectName(u"quality.filterPanel"_s);
  setFrameShape(QFrame::StyledPanel);
  setFixedWidth(panelWidth);
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(16, 16, 16, 16);
  lines->setSpacing(4);
  m_state = addChoice(u"quality.filterState"_s, tr("Show"), lines);
  m_cause = addChoice(u"quality.filterCause"_s, tr("Limited by"), lines);
  m_series = addChoice(u"quality.filterSeries"_s, tr("Series"), lines);
  m_rater = addChoice(u"quality.filterRater"_s, tr("Rated by"), lines);
  m_rangePlace = new QVBoxLayout;
  lines->addLayout(m_rangePlace);
  auto* all =
      named(new QPushButton(tr("Show all")), u"quality.filterNone"_s, tr("Take all filters away"));
  connect(all, &QPushButton::clicked, this, [this] {
    m_sheet.takeAwayAllFilters();
    close();
  });
  lines->addSpacing(8);
  lines->addWidget(all);
  fill();
}

QComboBox* SheetFilterPanel::addChoice(const QString& objectName, const QString& label,
                                       QVBoxLayout* lines)
{
  auto* box = named(new QComboBox, objectName, label);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  addLabel(label, box, lines);
  lines->addWidget(box);
  lines->addSpacing(4);
  connect(box, &QComboBox::currentIndexChanged, this, &SheetFilterPanel::take);
  return box;
}

void SheetFilterPanel::openBelow(const QWidget& button)
{
  fill();
  adjustSize();
  move(button.mapToGlobal(QPoint(0, button.height() + 4)));
  show();
  m_state->setFocus();
}

void SheetFilterPanel::fill()
{
  const SheetQuery& query = m_sheet.query();
  const auto refill = [](QComboBox* box, const std::vector<std::pair<QString, QVariant>>& items,
                         const QVariant& chosen) {
    const QSignalBlocker quiet(box);
    box->clear();
    for (const auto& [text, value] : items)
      box->addItem(text, value);
    box->setCurrentIndex(std::max(0, box->findData(chosen)));
  };
  const auto state = [](SheetState value) { return QVariant(static_cast<int>(value)); };
  refill(m_state,
         {{tr("All images"), state(SheetState::All)},
          {tr("Unrated"), state(SheetState::Unrated)},
          {tr("Rated"), state(SheetState::Rated)},
          {tr("Later"), state(SheetState::Later)},
          {tr("Left out"), state(SheetState::LeftOut)}},
         state(query.state));
  std::vector<std::pair<QString, QVariant>> causes{{tr("Anything"), QString()}};
  for (const risk::Component& component : m_sheet.content().schema)
    causes.emplace_back(viewmodels::coreText(component.label),
                        QString::fromStdString(component.id));
  refill(m_cause, causes, QString::fromStdString(query.cause));
  std::vector<std::pair<QString, QVariant>> series{{tr("All series"), QString()}};
  for (const std::string& name : viewmodels::seriesNamesOf(m_sheet.content()))
    if (!name.empty())
      series.emplace_back(QString::fromStdString(name), QString::fromStdString(name));
  refill(m_series, series, QString::fromStdString(query.series));
  std::vector<std::pair<QString, QVariant>> raters{{tr("Anybody"), QString()}};
  for (const std::string& name : viewmodels::ratersOf(m_sheet.content()))
    if (!name.empty())
      raters.emplace_back(QString::fromStdString(name), QString::fromStdString(name));
  refill(m_rater, raters, QString::fromStdString(query.rater));
  buildRange();
}

void SheetFilterPanel::buildRange()
{
  delete m_range;
  m_range = new QWidget;
  auto* lines = new QVBoxLayout(m_range);
  lines->setContentsMargins(0, 0, 0, 0);
  lines->setSpacing(4);
  auto* line = new QHBoxLayout;
  const bool stepped = !m_sheet.measure().steps().empty();
  QWidget* low = stepped ? makeStepBox(true) : makeNumberBox(true);
  QWidget* high = stepped ? makeStepBox(false) : makeNumberBox(false);
  line->addWidget(low, 1);
  line->addWidget(new QLabel(tr("to")));
  line->addWidget(high, 1);
  addLabel(m_sheet.measure().axisTitle(), low, lines);
  lines->addLayout(line);
  m_rangePlace->addWidget(m_range);
}

QWidget* SheetFilterPanel::makeStepBox(bool lowEnd)
{
  auto* box = lowEnd ? named(new QComboBox, u"quality.filterLow"_s, tr("From"))
                     : named(new QComboBox, u"quality.filterHigh"_s, tr("To"));
  box->addItem(lowEnd ? tr("best") : tr("worst"));
  const std::vector<QString>& steps = m_sheet.measure().steps();
  for (std::size_t step = 0; step < steps.size(); ++step)
    box->addItem(steps[step], static_cast<double>(step));
  const auto& now = lowEnd ? m_sheet.query().atLeast : m_sheet.query().atMost;
  box->setCurrentIndex(now ? 1 + static_cast<int>(std::lround(*now)) : 0);
  connect(box, &QComboBox::currentIndexChanged, this, [this, box, lowEnd](int index) {
    setEnd(lowEnd, index == 0 ? std::nullopt : std::optional(box->currentData().toDouble()));
  });
  return box;
}

QWidget* SheetFilterPanel::makeNumberBox(bool lowEnd)
{
  auto* box = lowEnd ? named(new QDoubleSpinBox, u"quality.filterLow"_s, tr("From"))
                     : named(new QDoubleSpinBox, u"quality.filterHigh"_s, tr("To"));
  const double noEnd = std::floor(std::min(0.0, lowestValue())) - 1.0;
  box->setRange(noEnd, widestRange);
  box->setDecimals(1);
  box->setSpecialValueText(lowEnd ? tr("lowest") : tr("highest"));
  box->setKeyboardTracking(false);
  // Where high is good the lowest value is the worst.
  const bool turned = m_sheet.measure().highIsGood();
  const bool isBest = lowEnd != turned;
  const auto& now = isBest ? m_sheet.query().atLeast : m_sheet.query().atMost;
  box->setValue(now ? (turned ? -*now : *now) : noEnd);
  connect(box, &QDoubleSpinBox::valueChanged, this, [this, isBest, turned, noEnd](double value) {
    setEnd(isBest, value <= noEnd ? std::nullopt : std::optional(turned ? -value : value));
  });
  return box;
}

double SheetFilterPanel::lowestValue() const
{
  double lowest = 0.0;
  for (const viewmodels::RatedImage& image : m_sheet.content().images)
    lowest = std::min(lowest, m_sheet.measure().valueOf(image).value_or(0.0));
  return lowest;
}

void SheetFilterPanel::setEnd(bool best, std::optional<double> badness)
{
  SheetQuery query = m_sheet.query();
  (best ? query.atLeast : query.atMost) = badness;
  m_sheet.setQuery(query);
}

void SheetFilterPanel::take()
{
  SheetQuery query = m_sheet.query();
  query.state = static_cast<SheetState>(m_state->currentData().toInt());
  query.cause = m_cause->currentData().toString().toStdString();
  query.series = m_series->currentData().toString().toStdString();
  query.rater = m_rater->currentData().toString().toStdString();
  m_sheet.setQuery(query);
}

} // namespace limpid::pages
