#include "core/risk/report_codes.h"

namespace limpid::risk {

ReportCode componentCodeOf(const Component& component)
{
  if (component.id == overallComponent)
    return {"111029", "DCM", "Image Quality Rating"};
  return {component.id, ownScheme, component.label};
}

ReportCode unitCodeOf(const std::string& unit)
{
  if (unit == "HU")
    return {"[hnsf'U]", "UCUM", "Hounsfield unit"};
  if (unit.empty())
    return {"{score}", "UCUM", "score"};
  return {"{" + unit + "}", "UCUM", unit};
}

} // namespace limpid::risk
