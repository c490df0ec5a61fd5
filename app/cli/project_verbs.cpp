#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "core/export/demo_study.h"
#include "core/study/library.h"
#include "core/study/pixel_reader.h"
#include "core/study/project.h"
#include "core/study/scan.h"

#include <fmt/format.h>

#include <memory>

namespace limpid::cli {
namespace {

Json toJson(const study::SeriesRecord& series)
{
  return {{"uid", series.uid},
          {"modality", series.modality},
          {"images", series.images},
          {"description", series.description},
          {"number", series.number},
          {"studyUid", series.studyUid},
          {"studyDate", series.studyDate},
          {"patient", series.patientKey},
          {"bodyPart", series.bodyPart},
          {"kernelOrSequence", series.kernelOrSequence},
          {"plane", series.plane},
          {"rows", series.rows},
          {"columns", series.columns},
          {"kind", series.kind},
          {"localizer", series.localizer},
          {"derived", series.derived},
          {"secondary", series.secondary},
          {"synthetic", series.synthetic},
          {"warnings", series.warnings}};
}

void addDemo(Verbs& verbs)
{
  auto request = std::make_shared<exporting::DemoRequest>();
  CLI::App* verb =
      verbs.add("demo", "Write the generated demo study as DICOM with risks.csv",
                [request](Session& session) -> Result<VerbResult> {
                  const auto report =
                      session.runJob<exporting::DemoReport>([&](jobs::JobContext& context) {
                        return exporting::writeDemoStudy(*request, context);
                      });
                  if (!report)
                    return failure(report.error());
                  return VerbResult{
                      {{"files", report->files}, {"risks", report->risks.string()}},
                      fmt::format("{} slices of {} generated patients in {}; their noise is in {}.",
                                  report->files, request->patients, request->folder.string(),
                                  report->risks.string()),
                      report->outcome};
                });
  verb->add_option("DIR", request->folder, "Folder to write to")->required();
  verb->add_option("--patients", request->patients, "Generated patients")
      ->capture_default_str()
      ->check(CLI::Range(1, 10000));
  verb->add_option("--slices", request->slicesPerPatient, "Slices of each patient")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  verb->add_option("--size", request->size, "Rows and columns")
      ->capture_default_str()
      ->check(CLI::Range(16, 512));
  verb->add_option("--seed", request->seed, "The same seed writes the same bytes")
      ->capture_default_str();
}

void addInit(Verbs& verbs)
{
  auto folder = std::make_shared<std::filesystem::path>();
  CLI::App* verb =
      verbs.add("init", "Make a project folder", [folder](Session&) -> Result<VerbResult> {
        const Result<study::Project> project = study::Project::create(*folder);
        if (!project)
          return failure(project.error());
        return VerbResult{{{"project", project->folder().string()}},
                          fmt::format("{} is a project now. Next: limpid-cli import {} FOLDER",
                                      project->folder().string(), folder->string()),
                          jobs::Outcome::Done};
      });
  verb->add_option("PROJECT", *folder, "Folder of the new project")->required();
}

std::string importSentence(const study::ScanReport& report)
{
  std::string text =
      report.images == 0
          ? std::string("No DICOM images were found there.")
          : fmt::format("{} in {} series of {}; {} new.", counted(report.images, "image", "images"),
                        report.series, counted(report.patients, "patient", "patients"),
                        report.newImages);
  if (!report.skipped.empty())
    text += fmt::format("\n{} left aside:", counted(report.skipped.size(), "file is", "files are"));
  constexpr std::size_t shown = 20;
  for (std::size_t i = 0; i < report.skipped.size() && i < shown; ++i)
    text += fmt::format("\n  {}: {}", report.skipped[i].file.string(), report.skipped[i].reason);
  if (report.skipped.size() > shown)
    text += fmt::format("\n  … and {} more (--json lists them all)", report.skipped.size() - shown);
  for (const study::SeriesWarning& warning : report.warnings)
    text += warning.seriesUid.empty()
                ? fmt::format("\nNote: {}", warning.sentence)
                : fmt::format("\nNote on series {}: {}", warning.seriesUid, warning.sentence);
  return text;
}

Json toJson(const study::ScanReport& report)
{
  Json skipped = Json::array();
  for (const study::SkippedFile& file : report.skipped)
    skipped.push_back({{"file", file.file.string()}, {"reason", file.reason}});
  Json warnings = Json::array();
  for (const study::SeriesWarning& warning : report.warnings)
    warnings.push_back({{"series", warning.seriesUid}, {"sentence", warning.sentence}});
  return {{"images", report.images},     {"newImages", report.newImages}, {"series", report.series},
          {"patients", report.patients}, {"files", report.files},         {"skipped", skipped},
          {"warnings", warnings}};
}

void addImport(Verbs& verbs)
{
  struct Options
  {
    std::filesystem::path project;
    std::vector<std::filesystem::path> paths;
  };
  auto options = std::make_shared<Options>();
  CLI::App* verb = verbs.add(
      "import", "Scan folders and files and add their images",
      [options](Session& session) -> Result<VerbResult> {
        Result<study::Project> project = study::Project::open(options->project);
        if (!project)
          return failure(project.error());
        for (const std::filesystem::path& path : options->paths)
          if (!std::filesystem::exists(path))
            return failure(ErrorCode::NotFound, fmt::format("{} doesn't exist.", path.string()));
        const auto report = session.runJob<study::ScanReport>([&](jobs::JobContext& context) {
          return study::scan(*project, options->paths, context);
        });
        if (!report)
          return failure(report.error());
        return VerbResult{toJson(*report), importSentence(*report), report->outcome};
      });
  verb->add_option("PROJECT", options->project, "Project folder")->required();
  verb->add_option("PATH", options->paths, "Folders or files")->required();
}

Result<VerbResult> listLibrary(const std::filesystem::path& folder, const std::string& search)
{
  Result<study::Project> project = study::Project::open(folder);
  if (!project)
    return failure(project.error());
  const auto series = study::listSeries(*project, search);
  if (!series)
    return failure(series.error());
  VerbResult result;
  result.json["series"] = Json::array();
  for (const study::SeriesRecord& record : *series) {
    result.json["series"].push_back(toJson(record));
    result.text += fmt::format("{:3} {:5} images  {:24}  {}\n", record.modality, record.images,
                               record.description, record.uid);
  }
  if (series->empty())
    result.text = search.empty() ? "The library is empty. Next: limpid-cli import PROJECT FOLDER"
                                 : "Nothing matches.";
  return result;
}

void addList(Verbs& verbs)
{
  struct Options
  {
    std::filesystem::path project;
    std::string search;
    bool series = true;
  };
  auto options = std::make_shared<Options>();
  CLI::App* verb = verbs.add("list", "What the library holds", [options](Session&) {
    return listLibrary(options->project, options->search);
  });
  verb->add_option("PROJECT", options->project, "Project folder")->required();
  verb->add_flag("--series", options->series, "One line a series (the default)");
  verb->add_option("--search", options->search, "Text in patient, study, series, modality or date");
}

Result<VerbResult> listImageKinds(const std::filesystem::path& folder)
{
  Result<study::Project> project = study::Project::open(folder);
  if (!project)
    return failure(project.error());
  const auto kinds = study::listKinds(*project);
  if (!kinds)
    return failure(kinds.error());
  VerbResult result;
  result.json["kinds"] = Json::array();
  if (kinds->empty())
    result.text = "The library is empty. Next: limpid-cli import PROJECT FOLDER";
  for (const study::ImageKind& kind : *kinds) {
    result.json["kinds"].push_back({{"id", kind.id},
                                    {"images", kind.images},
                                    {"series", kind.series},
                                    {"patients", kind.patients},
                                    {"leftOut", kind.leftOut},
                                    {"reason", kind.leftOutReason},
                                    {"seriesUids", kind.seriesUids}});
    result.text +=
        fmt::format("{} of {}: {}{}\n", counted(kind.images, "image", "images"),
                    counted(kind.patients, "patient", "patients"), kind.id,
                    kind.leftOut ? fmt::format("  (left out: {})", kind.leftOutReason) : "");
  }
  return result;
}

void addKinds(Verbs& verbs)
{
  auto folder = std::make_shared<std::filesystem::path>();
  CLI::App* verb = verbs.add("kinds", "Image kinds, the largest first",
                             [folder](Session&) { return listImageKinds(*folder); });
  verb->add_option("PROJECT", *folder, "Project folder")->required();
}

void addPixels(Verbs& verbs)
{
  auto file = std::make_shared<std::filesystem::path>();
  CLI::App* verb = verbs.add("pixels", "Decode one file", [file](Session&) -> Result<VerbResult> {
    const auto summary = study::summarizePixels(*file);
    if (!summary)
      return failure(summary.error());
    return VerbResult{
        {{"frames", summary->frames},
         {"rows", summary->rows},
         {"columns", summary->columns},
         {"signed", summary->isSigned},
         {"photometric", summary->photometric},
         {"storedMin", summary->storedMin},
         {"storedMax", summary->storedMax},
         {"min", summary->min},
         {"max", summary->max},
         {"mean", summary->mean},
         {"transferSyntax", summary->transferSyntax}},
        fmt::format("{} × {} × {} {}, stored {:g} … {:g}, after rescale {:g} … {:g}, mean {:g}; {}",
                    summary->rows, summary->columns, summary->frames, summary->photometric,
                    summary->storedMin, summary->storedMax, summary->min, summary->max,
                    summary->mean, summary->transferSyntax),
        jobs::Outcome::Done};
  });
  verb->add_option("FILE", *file, "DICOM file")->required();
}

} // namespace

void addProjectVerbs(Verbs& verbs)
{
  addDemo(verbs);
  addInit(verbs);
  addImport(verbs);
  addList(verbs);
  addKinds(verbs);
  addPixels(verbs);
}

} // namespace limpid::cli
