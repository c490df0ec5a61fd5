#pragma once

#include "core/base/document.h"

#include <fmt/format.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <type_traits>

namespace limpid::run {

/// Reads the fields of a JSON object into variables of fixed types; missing ones keep their value.
/// The first one of a wrong type stays as `error`, a half sentence that begins with the key.
class JsonFields
{
public:
  explicit JsonFields(const Json& json) : m_json(json) {}

  template<typename T>
  void operator()(const char* key, T& value)
  {
    m_known.insert(key);
    const auto found = m_json.find(key);
    if (found == m_json.end() || m_error)
      return;
    if (!read(*found, value))
      m_error = fmt::format("{} must be {}", key, nameOfType<T>());
  }

  const std::optional<std::string>& error() const { return m_error; }

  /// The first key that nobody asked for.
  std::optional<std::string> unknown() const
  {
    for (const auto& [key, value] : m_json.items())
      if (!m_known.contains(key))
        return key;
    return std::nullopt;
  }

private:
  template<typename T>
  static constexpr const char* nameOfType()
  {
    if constexpr (std::is_same_v<T, std::string>)
      return "text";
    else if constexpr (std::is_same_v<T, double>)
      return "a number";
    else if constexpr (std::is_same_v<T, Json>)
      return "JSON";
    else if constexpr (std::is_same_v<T, bool>)
      return "true or false";
    else
      return std::is_signed_v<T> ? "a whole number" : "a whole number that isn't negative";
  }

  static bool read(const Json& json, Json& value)
  {
    value = json;
    return true;
  }

  static bool read(const Json& json, bool& value)
  {
    if (json.is_boolean())
      value = json.get<bool>();
    return json.is_boolean();
  }

  static bool read(const Json& json, std::string& value)
  {
    if (json.is_string())
      value = json.get<std::string>();
    return json.is_string();
  }

  /// JSON has no word for a number that isn't finite: it is written as null and read as NaN.
  static bool read(const Json& json, double& value)
  {
    if (json.is_number())
      value = json.get<double>();
    else
      value = std::numeric_limits<double>::quiet_NaN();
    return json.is_number() || json.is_null();
  }

  template<typename T>
  static bool read(const Json& json, T& value) requires std::is_integral_v<T>
  {
    if (json.is_number_unsigned()) {
      const auto number = json.get<std::uint64_t>();
      value = static_cast<T>(number);
      return number <= static_cast<std::uint64_t>(std::numeric_limits<T>::max());
    }
    if (!json.is_number_integer() || !std::is_signed_v<T>)
      return false;
    const auto number = json.get<std::int64_t>();
    value = static_cast<T>(number);
    return number >= static_cast<std::int64_t>(std::numeric_limits<T>::min());
  }

  const Json& m_json;
  std::set<std::string> m_known{"format", "version"};
  std::optional<std::string> m_error;
};

} // namespace limpid::run
