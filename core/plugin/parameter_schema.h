#pragma once

#include "core/base/document.h"

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace limpid::plugin {

/// One setting: its default, its limits, its words. Form, check, command line and saved file are
/// made from it, so a plugin brings no widgets.
struct Parameter
{
  enum class Kind { Number, Integer, Boolean, Choice };

  std::string id;
  Kind kind = Kind::Number;
  std::string label;
  std::string help;
  std::string unit;
  Json defaultValue;
  double minimum = -std::numeric_limits<double>::infinity(); ///< inclusive
  double maximum = std::numeric_limits<double>::infinity();  ///< inclusive
  std::vector<std::string> choices;
  std::vector<std::string> choiceLabels; ///< what a form calls them; empty: as they are
};

using ParameterSchema = std::vector<Parameter>;

/// From a JSON array of {"id", "kind": number|integer|boolean|choice, "default", "label", "help",
/// "unit", "minimum", "maximum", "choices", "choiceLabels"}; id, kind and default are needed.
/// BadInput names the parameter and what is wrong; `origin` names the schema in the sentence.
Result<ParameterSchema> readParameterSchema(const Json& schema, std::string_view origin);

/// `given` with the defaults of what it leaves out. BadInput where a value breaks the schema or
/// nobody knows its name.
Result<Json> completeParameters(const ParameterSchema& schema, const Json& given);

} // namespace limpid::plugin
