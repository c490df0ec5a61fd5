#include "ui/pages/region_bar.h"

#include "ui/pages/fields.h"
#include "ui/pages/named.h"
#include "ui/viewmodels/core_text.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::RegionEditor;
using Tool = RegionEditor::Tool;

namespace {

constexpr int gap = 8;
constexpr int largestBrush = 400;
constexpr double largestNumber = 1e6;

} // namespace

RegionBar::RegionBar(RegionEditor& regions, QWidget* parent) : QWidget(parent), m_regions(regions)
{
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(4);
  auto* line = new QHBoxLayout;
  line->setSpacing(gap);
  rows->addLayout(line);
  m_component = named(new QComboBox, u"region.component"_s, tr("What is rated"));
  line->addWidget(m_component);
  buildTools();
  for (QAbstractButton* button : m_tools->buttons())
    line->addWidget(button);
  line->addStretch();
  auto* second = new QHBoxLayout;
  second->setSpacing(gap);
  rows->addLayout(second);
  m_diameter = number(u"region.size"_s, tr("Width of the brush"), 1, largestBrush);
  m_diameter->setSuffix(tr(" px"));
  m_diameter->setToolTip(tr("Width of brush and eraser, in pixels"));
  second->addWidget(m_diameter);
  buildValue();
  second->addWidget(m_words);
  second->addWidget(m_number);
  buildThreshold();
  second->addWidget(m_threshold);
  m_state = named(new QLabel, u"region.state"_s, tr("What is marked"));
  m_state->setProperty("role", u"caption"_s);
  second->addWidget(m_state);
  second->addStretch();
  auto* import = named(new QPushButton(tr("Import map…")), u"region.import"_s, tr("Import a map"));
  connect(import, &QPushButton::clicked, this, &RegionBar::importRequested);
  second->addWidget(import);
  m_clear =
      named(new QPushButton(tr("Clear")), u"region.clear"_s, tr("Take this image's map away"));
  connect(m_clear, &QPushButton::clicked, &m_regions, &RegionEditor::clear);
  second->addWidget(m_clear);
  connect(m_component, &QComboBox::currentIndexChanged, this, &RegionBar::chooseComponent);
  connect(m_diameter, &QSpinBox::valueChanged, &m_regions,
          [this](int pixels) { m_regions.setDiameter(pixels); });
  connect(&m_regions, &RegionEditor::toolChanged, this, &RegionBar::showTool);
  connect(&m_regions, &RegionEditor::mapChanged, this, &RegionBar::showMap);
  connect(&m_regions, &RegionEditor::failed, this, &RegionBar::showMap);
  showTool();
}

void RegionBar::buildTools()
{
  m_tools = new QButtonGroup(this);
  addTool(Tool::None, u"region.window"_s, tr("Window"), tr("Left drag windows (W)"));
  addTool(Tool::Brush, u"region.brush"_s, tr("Brush"), tr("Left drag marks (B)"));
  addTool(Tool::Eraser, u"region.eraser"_s, tr("Eraser"), tr("Left drag takes marks away (E)"));
  addTool(Tool::Polygon, u"region.polygon"_s, tr("Polygon"),
          tr("Clicks set corners, a double click or Enter closes, Esc gives up (G)"));
  addTool(Tool::Threshold, u"region.threshold"_s, tr("Threshold"),
          tr("Marks all pixels between two values (T)"));
  connect(m_tools, &QButtonGroup::idClicked, &m_regions,
          [this](int tool) { m_regions.setTool(static_cast<Tool>(tool)); });
}

void RegionBar::addTool(Tool tool, const QString& name, const QString& word, const QString& hint)
{
  auto* button = named(new QPushButton(word), name, word);
  button->setCheckable(true);
  button->setToolTip(hint);
  m_tools->addButton(button, static_cast<int>(tool));
}

void RegionBar::buildValue()
{
  m_words = named(new QComboBox, u"region.word"_s, tr("How bad"));
  m_number = named(new QDoubleSpinBox, u"region.number"_s, tr("How bad"));
  m_number->setRange(0.0, largestNumber);
  m_number->setDecimals(2);
  connect(m_words, &QComboBox::currentIndexChanged, &m_regions, [this](int step) {
    const auto& component = m_regions.component();
    if (component && step >= 0 && step < std::ssize(component->values))
      m_regions.setValue(component->values[static_cast<std::size_t>(step)]);
  });
  connect(m_number, &QDoubleSpinBox::valueChanged, &m_regions, &RegionEditor::setValue);
}

void RegionBar::buildThreshold()
{
  m_threshold = new QWidget;
  auto* line = new QHBoxLayout(m_threshold);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(gap);
  m_low = named(new QDoubleSpinBox, u"region.low"_s, tr("From"));
  m_high = named(new QDoubleSpinBox, u"region.high"_s, tr("To"));
  m_low->setPrefix(tr("from "));
  m_high->setPrefix(tr("to "));
  for (QDoubleSpinBox* bound : {m_low, m_high}) {
    line->addWidget(bound);
    connect(bound, &QDoubleSpinBox::valueChanged, this, &RegionBar::thresholdChanged);
  }
  auto* mark = named(new QPushButton(tr("Mark")), u"region.mark"_s,
                     tr("Mark all pixels between the two values"));
  connect(mark, &QPushButton::clicked, &m_regions,
          [this] { m_regions.paintThreshold(thresholdLow(), thresholdHigh()); });
  line->addWidget(mark);
}

double RegionBar::thresholdLow() const
{
  return std::min(m_low->value(), m_high->value());
}

double RegionBar::thresholdHigh() const
{
  return std::max(m_low->value(), m_high->value());
}

void RegionBar::setSchema(const std::vector<risk::Component>& schema)
{
  m_schema = schema;
  const QString chosen = m_component->currentData().toString();
  const QSignalBlocker blocker(m_component);
  m_component->clear();
  int rated = -1;
  for (const risk::Component& component : schema) {
    m_component->addItem(viewmodels::coreText(component.label),
                         QString::fromStdString(component.id));
    if (rated < 0 && component.kind == risk::ComponentKind::Rated)
      rated = m_component->count() - 1;
  }
  const int before = m_component->findData(chosen);
  m_component->setCurrentIndex(before >= 0 ? before : std::max(rated, 0));
  chooseComponent(m_component->currentIndex());
}

void RegionBar::chooseComponent(int index)
{
  if (index < 0 || index >= std::ssize(m_schema)) {
    m_regions.setComponent(std::nullopt);
    return;
  }
  const risk::Component& component = m_schema[static_cast<std::size_t>(index)];
  m_regions.setComponent(component);
  const QSignalBlocker words(m_words);
  m_words->clear();
  for (std::size_t step = 0; step < component.values.size(); ++step)
    m_words->addItem(step < component.words.size() ? viewmodels::coreText(component.words[step])
                                                   : QLocale().toString(component.values[step]));
  m_words->setVisible(!component.values.empty());
  m_number->setVisible(component.values.empty());
  m_number->setSuffix(component.unit.empty() ? QString()
                                             : u' ' + QString::fromStdString(component.unit));
  showTool();
  showMap();
}

void RegionBar::setValueRange(double low, double high, const QString& unit)
{
  if (high - low == m_high->maximum() - m_high->minimum() && low == m_low->minimum())
    return;
  const QSignalBlocker lowBlocker(m_low);
  const QSignalBlocker highBlocker(m_high);
  for (QDoubleSpinBox* bound : {m_low, m_high}) {
    bound->setRange(low, high);
    bound->setDecimals(high - low >= 20.0 ? 0 : 3);
    bound->setSingleStep((high - low) / 100.0);
    bound->setSuffix(u' ' + unit);
  }
  m_low->setValue(low + 0.75 * (high - low));
  m_high->setValue(high);
}

void RegionBar::showTool()
{
  const Tool tool = m_regions.tool();
  if (QAbstractButton* button = m_tools->button(static_cast<int>(tool)))
    button->setChecked(true);
  setQuietly(m_diameter, static_cast<int>(std::lround(m_regions.diameter())));
  m_diameter->setVisible(tool == Tool::Brush || tool == Tool::Eraser);
  m_threshold->setVisible(tool == Tool::Threshold);
  const auto& component = m_regions.component();
  if (component && !component->values.empty()) {
    const auto step = std::ranges::find(component->values, m_regions.value());
    const QSignalBlocker blocker(m_words);
    m_words->setCurrentIndex(static_cast<int>(step - component->values.begin()));
  } else {
    const QSignalBlocker blocker(m_number);
    m_number->setValue(m_regions.value());
  }
  Q_EMIT thresholdChanged();
}

void RegionBar::showMap()
{
  const std::vector<float>& values = m_regions.map().values;
  const auto rated = std::ranges::count_if(values, [](float value) { return !std::isnan(value); });
  m_clear->setEnabled(rated > 0);
  m_clear->setToolTip(rated > 0 ? QString() : tr("Nothing is marked on this image."));
  if (!m_regions.error().isEmpty()) {
    m_state->setText(m_regions.error());
    m_state->setProperty("tone", u"error"_s);
  } else {
    const double share = values.empty() ? 0.0 : 100.0 * double(rated) / double(values.size());
    m_state->setText(rated == 0 ? tr("Nothing is marked.")
                                : tr("%1 % of the image is marked.")
                                      .arg(QLocale().toString(share, 'f', share < 10.0 ? 1 : 0)));
    m_state->setProperty("tone", {});
  }
}

} // namespace limpid::pages
