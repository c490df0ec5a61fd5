#include "core/engine/validation.h"

#include "core/base/figures.h"
#include "core/engine/device.h"
#include "core/engine/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace limpid::engine {
namespace {

namespace fs = std::filesystem;

constexpr const char* documentName = "validation.json";

const char* nameOf(Relation relation)
{
  switch (relation) {
  case Relation::Near:
    return "near";
  case Relation::AtMost:
    return "at most";
  case Relation::AtLeast:
    return "at least";
  }
  return "near";
}

Result<TaskEnd> validateReported(const ValidationRequest& request, TaskReport& report,
                                 jobs::JobContext& context)
{
  prepareCompute(1);
  report.status().message = "Theorem checks";
  report.updateNow();
  std::vector<Check> checks;
  for (const auto part : {kernelChecks, noiseLawChecks, drawingChecks})
    for (Check& check : part())
      checks.push_back(std::move(check));
  ToyChecks toy;
  if (!request.quick) {
    auto found = toyChecks(request.seeds, report, context);
    if (!found)
      return failure(found.error());
    toy = std::move(*found);
    checks.insert(checks.end(), toy.checks.begin(), toy.checks.end());
  }
  Json rows = Json::array();
  for (const Check& check : checks)
    rows.push_back(toJson(check));
  const auto failed = std::count_if(checks.begin(), checks.end(),
                                    [](const Check& check) { return !check.passed(); });
  const Json document{
      {"format", "limpid-validation"}, {"version", 1}, {"passed", failed == 0 && !toy.stopped},
      {"failedChecks", failed},        {"rows", rows}, {"toy", toy.table}};
  if (auto written = writeDocument(report.folder() / documentName, document); !written)
    return failure(written.error());
  if (toy.stopped)
    return TaskEnd{jobs::Outcome::Stopped, document, "Stopped; it can be continued."};
  const std::string all = fmt::format("{} checks in {}", saidCount(std::ssize(checks)),
                                      saidDuration(report.secondsWorked()));
  return TaskEnd{jobs::Outcome::Done, document,
                 failed == 0 ? fmt::format("All of {} passed.", all)
                             : fmt::format("{} of {} failed.", failed, all)};
}

} // namespace

bool Check::passed() const
{
  switch (relation) {
  case Relation::Near:
    return std::abs(found - expected) <= tolerance;
  case Relation::AtMost:
    return found <= expected;
  case Relation::AtLeast:
    return found >= expected;
  }
  return false;
}

Json toJson(const Check& check)
{
  Json json{{"id", check.id},
            {"what", check.what},
            {"expected", check.expected},
            {"found", check.found},
            {"relation", nameOf(check.relation)},
            {"passed", check.passed()}};
  if (check.relation == Relation::Near)
    json["tolerance"] = check.tolerance;
  return json;
}

Result<TaskEnd> validate(const ValidationRequest& request, jobs::JobContext& context)
{
  const fs::path folder =
      fs::absolute(request.folder.empty() ? fs::path("runs") / "validation" : request.folder);
  return reported(folder, "validate",
                  [&](TaskReport& report) { return validateReported(request, report, context); });
}

} // namespace limpid::engine
