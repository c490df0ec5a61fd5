#pragma once

#include "core/plugin/parameter_schema.h"

#include <QWidget>

#include <functional>
#include <vector>

namespace limpid::pages {

/// A form made of a plugin's parameter schema: numbers with their limits and units, ticks, choices,
/// each with its help. So a plugin brings no widgets.
class ParameterForm final : public QWidget
{
  Q_OBJECT

public:
  /// The fields are called `name` + "." + the parameter's id.
  ParameterForm(const plugin::ParameterSchema& schema, const QString& name,
                QWidget* parent = nullptr);

  /// What the fields say, of the parameters that differ from their default.
  Json values() const;

private:
  struct Field
  {
    plugin::Parameter parameter;
    std::function<Json()> value;
  };

  QWidget* makeField(const plugin::Parameter& parameter, const QString& name);

  std::vector<Field> m_fields;
};

} // namespace limpid::pages
