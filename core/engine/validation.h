#pragma once

#include "core/base/document.h"
#include "core/base/result.h"
#include "core/engine/task_report.h"

#include <cstdint>
#include <string>
#include <vector>

namespace limpid::engine {

enum class Relation { Near, AtMost, AtLeast };

/// One figure of the method held against what theory or method.md's prototype say.
struct Check
{
  std::string id;   ///< stable, for scripts: "threshold.vp-linear.0.5"
  std::string what; ///< for people
  double expected = 0.0;
  double found = 0.0;
  Relation relation = Relation::Near;
  double tolerance = 0.0; ///< of Near, absolute

  bool passed() const;
};
Json toJson(const Check& check);

/// The theorems and check values of M2 to M6: RK4 of f and g² gives u and ṽ; characteristic
/// functions, the target's covariance and Ω-weighted integrals by Monte Carlo; thresholds and the
/// figures of M4; the drawing of t and images. Seconds; the same draws on every machine.
std::vector<Check> kernelChecks();   ///< M1, M3
std::vector<Check> noiseLawChecks(); ///< M2, M4
std::vector<Check> drawingChecks();  ///< M5, M6

/// What the toy shows, over its seeds, against the limits of method.md's prototype; its mutants
/// must miss them. The trainings are runs in the report's folder and go on where a stop left them.
struct ToyChecks
{
  std::vector<Check> checks;
  Json table = Json::array(); ///< comparisonTable()
  bool stopped = false;
};
Result<ToyChecks> toyChecks(const std::vector<std::uint64_t>& seeds, TaskReport& report,
                            jobs::JobContext& context);

} // namespace limpid::engine
