#pragma once

#include "core/base/document.h"

#include <string>

namespace limpid::plugin {

/// The text under a name in a JSON object; empty where there is none or it isn't text.
inline std::string textField(const Json& object, const char* name)
{
  const auto field = object.find(name);
  return field != object.end() && field->is_string() ? field->get<std::string>() : std::string();
}

} // namespace limpid::plugin
