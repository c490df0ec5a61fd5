#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "core/export/restored_export.h"
#include "core/export/sample_export.h"
#include "core/run/sample_files.h"
#include "core/study/departures.h"
#include "core/study/project.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace limpid::cli {
namespace {

struct ExportOptions
{
  std::filesystem::path run;
  std::filesystem::path out;
  std::filesystem::path samples;
  std::string format = "dicom";
  std::string dicomClass;
  std::vector<std::int64_t> only;
  std::optional<std::int64_t> random;
  bool includeHeldBack = false;
  bool restored = false;
};

Result<exporting::ExportFormat> formatOf(const std::string& text)
{
  static const std::map<std::string, exporting::ExportFormat> formats{
      {"dicom", exporting::ExportFormat::Dicom},
      {"nifti", exporting::ExportFormat::Nifti},
      {"nrrd", exporting::ExportFormat::Nrrd},
      {"png", exporting::ExportFormat::Png}};
  const auto found = formats.find(text);
  if (found == formats.end())
    return failure(ErrorCode::Usage,
                   fmt::format("--format is dicom, nifti, nrrd or png, not '{}'.", text));
  return found->second;
}

Result<exporting::DicomClass> dicomClassOf(const std::string& text)
{
  static const std::map<std::string, exporting::DicomClass> classes{
      {"", exporting::DicomClass::AsTrained},
      {"ct", exporting::DicomClass::Ct},
      {"mr", exporting::DicomClass::Mr},
      {"sc", exporting::DicomClass::SecondaryCapture}};
  const auto found = classes.find(text);
  if (found == classes.end())
    return failure(ErrorCode::Usage, fmt::format("--as is ct, mr or sc, not '{}'.", text));
  return found->second;
}

/// The project that a run is in; empty when it is in none.
std::filesystem::path projectOf(const std::filesystem::path& run)
{
  const std::filesystem::path folder = std::filesystem::absolute(run).lexically_normal();
  const std::filesystem::path inside = folder.has_filename() ? folder : folder.parent_path();
  const std::filesystem::path project = inside.parent_path().parent_path();
  return std::filesystem::exists(project / "project.json") ? project : std::filesystem::path();
}

/// The newest folder below RUN/restorations, when none is named.
Result<std::filesystem::path> restorationOf(const ExportOptions& options)
{
  if (!options.samples.empty())
    return options.samples;
  std::filesystem::path newest;
  auto newestTime = std::filesystem::file_time_type::min();
  std::error_code status;
  for (const auto& folder :
       std::filesystem::directory_iterator(options.run / "restorations", status)) {
    const auto time =
        std::filesystem::last_write_time(folder.path() / "restoration.safetensors", status);
    if (status || time <= newestTime)
      continue;
    newest = folder.path();
    newestTime = time;
  }
  if (newest.empty())
    return failure(
        ErrorCode::NotFound,
        fmt::format("{} holds no restored images yet. First: limpid-cli restore {} IMAGE",
                    options.run.string(), options.run.string()));
  return newest;
}

VerbResult restoredResult(const exporting::RestoredReport& report)
{
  VerbResult result{.json = {{"folder", report.folder.string()},
                             {"files", Json::array()},
                             {"heldBack", 0},
                             {"refused", report.refused}},
                    .text = fmt::format(
                        "{} written to {}: restored images with their uncertainty, de-identified, "
                        "each with a reference to its source.",
                        counted(report.files.size(), "file", "files"), report.folder.string()),
                    .outcome = report.outcome};
  for (const std::filesystem::path& file : report.files)
    result.json["files"].push_back(file.string());
  for (const std::string& reason : report.refused)
    result.text += "\n" + reason;
  return result;
}

Result<VerbResult> exportRestored(Session& session, const ExportOptions& options)
{
  if (options.format != "dicom")
    return failure(ErrorCode::Usage, "Restored images leave as DICOM only: other formats can't say "
                                     "whose they are and what was invented.");
  const std::filesystem::path folder = projectOf(options.run);
  if (folder.empty())
    return failure(ErrorCode::BadInput,
                   fmt::format("{} is in no project, so its restored images can't be "
                               "de-identified.",
                               options.run.string()));
  const Result<std::filesystem::path> restoration = restorationOf(options);
  if (!restoration)
    return failure(restoration.error());
  Result<study::Project> project = study::Project::open(folder);
  if (!project)
    return failure(project.error());
  const auto report = session.runJob<exporting::RestoredReport>([&](jobs::JobContext& context) {
    return exporting::exportRestored(*project, *restoration, options.out, context);
  });
  if (!report)
    return failure(report.error());
  if (const Result<void> recorded = study::recordDeparture(
          *project, {.what = study::restoredImages,
                     .folder = std::filesystem::absolute(report->folder),
                     .files = static_cast<std::int64_t>(report->files.size()),
                     .datasetDigest = report->datasetDigest,
                     .pseudonyms = report->pseudonyms,
                     .images = report->images});
      !recorded)
    return failure(recorded.error());
  return restoredResult(*report);
}

Result<VerbResult> exportSamples(Session& session, ExportOptions options)
{
  if (!std::filesystem::exists(options.run / "plan.json"))
    return failure(ErrorCode::NotFound,
                   fmt::format("{} holds no run (no plan.json).", options.run.string()));
  if (options.restored)
    return exportRestored(session, options);
  const auto format = formatOf(options.format);
  if (!format)
    return failure(format.error());
  if (options.samples.empty()) {
    const auto newest = run::newestSamples(options.run);
    if (!newest)
      return failure(newest.error());
    options.samples = *newest;
  }
  options.samples = run::samplesFile(options.samples);
  const auto dicomClass = dicomClassOf(options.dicomClass);
  if (!dicomClass)
    return failure(dicomClass.error());
  const exporting::ExportRequest request{
      .samples = options.samples,
      .folder = options.out,
      .dicomClass = *dicomClass,
      .format = *format,
      .selection = {options.only, options.random, options.includeHeldBack},
      .run = options.run};
  const auto report = session.runJob<exporting::ExportReport>(
      [&](jobs::JobContext& context) { return exporting::exportSamples(request, context); });
  if (!report)
    return failure(report.error());
  VerbResult result;
  result.json = {{"folder", report->folder.string()},
                 {"files", Json::array()},
                 {"drawn", report->drawn},
                 {"heldBack", report->heldBack}};
  for (const std::filesystem::path& file : report->files)
    result.json["files"].push_back(file.string());
  result.text = fmt::format(
      "{} of {} drawn written to {}, with provenance.json and model-card.md. {}{}",
      counted(report->files.size(), "image", "images"), report->drawn, report->folder.string(),
      *format == exporting::ExportFormat::Dicom
          ? "Each says that it is synthetic (Synthetic Data = YES) and has fresh identifiers."
          : "Each says in its header that it is synthetic and for research only.",
      report->heldBack == 0 ? std::string()
                            : fmt::format(" {} held back as copies of real images.",
                                          counted(report->heldBack, "image is", "images are")));
  result.outcome = report->outcome;
  return result;
}

} // namespace

void addExportVerbs(Verbs& verbs)
{
  auto options = std::make_shared<ExportOptions>();
  CLI::App* verb =
      verbs.add("export", "Write samples as images that say they are synthetic",
                [options](Session& session) { return exportSamples(session, *options); });
  verb->add_option("RUN", options->run, "Run folder")->required();
  verb->add_option("OUT", options->out, "Folder to write to; an existing one is never overwritten")
      ->required();
  verb->add_option(
      "--samples", options->samples,
      "Folder or file of samples (or restorations); the newest of the run if not said");
  verb->add_option("--format", options->format, "dicom, nifti, nrrd or png")->capture_default_str();
  verb->add_option("--only", options->only, "Indices of the samples to write, as in their names");
  verb->add_option("--random", options->random, "Write so many samples, drawn at random");
  verb->add_flag("--include-held-back", options->includeHeldBack,
                 "Write near copies of training images too; the header says so");
  verb->add_flag("--restored", options->restored,
                 "Write restored images of real patients instead, de-identified");
  verb->add_option("--as", options->dicomClass,
                   "ct, mr or sc (Secondary Capture); as trained if not said");
}

} // namespace limpid::cli
