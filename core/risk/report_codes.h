#pragma once

#include "core/risk/schema.h"

#include <string>

namespace limpid::risk {

inline constexpr const char* ownScheme = "99LIMPID";
inline constexpr const char* overallComponent = "overall"; ///< written as 111029

/// A coded entry (PS3.16).
struct ReportCode
{
  std::string value;
  std::string scheme;
  std::string meaning;
};

/// (111029, DCM, "Image Quality Rating") for the overall score, else a code of our own.
ReportCode componentCodeOf(const Component& component);

/// UCUM; what has no unit of its own is annotated (UCUM section 6).
ReportCode unitCodeOf(const std::string& unit);

} // namespace limpid::risk
