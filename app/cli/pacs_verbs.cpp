#include "app/cli/archive_options.h"
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "core/network/fetch.h"
#include "core/network/send.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace limpid::cli {
namespace {

using network::Archive;
using network::RetrieveMethod;

constexpr std::size_t shownLines = 20;

Json toJson(const std::vector<study::SkippedFile>& files)
{
  Json list = Json::array();
  for (const study::SkippedFile& file : files)
    list.push_back({{"file", file.file.string()}, {"reason", file.reason}});
  return list;
}

Json toJson(const std::vector<std::filesystem::path>& files)
{
  Json list = Json::array();
  for (const std::filesystem::path& file : files)
    list.push_back(file.string());
  return list;
}

Json toJson(const std::vector<network::Sendable>& images)
{
  Json list = Json::array();
  for (const network::Sendable& image : images)
    list.push_back(image.file.string());
  return list;
}

void list(std::string& text, const std::vector<study::SkippedFile>& files)
{
  for (std::size_t place = 0; place < std::min(files.size(), shownLines); ++place)
    text += fmt::format("\n  {}: {}", files[place].file.string(), files[place].reason);
  if (files.size() > shownLines)
    text += fmt::format("\n  … and {} more (--json lists them all)", files.size() - shownLines);
}

// get, move

struct GetOptions
{
  ArchiveOptions archive;
  RetrieveMethod method = RetrieveMethod::Get;
  std::vector<std::string> studies;
  std::vector<std::string> series;
  std::vector<std::string> images;
  std::filesystem::path project;
  std::filesystem::path folder;
};

std::string retrievedText(const network::RetrieveReport& report,
                          const std::filesystem::path& folder)
{
  std::string text = fmt::format("{} came to {}", counted(report.files.size(), "image", "images"),
                                 folder.string());
  if (report.alreadyThere > 0)
    text += fmt::format("; {} there already", report.alreadyThere);
  text += '.';
  if (!report.warning.empty())
    text += '\n' + report.warning;
  if (report.missing.empty())
    return text;
  text += fmt::format("\n{} missing: {} The same command goes on from here.",
                      counted(report.missing.size(), "image is", "images are"), report.reason);
  for (std::size_t place = 0; place < std::min(report.missing.size(), shownLines); ++place)
    text += fmt::format("\n  {}", report.missing[place].sopInstanceUid);
  if (report.missing.size() > shownLines)
    text += fmt::format("\n  … and {} more (--json lists them all)",
                        report.missing.size() - shownLines);
  return text;
}

VerbResult resultOf(const Archive& archive, const network::FetchReport& report, bool imported)
{
  const network::RetrieveReport& retrieved = report.retrieved;
  VerbResult result{.json = {{"archive", archiveJson(archive)},
                             {"folder", report.folder.string()},
                             {"files", toJson(retrieved.files)},
                             {"alreadyThere", retrieved.alreadyThere},
                             {"missing", Json::array()},
                             {"reason", retrieved.reason},
                             {"warning", retrieved.warning}},
                    .text = retrievedText(retrieved, report.folder),
                    .outcome =
                        retrieved.missing.empty() ? jobs::Outcome::Done : jobs::Outcome::Stopped};
  for (const network::ListedImage& image : retrieved.missing)
    result.json["missing"].push_back(
        {{"study", image.studyUid}, {"series", image.seriesUid}, {"image", image.sopInstanceUid}});
  if (!imported)
    return result;
  const study::ScanReport& scanned = report.scanned;
  result.json["imported"] = {{"images", scanned.images},
                             {"newImages", scanned.newImages},
                             {"series", scanned.series},
                             {"patients", scanned.patients},
                             {"skipped", toJson(scanned.skipped)}};
  result.text += fmt::format("\n{} in the library; {} new.",
                             counted(scanned.images, "of these images is", "of these images are"),
                             scanned.newImages);
  list(result.text, scanned.skipped);
  return result;
}

Result<VerbResult> get(Session& session, const GetOptions& options)
{
  if (options.project.empty() == options.folder.empty())
    return failure(ErrorCode::Usage, "Say where to: either --project PROJECT or --into FOLDER.");
  Result<Archive> archive = options.archive.archive();
  if (!archive)
    return failure(archive.error());
  archive->retrieve = options.method;
  std::vector<network::Wanted> wanted;
  for (const std::string& study : options.studies)
    wanted.push_back({.studyUid = study,
                      .seriesUids = {options.series.begin(), options.series.end()},
                      .sopInstanceUids = {options.images.begin(), options.images.end()}});
  const auto report = session.runJob<network::FetchReport>(
      [&](jobs::JobContext& context) -> Result<network::FetchReport> {
        if (!options.project.empty())
          return network::fetch(*archive, {.project = options.project, .wanted = wanted}, context);
        Result<network::RetrieveReport> retrieved =
            network::retrieve(*archive, {.wanted = wanted, .folder = options.folder}, context);
        if (!retrieved)
          return failure(retrieved.error());
        return network::FetchReport{
            .retrieved = std::move(*retrieved), .folder = options.folder, .scanned = {}};
      });
  if (!report)
    return failure(report.error());
  return resultOf(*archive, *report, !options.project.empty());
}

// store

struct StoreOptions
{
  ArchiveOptions archive;
  network::SendRequest request;
};

std::string storedText(const Archive& archive, const network::SendReport& sent)
{
  const network::StoreReport& report = sent.stored;
  std::string text =
      fmt::format("{} sent to {}.", counted(report.sent.size(), "image was", "images were"),
                  network::describe(archive));
  if (!report.warnings.empty())
    text += fmt::format("\n{} taken with a warning:",
                        counted(report.warnings.size(), "image was", "images were"));
  list(text, report.warnings);
  if (sent.unnoted > 0)
    text += fmt::format("\n{} noted in no project, so forget won't list them: say --project.",
                        counted(sent.unnoted, "patient's image is", "patients' images are"));
  if (!report.failed.empty())
    text += fmt::format("\n{} not sent. {}",
                        counted(report.failed.size(), "image was", "images were"), report.reason);
  list(text, report.failed);
  if (!report.refused.empty())
    text += fmt::format("\n{} held back here:",
                        counted(report.refused.size(), "file was", "files were"));
  list(text, report.refused);
  return text;
}

Result<VerbResult> store(Session& session, const StoreOptions& options)
{
  const Result<Archive> archive = options.archive.archive();
  if (!archive)
    return failure(archive.error());
  const auto sent = session.runJob<network::SendReport>(
      [&](jobs::JobContext& context) { return network::send(*archive, options.request, context); });
  if (!sent)
    return failure(sent.error());
  if (!sent->recorded)
    return failure(sent->recorded.error());
  const network::StoreReport& report = sent->stored;
  return VerbResult{.json = {{"archive", archiveJson(*archive)},
                             {"sent", toJson(report.sent)},
                             {"warnings", toJson(report.warnings)},
                             {"unnoted", sent->unnoted},
                             {"refused", toJson(report.refused)},
                             {"failed", toJson(report.failed)},
                             {"reason", report.reason}},
                    .text = storedText(*archive, *sent),
                    .outcome = report.failed.empty() ? report.outcome : jobs::Outcome::Stopped};
}

// options

void addGetting(Verbs& verbs, CLI::App* pacs, const char* name, const char* description,
                RetrieveMethod method)
{
  auto options = std::make_shared<GetOptions>();
  options->method = method;
  CLI::App* verb = verbs.add(
      name, description, [options](Session& session) { return get(session, *options); }, pacs);
  options->archive.addTo(*verb);
  verb->add_option("--study", options->studies, "Study UIDs")->required();
  verb->add_option("--series", options->series, "Only these series of them");
  verb->add_option("--image", options->images, "Only these images of them (SOP Instance UIDs)");
  verb->add_option("--project", options->project,
                   "Project that they come to: its folder received, and its library");
  verb->add_option("--into", options->folder, "Folder that they come to, without a project");
}

} // namespace

void addPacsVerbs(Verbs& verbs)
{
  CLI::App* pacs = verbs.group("pacs", "Archives in the network (PACS)");
  addArchiveVerbs(verbs, *pacs);
  addGetting(verbs, pacs, "get", "Fetch images from an archive (C-GET)", RetrieveMethod::Get);
  addGetting(verbs, pacs, "move", "Have an archive send images to us (C-MOVE)",
             RetrieveMethod::Move);
  auto options = std::make_shared<StoreOptions>();
  CLI::App* verb = verbs.add(
      "store", "Send synthetic or de-identified images to an archive (C-STORE)",
      [options](Session& session) { return store(session, *options); }, pacs);
  options->archive.addTo(*verb);
  verb->add_option("PATH", options->request.store.paths, "Files, or folders with all that is below")
      ->required();
  verb->add_option("--project", options->request.project,
                   "Project that they come from, which notes what has left; not needed for files "
                   "in it");
  verb->add_flag("--real-patients", options->request.store.insistOnRealPatients,
                 "Send images of real patients too; only where you may");
}

} // namespace limpid::cli
