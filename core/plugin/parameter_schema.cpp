#include "core/plugin/parameter_schema.h"

#include "core/plugin/text_field.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace limpid::plugin {
namespace {

std::string text(const Json& value)
{
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Parameter::Kind> kindNamed(std::string_view name)
{
  using Kind = Parameter::Kind;
  for (const auto& [known, kind] :
       {std::pair{"number", Kind::Number}, std::pair{"integer", Kind::Integer},
        std::pair{"boolean", Kind::Boolean}, std::pair{"choice", Kind::Choice}})
    if (name == known)
      return kind;
  return std::nullopt;
}

bool inLimits(const Parameter& parameter, const Json& value)
{
  const auto number = value.get<double>();
  return number >= parameter.minimum && number <= parameter.maximum;
}

/// Why the value isn't one of the parameter's, or nothing.
std::optional<std::string> objection(const Parameter& parameter, const Json& value)
{
  switch (parameter.kind) {
  case Parameter::Kind::Boolean:
    if (value.is_boolean())
      return std::nullopt;
    return "true or false";
  case Parameter::Kind::Choice:
    if (value.is_string() && std::find(parameter.choices.begin(), parameter.choices.end(),
                                       value.get<std::string>()) != parameter.choices.end())
      return std::nullopt;
    return fmt::format("one of {}", fmt::join(parameter.choices, ", "));
  case Parameter::Kind::Integer:
    if (value.is_number_integer() && inLimits(parameter, value))
      return std::nullopt;
    return fmt::format("a whole number from {} to {}", parameter.minimum, parameter.maximum);
  case Parameter::Kind::Number:
    if (value.is_number() && inLimits(parameter, value))
      return std::nullopt;
    return fmt::format("a number from {} to {}", parameter.minimum, parameter.maximum);
  }
  return "of a known kind";
}

Result<void> readLimits(const Json& entry, Parameter& parameter)
{
  for (const auto& [name, limit] :
       {std::pair{"minimum", &parameter.minimum}, std::pair{"maximum", &parameter.maximum}}) {
    const auto field = entry.find(name);
    if (field == entry.end())
      continue;
    if (!field->is_number())
      return failure(ErrorCode::BadInput, fmt::format("its {} isn't a number", name));
    *limit = field->get<double>();
  }
  return {};
}

Result<void> readChoices(const Json& entry, Parameter& parameter)
{
  for (const auto& [name, words] : {std::pair{"choices", &parameter.choices},
                                    std::pair{"choiceLabels", &parameter.choiceLabels}}) {
    const auto field = entry.find(name);
    if (field == entry.end())
      continue;
    if (!field->is_array())
      return failure(ErrorCode::BadInput, fmt::format("its {} aren't a list", name));
    for (const Json& word : *field) {
      if (!word.is_string())
        return failure(ErrorCode::BadInput, fmt::format("its {} aren't all words", name));
      words->push_back(word.get<std::string>());
    }
  }
  if (!parameter.choiceLabels.empty() && parameter.choiceLabels.size() != parameter.choices.size())
    return failure(ErrorCode::BadInput, "its choiceLabels aren't as many as its choices");
  return {};
}

Result<Parameter> readParameter(const Json& entry)
{
  Parameter parameter;
  parameter.id = textField(entry, "id");
  const auto kind = kindNamed(textField(entry, "kind"));
  if (!kind)
    return failure(ErrorCode::BadInput, "its kind is none of number, integer, boolean, choice");
  parameter.kind = *kind;
  parameter.label = textField(entry, "label");
  parameter.help = textField(entry, "help");
  parameter.unit = textField(entry, "unit");
  if (const Result<void> read = readLimits(entry, parameter); !read)
    return failure(read.error());
  if (const Result<void> read = readChoices(entry, parameter); !read)
    return failure(read.error());
  parameter.defaultValue = entry.value("default", Json());
  if (const auto wrong = objection(parameter, parameter.defaultValue))
    return failure(ErrorCode::BadInput, fmt::format("its default isn't {}", *wrong));
  return parameter;
}

} // namespace

Result<ParameterSchema> readParameterSchema(const Json& schema, std::string_view origin)
{
  if (!schema.is_array())
    return failure(ErrorCode::BadInput, fmt::format("{} isn't a list of parameters.", origin));
  ParameterSchema parameters;
  for (const Json& entry : schema) {
    if (!entry.is_object() || textField(entry, "id").empty())
      return failure(ErrorCode::BadInput, fmt::format("{} has a parameter without id.", origin));
    Result<Parameter> parameter = readParameter(entry);
    if (!parameter)
      return failure(ErrorCode::BadInput,
                     fmt::format("{} can't hold the parameter {}: {}.", origin,
                                 textField(entry, "id"), parameter.error().message));
    const bool known =
        std::any_of(parameters.begin(), parameters.end(),
                    [&](const Parameter& other) { return other.id == parameter->id; });
    if (known)
      return failure(ErrorCode::BadInput,
                     fmt::format("{} has the parameter {} twice.", origin, parameter->id));
    parameters.push_back(std::move(*parameter));
  }
  return parameters;
}

Result<Json> completeParameters(const ParameterSchema& schema, const Json& given)
{
  if (!given.is_object())
    return failure(ErrorCode::BadInput, "Parameters are given as a JSON object.");
  Json complete = Json::object();
  for (const Parameter& parameter : schema) {
    const Json value = given.value(parameter.id, parameter.defaultValue);
    if (const auto wrong = objection(parameter, value))
      return failure(ErrorCode::BadInput, fmt::format("The parameter {} must be {}, not {}.",
                                                      parameter.id, *wrong, text(value)));
    complete[parameter.id] = value;
  }
  for (const auto& [name, value] : given.items())
    if (!complete.contains(name))
      return failure(ErrorCode::BadInput, fmt::format("There is no parameter {}.", name));
  return complete;
}

} // namespace limpid::plugin
