#include "ui/pages/rating_panel.h"

#include "ui/pages/named.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::QualityViewModel;

namespace {

constexpr double largestNoise = 100000.0;
constexpr double unmeasured = -1.0; // the spin box's minimum stands for "not measured"

} // namespace

RatingPanel::RatingPanel(QualityViewModel& quality, QWidget* parent)
    : QWidget(parent), m_quality(quality)
{
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  m_heading = named(new QLabel, u"quality.selection"_s, tr("Selection"));
  m_heading->setWordWrap(true);
  layout->addWidget(m_heading);
  m_rowsWidget = new QWidget;
  layout->addWidget(m_rowsWidget);
  auto* keys = new QHBoxLayout;
  auto* label = new QLabel(tr("Keys 0–4 rate"));
  m_keyed = named(new QComboBox, u"quality.keyed"_s, tr("What the keys 0 to 4 rate"));
  label->setBuddy(m_keyed);
  keys->addWidget(label);
  keys->addWidget(m_keyed, 1);
  layout->addLayout(keys);
  layout->addStretch();
  connect(&m_quality, &QualityViewModel::changed, this, [this] {
    rebuild();
    showValues();
  });
  connect(&m_quality, &QualityViewModel::selectionChanged, this, &RatingPanel::showValues);
  rebuild();
  showValues();
}

QString RatingPanel::keyedComponent() const
{
  return m_keyed->currentData().toString();
}

void RatingPanel::takeKeysOf(QWidget* view)
{
  view->installEventFilter(this);
}

bool RatingPanel::eventFilter(QObject* watched, QEvent* event)
{
  if (event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key >= Qt::Key_0 && key <= Qt::Key_4) {
      m_quality.rate(keyedComponent(), key - Qt::Key_0);
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

void RatingPanel::rebuild()
{
  QString ids;
  for (const risk::Component& component : m_quality.schema())
    ids += QString::fromStdString(component.id) + u'\n';
  if (ids == m_builtFor)
    return;
  m_builtFor = ids;
  m_rows.clear();
  m_keyed->clear();
  auto* fresh = new QWidget;
  auto* layout = new QVBoxLayout(fresh);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  for (const risk::Component& component : m_quality.schema()) {
    if (component.values.empty()) {
      addNumberRow(component, layout);
      continue;
    }
    addSliderRow(component, layout);
    m_keyed->addItem(QString::fromStdString(component.label), QString::fromStdString(component.id));
  }
  delete this->layout()->replaceWidget(m_rowsWidget, fresh);
  m_rowsWidget->deleteLater();
  m_rowsWidget = fresh;
}

void RatingPanel::addNumberRow(const risk::Component& component, QVBoxLayout* layout)
{
  const QString id = QString::fromStdString(component.id);
  const QString word = QString::fromStdString(component.label);
  auto* label = new QLabel(word);
  auto* number = named(new QDoubleSpinBox, u"quality.value."_s + id, word);
  number->setRange(unmeasured, largestNoise);
  number->setDecimals(1);
  number->setSpecialValueText(tr("not measured"));
  number->setKeyboardTracking(false);
  number->setMinimumHeight(32);
  label->setBuddy(number);
  connect(number, &QDoubleSpinBox::valueChanged, this, [this, id](double value) {
    m_quality.setValue(id, value < 0.0 ? std::nullopt : std::optional(value));
  });
  auto* line = new QHBoxLayout;
  line->addWidget(label);
  line->addWidget(number, 1);
  layout->addLayout(line);
  m_rows.push_back({id, label, number, nullptr});
}

void RatingPanel::addSliderRow(const risk::Component& component, QVBoxLayout* layout)
{
  const QString id = QString::fromStdString(component.id);
  const QString word = QString::fromStdString(component.label);
  auto* line = new QHBoxLayout;
  auto* label = new QLabel(word);
  auto* value = named(new QLabel, u"quality.word."_s + id, word);
  line->addWidget(label);
  line->addStretch();
  line->addWidget(value);
  auto* slider = named(new QSlider(Qt::Horizontal), u"quality.value."_s + id, word);
  slider->setRange(-1, static_cast<int>(component.values.size()) - 1); // −1: not rated
  slider->setPageStep(1);
  slider->setMinimumHeight(24);
  slider->setTracking(false); // every change is stored: one per drag, not one per pixel
  label->setBuddy(slider);
  connect(slider, &QSlider::valueChanged, this, [this, id](int step) {
    if (step < 0)
      m_quality.setValue(id, std::nullopt);
    else
      m_quality.rate(id, step);
  });
  layout->addLayout(line);
  layout->addWidget(slider);
  m_rows.push_back({id, value, nullptr, slider});
}

void RatingPanel::showValues()
{
  const auto& selection = m_quality.selection();
  if (selection.empty())
    m_heading->setText(tr("Click an image, then press 0–4 to rate it."));
  else
    m_heading->setText(tr("%Ln image(s) selected", nullptr, static_cast<int>(selection.size())));
  m_rowsWidget->setEnabled(!selection.empty());
  for (const Row& row : m_rows) {
    const auto& schema = m_quality.schema();
    const auto component = std::find_if(schema.begin(), schema.end(), [&](const auto& one) {
      return QString::fromStdString(one.id) == row.component;
    });
    if (component == schema.end())
      continue;
    const std::optional<double> value = m_quality.selectedValue(row.component);
    if (row.number != nullptr) {
      const QSignalBlocker quiet(row.number);
      row.number->setSuffix(u' ' + m_quality.unit());
      row.number->setValue(value.value_or(unmeasured));
      continue;
    }
    const QSignalBlocker quiet(row.slider);
    int step = -1;
    for (std::size_t at = 0; value && at < component->values.size(); ++at)
      if (std::abs(component->values[at] - *value) < 1e-9)
        step = static_cast<int>(at);
    row.slider->setValue(step);
    const bool hasWord = step >= 0 && step < static_cast<int>(component->words.size());
    row.value->setText(
        hasWord ? QString::fromStdString(component->words[static_cast<std::size_t>(step)])
        : value ? QLocale().toString(*value)
                : tr("not rated"));
  }
}

} // namespace limpid::pages
