#pragma once

#include "core/base/document.h"
#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace limpid::diffusion {

/// Reads the parameters of one schedule or noise law and keeps the first thing that is wrong as a
/// sentence.
class ParameterReader
{
public:
  /// `subject` as the sentences name it: "schedule edm".
  ParameterReader(std::string_view subject, const Json& parameters);

  /// A finite number in [low, high]; `fallback` where it is missing or wrong.
  double number(const std::string& name, double fallback, double low, double high);
  /// Complains unless `holds`; `sentence` starts after the subject.
  void require(bool holds, std::string_view sentence);
  /// Fails with BadInput on the first complaint or on a name that nobody asked for.
  Result<void> finish() const;

private:
  void complain(std::string_view sentence);

  std::string m_subject;
  Json m_parameters;
  std::vector<std::string> m_known;
  std::string m_complaint;
};

} // namespace limpid::diffusion
