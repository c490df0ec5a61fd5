#include "ui/pages/parameter_form.h"

#include "ui/pages/named.h"
#include "ui/viewmodels/core_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace limpid::pages {

using viewmodels::coreText;

namespace {

constexpr double widest = 1e9; // where a parameter has no limit of its own
constexpr int mostDecimals = 6;

QString labelOf(const plugin::Parameter& parameter)
{
  return coreText(parameter.label.empty() ? parameter.id : parameter.label);
}

double limited(double limit)
{
  return std::clamp(limit, -widest, widest);
}

/// As many as the default and the limits need, two at least.
int decimalsFor(const plugin::Parameter& parameter)
{
  int decimals = 2;
  for (const double number :
       {parameter.defaultValue.get<double>(), parameter.minimum, parameter.maximum})
    while (std::isfinite(number) && decimals < mostDecimals &&
           std::abs(number * std::pow(10.0, decimals) -
                    std::round(number * std::pow(10.0, decimals))) > 1e-6)
      ++decimals;
  return decimals;
}

QString suffixOf(const plugin::Parameter& parameter)
{
  return parameter.unit.empty() ? QString()
                                : QLatin1Char(' ') + QString::fromStdString(parameter.unit);
}

QDoubleSpinBox* numberField(const plugin::Parameter& parameter)
{
  auto* box = new QDoubleSpinBox;
  box->setDecimals(decimalsFor(parameter));
  box->setRange(limited(parameter.minimum), limited(parameter.maximum));
  box->setSuffix(suffixOf(parameter));
  box->setValue(parameter.defaultValue.get<double>());
  return box;
}

QSpinBox* integerField(const plugin::Parameter& parameter)
{
  auto* box = new QSpinBox;
  box->setRange(static_cast<int>(limited(parameter.minimum)),
                static_cast<int>(limited(parameter.maximum)));
  box->setSuffix(suffixOf(parameter));
  box->setValue(parameter.defaultValue.get<int>());
  return box;
}

QComboBox* choiceField(const plugin::Parameter& parameter)
{
  auto* box = new QComboBox;
  const auto& words = parameter.choiceLabels.empty() ? parameter.choices : parameter.choiceLabels;
  for (std::size_t at = 0; at < parameter.choices.size(); ++at)
    box->addItem(coreText(words[at]) + suffixOf(parameter),
                 QString::fromStdString(parameter.choices[at]));
  box->setCurrentIndex(
      box->findData(QString::fromStdString(parameter.defaultValue.get<std::string>())));
  return box;
}

} // namespace

ParameterForm::ParameterForm(const plugin::ParameterSchema& schema, const QString& name,
                             QWidget* parent)
    : QWidget(parent)
{
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  for (const plugin::Parameter& parameter : schema) {
    auto* label = new QLabel(labelOf(parameter));
    label->setProperty("role", QStringLiteral("label"));
    QWidget* const field = makeField(parameter, name);
    label->setBuddy(field);
    layout->addWidget(label);
    layout->addWidget(field);
    if (parameter.help.empty())
      continue;
    auto* help = new QLabel(coreText(parameter.help));
    help->setProperty("role", QStringLiteral("caption"));
    help->setWordWrap(true);
    layout->addWidget(help);
    layout->addSpacing(8);
  }
}

QWidget* ParameterForm::makeField(const plugin::Parameter& parameter, const QString& name)
{
  QWidget* field = nullptr;
  std::function<Json()> value;
  switch (parameter.kind) {
  case plugin::Parameter::Kind::Number: {
    auto* box = numberField(parameter);
    value = [box] { return Json(box->value()); };
    field = box;
    break;
  }
  case plugin::Parameter::Kind::Integer: {
    auto* box = integerField(parameter);
    value = [box] { return Json(box->value()); };
    field = box;
    break;
  }
  case plugin::Parameter::Kind::Boolean: {
    auto* box = new QCheckBox(labelOf(parameter));
    box->setChecked(parameter.defaultValue.get<bool>());
    value = [box] { return Json(box->isChecked()); };
    field = box;
    break;
  }
  case plugin::Parameter::Kind::Choice: {
    auto* box = choiceField(parameter);
    value = [box] { return Json(box->currentData().toString().toStdString()); };
    field = box;
    break;
  }
  }
  named(field, name + QLatin1Char('.') + QString::fromStdString(parameter.id), labelOf(parameter));
  m_fields.push_back({parameter, std::move(value)});
  return field;
}

Json ParameterForm::values() const
{
  Json values = Json::object();
  for (const Field& field : m_fields)
    if (const Json value = field.value(); value != field.parameter.defaultValue)
      values[field.parameter.id] = value;
  return values;
}

} // namespace limpid::pages
