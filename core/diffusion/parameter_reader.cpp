#include "core/diffusion/parameter_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace limpid::diffusion {

ParameterReader::ParameterReader(std::string_view subject, const Json& parameters)
    : m_subject(subject), m_parameters(parameters)
{
  require(parameters.is_object(), "takes its parameters as a JSON object");
}

double ParameterReader::number(const std::string& name, double fallback, double low, double high)
{
  m_known.push_back(name);
  if (!m_parameters.is_object() || !m_parameters.contains(name))
    return fallback;
  const Json& given = m_parameters[name];
  const double value = given.is_number() ? given.get<double>() : std::nan("");
  if (value >= low && value <= high) // false for NaN
    return value;
  complain(fmt::format("needs {} as a number from {} to {}, not {}", name, low, high,
                       given.dump(-1, ' ', false, Json::error_handler_t::replace)));
  return fallback;
}

void ParameterReader::require(bool holds, std::string_view sentence)
{
  if (!holds)
    complain(sentence);
}

void ParameterReader::complain(std::string_view sentence)
{
  if (m_complaint.empty())
    m_complaint = fmt::format("The {} {}.", m_subject, sentence);
}

Result<void> ParameterReader::finish() const
{
  if (!m_complaint.empty())
    return failure(ErrorCode::BadInput, m_complaint);
  for (const auto& [name, value] : m_parameters.items())
    if (std::find(m_known.begin(), m_known.end(), name) == m_known.end())
      return failure(
          ErrorCode::BadInput,
          fmt::format("The {} has no parameter {}; it has {}.", m_subject, name,
                      m_known.empty() ? "none" : fmt::format("{}", fmt::join(m_known, ", "))));
  return {};
}

} // namespace limpid::diffusion
