#include "core/export/provenance.h"

#include "core/base/atomic_file.h"
#include "core/base/utc_time.h"
#include "core/base/version.h"
#include "core/run/plan.h"

#include <fmt/format.h>

namespace limpid::exporting {
namespace {

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

Json filesJson(const std::vector<ExportedFile>& files)
{
  Json listed = Json::array();
  for (const ExportedFile& file : files) {
    Json entry = {{"file", file.name}, {"sample", file.sample}};
    if (!file.sopInstanceUid.empty())
      entry["sopInstanceUid"] = file.sopInstanceUid;
    listed.push_back(std::move(entry));
  }
  return listed;
}

Json samplingJson(const SampleSet& set)
{
  return {{"engineVersion", set.programVersion},
          {"seed", set.seed},
          {"first", set.first},
          {"sampler", set.sampler},
          {"steps", set.steps},
          {"samplerOptions", set.samplerOptions},
          {"label", set.label},
          {"guidance", set.guidance},
          {"minimumTime", set.minimumTime}};
}

Json choiceJson(const SampleChoice& choice, std::size_t exported)
{
  return {{"method", choice.method},
          {"drawn", choice.drawn},
          {"exported", exported},
          {"heldBack", choice.heldBack},
          {"heldBackIncluded", choice.heldBackIncluded}};
}

} // namespace

Training trainingAbove(const std::filesystem::path& samples)
{
  std::error_code status;
  std::filesystem::path folder = std::filesystem::absolute(samples, status).parent_path();
  for (int levels = 0; levels < 3 && folder.has_relative_path(); ++levels) {
    if (std::filesystem::exists(folder / "plan.json", status)) {
      const Result<run::TrainingPlan> plan = run::readPlan(folder / "plan.json");
      if (!plan)
        return {};
      Json json = run::toJson(*plan);
      json.erase("name");
      json.erase("dataset");
      json["digest"] = run::planDigest(*plan);
      return {folder, std::move(json), (folder / plan->dataset).lexically_normal()};
    }
    folder = folder.parent_path();
  }
  return {};
}

Result<void> writeProvenance(const std::filesystem::path& folder, const Provenance& provenance)
{
  const SampleSet& set = provenance.samples;
  return writeDocument(folder / "provenance.json",
                       {{"format", "limpid-provenance"},
                        {"version", 1},
                        {"contains", "synthetic images"},
                        {"notice", researchNotice},
                        {"program", {{"name", programName}, {"version", programVersion}}},
                        {"exportedAt", utcNow()},
                        {"kind", provenance.kind},
                        {"model", {{"digest", set.modelDigest}, {"step", set.step}}},
                        {"datasetDigest", set.datasetDigest},
                        {"plan", provenance.training.plan},
                        {"sampling", samplingJson(set)},
                        {"choice", choiceJson(provenance.choice, provenance.files.size())},
                        {"preparation", preparationJson(set.preparation)},
                        {"heldBack", provenance.choice.heldBack},
                        {"files", filesJson(provenance.files)}});
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
