#include "core/diffusion/schedule_parts.h"

#include <fmt/format.h>

#include <cmath>

namespace limpid::diffusion {

ParameterReader::ParameterReader(std::string_view schedule, const Json& parameters)
    : m_schedule(schedule), m_parameters(parameters)
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
    m_complaint = fmt::format("The schedule {} {}.", m_schedule, sentence);
}

Result<void> ParameterReader::finish() const
{
  if (!m_complaint.empty())
    return failure(ErrorCode::BadInput, m_complaint);
  for (const auto& [name, value] : m_parameters.items())
    if (std::find(m_known.begin(), m_known.end(), name) == m_known.end())
      return failure(ErrorCode::BadInput,
                     fmt::format("The schedule {} has no parameter {}; it has {}.", m_schedule,
                                 name, fmt::join(m_known, ", ")));
  return {};
}

double LinearBeta::timeAtIntegral(double integral) const
{
  return 2.0 * integral / (first + std::sqrt(first * first + 2.0 * (last - first) * integral));
}

LinearBeta LinearBeta::read(ParameterReader& reader)
{
  LinearBeta beta;
  beta.first = reader.number("betaMin", beta.first, 1e-6, 1e3);
  beta.last = reader.number("betaMax", beta.last, 1e-6, 1e3);
  reader.require(beta.last >= beta.first, "needs betaMax to be no smaller than betaMin");
  return beta;
}

} // namespace limpid::diffusion
