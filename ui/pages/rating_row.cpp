#include "ui/pages/rating_row.h"

#include "ui/pages/fields.h"
#include "ui/pages/named.h"
#include "ui/viewmodels/core_text.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/pip_slider.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::RatingEditor;
using widgets::PipSlider;

namespace {

constexpr double largestNumber = 1e6;
constexpr double unmeasured = -1.0; // the spin box's minimum stands for "not measured"

/// Sets a property that the style sheet asks for.
void mark(QWidget& widget, const char* property, const QVariant& value)
{
  if (widget.property(property) == value)
    return;
  widget.setProperty(property, value);
  widget.style()->unpolish(&widget);
  widget.style()->polish(&widget);
}

} // namespace

RatingRow::RatingRow(const risk::Component& component, QWidget* parent)
    : QFrame(parent), m_component(QString::fromStdString(component.id)), m_steps(component.values)
{
  const QString word = viewmodels::coreText(component.label);
  setProperty("role", u"ratingRow"_s);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 2, 8, 2);
  layout->setSpacing(0);
  auto* line = new QHBoxLayout;
  line->setSpacing(8);
  m_name =
      named(new QToolButton, u"quality.focus."_s + m_component, tr("Rate %1 by keys").arg(word));
  m_name->setText(word);
  m_name->setProperty("role", u"componentName"_s);
  m_name->setToolTip(tr("The keys rate this. Comma and full stop go to the next."));
  m_name->setFocusPolicy(Qt::TabFocus); // a click leaves the keyboard where the images are
  m_origin = named(new widgets::ElidedLabel, u"quality.origin."_s + m_component,
                   tr("Where %1 comes from").arg(word));
  m_origin->setProperty("role", u"caption"_s);
  m_word = named(new QLabel, u"quality.word."_s + m_component, word);
  line->addWidget(m_name);
  line->addWidget(m_origin, 1);
  line->addWidget(m_word);
  layout->addLayout(line);
  if (component.values.empty())
    line->addWidget(makeField(component)); // a number needs no line of its own
  else
    layout->addWidget(makeField(component));
  connect(m_name, &QToolButton::clicked, this, [this] { Q_EMIT focusRequested(m_component); });
}

QWidget* RatingRow::makeField(const risk::Component& component)
{
  const QString word = viewmodels::coreText(component.label);
  const QString name = u"quality.value."_s + m_component;
  if (component.values.empty()) {
    m_number = named(new QDoubleSpinBox, name, word);
    const bool measured = component.kind == risk::ComponentKind::Measured;
    m_number->setRange(measured ? unmeasured : -largestNumber, largestNumber);
    m_number->setDecimals(1);
    m_unset = measured ? tr("not measured") : tr("not rated");
    m_number->setSpecialValueText(m_unset);
    m_number->setKeyboardTracking(false);
    m_number->setMinimumHeight(28);
    passWheelOn(*m_number);
    connect(m_number, &QDoubleSpinBox::valueChanged, this, [this](double value) {
      const bool none = value <= m_number->minimum();
      Q_EMIT valueChosen(m_component, none ? std::nullopt : std::optional(value));
    });
    return m_number;
  }
  QStringList keys;
  QStringList words;
  for (std::size_t step = 0; step < component.values.size(); ++step) {
    const auto key = RatingEditor::keyOf(component, step);
    keys.append(key ? QString::number(*key) : QString());
    const QString said =
        step < component.words.size() ? viewmodels::coreText(component.words[step]) : QString();
    words.append(said.isEmpty() ? QString::number(component.values[step]) : said);
  }
  m_pips = named(new PipSlider(keys, words), name, word);
  m_pips->setFocusPolicy(Qt::TabFocus); // arrows go on to the next image
  const auto choose = [this](int step) {
    Q_EMIT valueChosen(m_component, step < 0
                                        ? std::nullopt
                                        : std::optional(m_steps[static_cast<std::size_t>(step)]));
  };
  connect(m_pips, &QSlider::valueChanged, this, choose);
  connect(m_pips, &PipSlider::pipClicked, this, choose);
  return m_pips;
}

void RatingRow::show(const viewmodels::ComponentState& state, const risk::Component& component,
                     const QString& unit, bool focused)
{
  mark(*this, "focused", focused);
  m_origin->setWholeText(state.origin);
  m_origin->setToolTip(state.isProposal ? tr("Space accepts it for this image.") : state.origin);
  mark(*m_origin, "proposal", state.isProposal);
  m_word->setText(m_number == nullptr ? state.word : QString());
  if (m_number != nullptr) {
    const QSignalBlocker quiet(m_number);
    const bool noise = component.use == risk::ComponentUse::Noise;
    const QString suffix = noise ? unit : QString::fromStdString(component.unit);
    m_number->setSuffix(suffix.isEmpty() ? QString() : u' ' + suffix);
    m_number->setSpecialValueText(state.differs ? state.word : m_unset);
    m_number->setValue(state.value.value_or(m_number->minimum()));
    return;
  }
  const QSignalBlocker quiet(m_pips);
  const auto step = state.value ? risk::stepOf(component, *state.value) : std::nullopt;
  m_pips->setValue(step ? static_cast<int>(*step) : -1);
  m_pips->update();
}

} // namespace limpid::pages
