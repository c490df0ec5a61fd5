#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "app/cli/worker_process.h"
#include "core/export/demo_study.h"
#include "core/study/library.h"
#include "core/study/pixel_reader.h"
#include "core/study/project.h"
#include "core/study/scan.h"
#include "core/study/thumbnail.h"

#include <fmt/format.h>

#include <map>
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
          ? std::string("No images were found there.")
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

struct ImportRequest
{
  std::filesystem::path project;
  std::vector<std::filesystem::path> paths;
  study::ScanOptions options;
  std::string thumbnails = "series";
};

/// One image in the middle of each series, or all.
std::vector<study::ImageKey> imagesToShow(study::Project& project, const study::ScanReport& report,
                                          bool all)
{
  std::vector<study::ImageKey> keys;
  for (const std::string& uid : report.seriesUids) {
    const auto images = study::listImages(project, uid);
    if (!images || images->empty())
      continue;
    if (!all) {
      keys.push_back((*images)[images->size() / 2].key);
      continue;
    }
    for (const study::ImageRecord& image : *images)
      keys.push_back(image.key);
  }
  return keys;
}

/// Decodes for the first time, in a process of its own: what fails there is a warning here.
void makeThumbnails(study::Project& project, const std::string& which, study::ScanReport& report,
                    jobs::JobContext& context)
{
  if (which == "none" || report.outcome == jobs::Outcome::Stopped)
    return;
  const std::vector<study::ImageKey> keys = imagesToShow(project, report, which == "all");
  WorkerProcess worker(project.folder());
  for (std::size_t at = 0; at < keys.size(); ++at) {
    if (context.stopRequested()) {
      report.outcome = jobs::Outcome::Stopped;
      return;
    }
    context.report({static_cast<double>(at) / static_cast<double>(keys.size()),
                    fmt::format("Looking at {} of {} images", at + 1, keys.size())});
    if (std::filesystem::exists(study::thumbnailPath(project, keys[at])))
      continue;
    const auto made = worker.thumbnail(keys[at], context);
    const auto image = study::findImage(project, keys[at]);
    if (!made && image && *image)
      report.warnings.push_back(
          {(*image)->seriesUid,
           fmt::format("{} can't be shown: {}", (*image)->path.string(), made.error().message)});
  }
}

Result<VerbResult> importFiles(Session& session, const ImportRequest& request)
{
  Result<study::Project> project = study::Project::open(request.project);
  if (!project)
    return failure(project.error());
  for (const std::filesystem::path& path : request.paths)
    if (!std::filesystem::exists(path))
      return failure(ErrorCode::NotFound, fmt::format("{} doesn't exist.", path.string()));
  const auto report = session.runJob<study::ScanReport>(
      [&](jobs::JobContext& context) -> Result<study::ScanReport> {
        Result<study::ScanReport> scanned =
            study::scan(*project, request.paths, context, request.options);
        if (scanned)
          makeThumbnails(*project, request.thumbnails, *scanned, context);
        return scanned;
      });
  if (!report)
    return failure(report.error());
  return VerbResult{toJson(*report), importSentence(*report), report->outcome};
}

void addImport(Verbs& verbs)
{
  auto request = std::make_shared<ImportRequest>();
  CLI::App* verb =
      verbs.add("import", "Scan folders and files and add their images",
                [request](Session& session) { return importFiles(session, *request); });
  verb->add_option("PROJECT", request->project, "Project folder")->required();
  verb->add_option("PATH", request->paths,
                   "Folders, files or a DICOMDIR: DICOM, NIfTI, NRRD, MetaImage, TIFF, PNG, JPEG")
      ->required();
  const std::map<std::string, study::PatientRule> rules = {{"id", study::PatientRule::ById},
                                                           {"folder", study::PatientRule::ByFolder},
                                                           {"file", study::PatientRule::ByFile}};
  verb->add_option("--patient-by", request->options.patients,
                   "What counts as one patient: id (Patient ID), folder or file")
      ->transform(CLI::CheckedTransformer(rules, CLI::ignore_case));
  verb->add_flag("--insist-synthetic", request->options.insistOnSynthetic,
                 "Offer synthetic images for training as well");
  verb->add_option("--thumbnails", request->thumbnails,
                   "Which images to decode now: one a series, all or none")
      ->capture_default_str()
      ->check(CLI::IsMember({"series", "all", "none"}));
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

Json toJson(const study::PixelSummary& summary)
{
  return {{"frames", summary.frames},
          {"rows", summary.rows},
          {"columns", summary.columns},
          {"signed", summary.isSigned},
          {"photometric", summary.photometric},
          {"storedMin", summary.storedMin},
          {"storedMax", summary.storedMax},
          {"min", summary.min},
          {"max", summary.max},
          {"mean", summary.mean},
          {"transferSyntax", summary.transferSyntax},
          {"images", summary.images},
          {"missingBytes", summary.missingBytes}};
}

std::string pixelSentence(const study::PixelSummary& summary)
{
  std::string text = fmt::format(
      "{} × {} × {} {}, stored {:g} … {:g}, after rescale {:g} … {:g}, mean {:g}; {}", summary.rows,
      summary.columns, summary.frames, summary.photometric, summary.storedMin, summary.storedMax,
      summary.min, summary.max, summary.mean, summary.transferSyntax);
  if (summary.images != summary.frames)
    text += fmt::format("\nIt is a mosaic of {} images.", summary.images);
  if (summary.missingBytes > 0)
    text +=
        fmt::format("\nThe file ends in the middle of its pixels: the last {} bytes are missing "
                    "and count as 0. It can't be imported.",
                    summary.missingBytes);
  return text;
}

void addPixels(Verbs& verbs)
{
  auto file = std::make_shared<std::filesystem::path>();
  CLI::App* verb = verbs.add("pixels", "Decode one file", [file](Session&) -> Result<VerbResult> {
    const auto summary = study::summarizePixels(*file);
    if (!summary)
      return failure(summary.error());
    return VerbResult{toJson(*summary), pixelSentence(*summary), jobs::Outcome::Done};
  });
  verb->add_option("FILE", *file, "DICOM, NIfTI, NRRD, MetaImage, TIFF, PNG or JPEG")->required();
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
