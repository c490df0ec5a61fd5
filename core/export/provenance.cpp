#include "core/export/provenance.h"

#include "core/base/atomic_file.h"
#include "core/base/version.h"
#include "core/run/plan.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>

namespace limpid::exporting {
namespace {

/// The plan of the run above the samples' folder (runs/NAME/samples/NAME), without what people
/// name themselves; null when there is none.
Json planAbove(const std::filesystem::path& samples)
{
  std::error_code status;
  std::filesystem::path folder = std::filesystem::absolute(samples, status).parent_path();
  for (int levels = 0; levels < 3 && folder.has_relative_path(); ++levels) {
    if (std::filesystem::exists(folder / "plan.json", status)) {
      const Result<run::TrainingPlan> plan = run::readPlan(folder / "plan.json");
      if (!plan)
        return nullptr;
      Json json = run::toJson(*plan);
      json.erase("name");
      json.erase("dataset");
      json["digest"] = run::planDigest(*plan);
      return json;
    }
    folder = folder.parent_path();
  }
  return nullptr;
}

Json preparationJson(const SamplePreparation& preparation)
{
  Json json = {{"modality", preparation.modality},
               {"unit", preparation.unit},
               {"bodyPart", preparation.bodyPart},
               {"windowLow", preparation.windowLow},
               {"windowHigh", preparation.windowHigh},
               {"intensityScale", preparation.intensityScale},
               {"spacingMm", nullptr}};
  if (preparation.spacingMm)
    json["spacingMm"] = *preparation.spacingMm;
  return json;
}

} // namespace

Result<void> writeProvenance(const std::filesystem::path& folder,
                             const std::filesystem::path& samples, const SampleSet& set,
                             const std::string& kind, const std::vector<ExportedFile>& files)
{
  Json listed = Json::array();
  for (const ExportedFile& file : files) {
    Json entry = {{"file", file.name}, {"sample", file.sample}};
    if (!file.sopInstanceUid.empty())
      entry["sopInstanceUid"] = file.sopInstanceUid;
    listed.push_back(std::move(entry));
  }
  return writeDocument(
      folder / "provenance.json",
      {{"format", "limpid-provenance"},
       {"version", 1},
       {"contains", "synthetic images"},
       {"notice", researchNotice},
       {"program", {{"name", programName}, {"version", programVersion}}},
       {"exportedAt", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)))},
       {"kind", kind},
       {"model", {{"digest", set.modelDigest}, {"step", set.step}}},
       {"datasetDigest", set.datasetDigest},
       {"plan", planAbove(samples)},
       {"sampling",
        {{"engineVersion", set.programVersion},
         {"seed", set.seed},
         {"first", set.first},
         {"sampler", set.sampler},
         {"steps", set.steps},
         {"samplerOptions", set.samplerOptions},
         {"label", set.label},
         {"guidance", set.guidance},
         {"minimumTime", set.minimumTime}}},
       {"preparation", preparationJson(set.preparation)},
       {"heldBack", set.heldBack.size()},
       {"files", std::move(listed)}});
}

Result<std::filesystem::path> makeFreshFolder(const std::filesystem::path& folder)
{
  std::filesystem::path wanted = folder.lexically_normal();
  if (!wanted.has_filename())
    wanted = wanted.parent_path();
  const auto isTaken = [](const std::filesystem::path& path) {
    std::error_code status;
    if (!std::filesystem::exists(path, status))
      return false;
    return !std::filesystem::is_directory(path, status) || !std::filesystem::is_empty(path, status);
  };
  if (std::error_code status; std::filesystem::is_regular_file(wanted, status))
    return failure(ErrorCode::BadInput,
                   fmt::format("{} is a file, not a folder to export to.", wanted.string()));
  std::filesystem::path free = wanted;
  for (int number = 2; isTaken(free); ++number) {
    free = wanted;
    free += fmt::format("-{}", number);
  }
  if (const Result<void> made = makeFolder(free); !made)
    return failure(made.error());
  return free;
}

} // namespace limpid::exporting
