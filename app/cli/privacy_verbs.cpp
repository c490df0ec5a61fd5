#include "app/cli/pixel_masks.h"
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "core/base/atomic_file.h"
#include "core/privacy/forget_patient.h"
#include "core/privacy/privacy_sheet.h"
#include "core/study/deidentification.h"
#include "core/study/departures.h"
#include "core/study/project.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace limpid::cli {
namespace {

constexpr std::size_t shownUids = 20;

struct DeidentifyOptions
{
  std::filesystem::path project;
  study::DeidentifyRequest request;
  std::vector<std::string> masks;
  std::vector<std::string> confirmed;
};

struct ForgetOptions
{
  std::filesystem::path project;
  privacy::ForgetRequest request;
  bool mark = false;
};

struct SheetOptions
{
  std::filesystem::path project;
  std::filesystem::path out;
};

std::string deidentifiedText(const study::DeidentifyReport& report)
{
  std::string text =
      fmt::format("{} of {} written to {}. Patient names, numbers, dates, UIDs, "
                  "free texts and private attributes are gone or replaced.",
                  counted(report.files.size(), "image", "images"),
                  counted(report.patients, "patient", "patients"), report.folder.string());
  if (report.heads > 0)
    text += fmt::format(" {} a head: faces in the pixels aren't removed.",
                        counted(report.heads, "image may show", "images may show"));
  for (const study::SkippedFile& refused : report.refused)
    text += fmt::format("\n{}: {}", refused.file.string(), refused.reason);
  return text;
}

Result<VerbResult> deidentify(Session& session, DeidentifyOptions options)
{
  if (const Result<void> read = readMasks(options.masks, options.request.masks); !read)
    return failure(read.error());
  options.request.confirmedUids = {options.confirmed.begin(), options.confirmed.end()};
  Result<study::Project> project = study::Project::open(options.project);
  if (!project)
    return failure(project.error());
  const auto report = session.runJob<study::DeidentifyReport>([&](jobs::JobContext& context) {
    return study::deidentify(*project, options.request, context);
  });
  if (!report)
    return failure(report.error());
  if (!report->files.empty())
    if (const Result<void> recorded = study::recordDeparture(
            *project, {.what = study::deidentifiedImages,
                       .folder = std::filesystem::absolute(report->folder),
                       .files = static_cast<std::int64_t>(report->files.size()),
                       .pseudonyms = report->pseudonyms,
                       .images = report->images});
        !recorded)
      return failure(recorded.error());
  VerbResult result{.json = {{"folder", report->folder.string()},
                             {"files", Json::array()},
                             {"patients", report->patients},
                             {"heads", report->heads},
                             {"refused", Json::array()}},
                    .text = deidentifiedText(*report),
                    .outcome = report->outcome};
  for (const std::filesystem::path& file : report->files)
    result.json["files"].push_back(file.string());
  for (const study::SkippedFile& refused : report->refused)
    result.json["refused"].push_back({{"file", refused.file.string()}, {"reason", refused.reason}});
  return result;
}

Json toJson(const privacy::ForgottenThing& thing)
{
  Json json = {{"kind", thing.kind}, {"path", thing.path.string()}, {"done", thing.done}};
  if (thing.leftAt.empty())
    return json;
  json["leftAt"] = thing.leftAt;
  json["files"] = thing.files;
  json["uids"] = Json::array();
  for (const study::DepartedImage& image : thing.images)
    json["uids"].push_back(image.sopInstanceUid);
  return json;
}

Json toJson(const std::vector<privacy::ForgottenThing>& things)
{
  Json list = Json::array();
  for (const privacy::ForgottenThing& thing : things)
    list.push_back(toJson(thing));
  return list;
}

/// When it left and how much of it is the patient's, with the UIDs by which others can delete it.
std::string departureText(const privacy::ForgottenThing& thing)
{
  const char* const whose = thing.kind == "sent" ? "only those who run it can delete them"
                            : thing.done == "gone"
                                ? "not there now: moved, deleted, or their disk is away"
                                : "delete them there yourself";
  const std::string files = counted(static_cast<std::size_t>(thing.files), "file", "files");
  if (!thing.namesImages)
    return fmt::format("\n      {}, {}; an older Limpid kept no UIDs of them; {}", thing.leftAt,
                       files, whose);
  std::string text =
      fmt::format("\n      {}, {}", thing.leftAt,
                  thing.images.empty() ? files : counted(thing.images.size(), "image", "images"));
  if (thing.images.empty())
    return text;
  text += fmt::format("; {}:", whose);
  for (std::size_t place = 0; place < std::min(thing.images.size(), shownUids); ++place)
    text += fmt::format("\n        {}", thing.images[place].sopInstanceUid);
  if (thing.images.size() > shownUids)
    text += fmt::format("\n        … and {} more (--json lists them all)",
                        thing.images.size() - shownUids);
  return text;
}

std::string listed(const std::vector<privacy::ForgottenThing>& things)
{
  std::string text;
  for (const privacy::ForgottenThing& thing : things) {
    text += fmt::format("\n  {:<8} {:<10} {}", thing.done, thing.kind, thing.path.string());
    if (!thing.leftAt.empty() && (thing.done == "left" || thing.done == "gone"))
      text += departureText(thing);
  }
  return text;
}

std::string forgottenText(const privacy::ForgetReport& report, bool isDryRun)
{
  std::string text = fmt::format("{} {} with {} and {}:", isDryRun ? "Would forget" : "Forgot",
                                 report.pseudonym, counted(report.images, "image", "images"),
                                 counted(report.ratings, "rating", "ratings"));
  text += listed(report.things);
  if (!report.uncertain.empty())
    text += "\nAn older Limpid didn't note whose images these were; this patient's may be among "
            "them:" +
            listed(report.uncertain);
  text += fmt::format("\n{} outside of the project were not touched; importing them again would "
                      "bring the patient back.",
                      counted(report.sourceFiles.size(), "image file", "image files"));
  return text;
}

Result<VerbResult> forget(Session&, ForgetOptions options)
{
  if (options.mark)
    options.request.fate = privacy::DerivedFate::Mark;
  Result<study::Project> project = study::Project::open(options.project);
  if (!project)
    return failure(project.error());
  const Result<privacy::ForgetReport> report = privacy::forgetPatient(*project, options.request);
  if (!report)
    return failure(report.error());
  VerbResult result{.json = {{"patient", report->pseudonym},
                             {"dryRun", options.request.dryRun},
                             {"images", report->images},
                             {"ratings", report->ratings},
                             {"removed", toJson(report->things)},
                             {"uncertain", toJson(report->uncertain)},
                             {"sourceFiles", Json::array()}},
                    .text = forgottenText(*report, options.request.dryRun)};
  for (const std::filesystem::path& file : report->sourceFiles)
    result.json["sourceFiles"].push_back(file.string());
  return result;
}

Result<VerbResult> writeSheet(Session&, const SheetOptions& options)
{
  Result<study::Project> project = study::Project::open(options.project);
  if (!project)
    return failure(project.error());
  const Result<privacy::PrivacySheet> sheet = privacy::readPrivacySheet(*project);
  if (!sheet)
    return failure(sheet.error());
  VerbResult result{.json = privacy::toJson(*sheet), .text = privacy::privacyText(*sheet)};
  if (options.out.empty())
    return result;
  if (std::filesystem::exists(options.out))
    return failure(ErrorCode::AlreadyExists,
                   fmt::format("{} exists and isn't overwritten.", options.out.string()));
  if (const Result<void> written = writeFileAtomically(options.out, result.text); !written)
    return failure(written.error());
  result.json["file"] = options.out.string();
  result.text = fmt::format("Privacy sheet written to {}.", options.out.string());
  return result;
}

void addDeidentify(Verbs& verbs)
{
  auto options = std::make_shared<DeidentifyOptions>();
  CLI::App* verb = verbs.add("deidentify", "Write real images without their patients' identity",
                             [options](Session& session) { return deidentify(session, *options); });
  verb->add_option("PROJECT", options->project, "Project folder")->required();
  verb->add_option("OUT", options->request.folder, "Folder to write to; must be empty")->required();
  verb->add_option("--series", options->request.seriesUids, "Only these series");
  verb->add_flag("--shift-dates", options->request.shiftDates,
                 "Move all dates of a patient by the same span instead of removing them");
  verb->add_flag("--keep-characteristics", options->request.keepCharacteristics,
                 "Keep sex, age (at most 90), size and weight");
  verb->add_option("--confirm-pixels", options->confirmed,
                   "SOP Instance UIDs of images you have looked at: no text in their pixels; "
                   "confirm-pixels keeps them");
  verb->add_option("--mask", options->masks,
                   "X,Y,W,H: paint over text in the images that may hold some");
}

void addForget(Verbs& verbs)
{
  auto options = std::make_shared<ForgetOptions>();
  CLI::App* verb = verbs.add("forget", "Remove a patient and all that came of it",
                             [options](Session& session) { return forget(session, *options); });
  verb->add_option("PROJECT", options->project, "Project folder")->required();
  verb->add_option("PATIENT", options->request.patient, "Pseudonym (P001), patient ID or name")
      ->required();
  verb->add_flag("--dry-run", options->request.dryRun, "Only list what would go");
  verb->add_flag("--mark", options->mark,
                 "Keep data sets, runs and exports, marked: they train, draw and leave no more");
}

} // namespace

void addPrivacyVerbs(Verbs& verbs)
{
  addDeidentify(verbs);
  addForget(verbs);
  auto options = std::make_shared<SheetOptions>();
  CLI::App* verb = verbs.add("privacy", "What a data protection officer asks, on one page",
                             [options](Session& session) { return writeSheet(session, *options); });
  verb->add_option("PROJECT", options->project, "Project folder")->required();
  verb->add_option("OUT", options->out, "Markdown file to write; printed if not said");
}

} // namespace limpid::cli
