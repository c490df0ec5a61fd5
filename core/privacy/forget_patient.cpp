#include "core/privacy/forget_patient.h"

#include "core/base/atomic_file.h"
#include "core/base/document.h"
#include "core/base/utc_time.h"
#include "core/dataset/withdrawal.h"
#include "core/network/retrieve.h"
#include "core/privacy/derived_folders.h"
#include "core/risk/forget_ratings.h"
#include "core/run/task_folder.h"
#include "core/study/doubtful_pixels.h"
#include "core/study/patients.h"
#include "core/study/thumbnail.h"

#include <fmt/format.h>

#include <algorithm>

namespace limpid::privacy {
namespace {

namespace fs = std::filesystem;

std::string nameOf(DerivedKind kind)
{
  switch (kind) {
  case DerivedKind::Dataset:
    return "dataset";
  case DerivedKind::Run:
    return "run";
  case DerivedKind::Restoration:
    return "restoration";
  case DerivedKind::Sent:
    return "sent";
  default:
    return "export";
  }
}

/// A running engine would write its folder again: a run's, or that of the comparison around it.
Result<void> checkIdle(const std::vector<DerivedFolder>& folders)
{
  for (const DerivedFolder& folder : folders) {
    if (folder.kind != DerivedKind::Run && folder.kind != DerivedKind::Dataset)
      continue;
    for (const fs::path& place : {folder.folder, folder.folder.parent_path().parent_path()}) {
      const Result<run::Status> status = run::readStatus(place);
      if (status && (status->state == run::State::Running || status->state == run::State::Paused))
        return failure(ErrorCode::Busy,
                       fmt::format("{} is computing. Stop it first, then forget the patient.",
                                   place.string()));
    }
  }
  return {};
}

Result<void> deleteFolder(const fs::path& folder)
{
  std::error_code status;
  fs::remove_all(folder, status);
  if (status)
    return failure(ErrorCode::PermissionDenied,
                   fmt::format("{} can't be deleted: {}.", folder.string(), status.message()));
  return {};
}

Result<std::string> dealWith(const DerivedFolder& folder, const ForgetRequest& request,
                             const std::string& pseudonym)
{
  const bool deletes = request.fate == DerivedFate::Delete;
  const bool canBeMarked = std::filesystem::is_directory(folder.folder);
  if (!folder.isThere)
    return "gone";
  if (!folder.insideProject || (!deletes && !canBeMarked))
    return "left";
  if (!request.dryRun) {
    const Result<void> dealt =
        deletes ? deleteFolder(folder.folder) : dataset::markWithdrawn(folder.folder, pseudonym);
    if (!dealt)
      return failure(dealt.error());
  }
  return deletes ? "deleted" : "marked";
}

/// As data sets and restorations name the patient's images.
std::set<std::string> digestsOf(const study::Project& project, const study::PatientRecord& patient)
{
  std::set<std::string> digests;
  for (const study::ImageKey& image : patient.images)
    digests.insert(project.keyedDigest(fmt::format("{}#{}", image.uid, image.frame)));
  return digests;
}

std::vector<fs::path> thumbnailsOf(const study::Project& project,
                                   const study::PatientRecord& patient)
{
  std::vector<fs::path> thumbnails;
  std::error_code status;
  for (const study::ImageKey& image : patient.images)
    if (const fs::path file = study::thumbnailPath(project, image); fs::exists(file, status))
      thumbnails.push_back(file);
  return thumbnails;
}

/// Takes out of `files` those that archives have sent to the project: only those are its own.
std::vector<fs::path> takeReceived(const study::Project& project, std::vector<fs::path>& files)
{
  const fs::path folder = network::receivedFolder(project.folder()).lexically_normal();
  const auto isReceived = [&](const fs::path& file) {
    const fs::path relative = file.lexically_normal().lexically_relative(folder);
    return !relative.empty() && *relative.begin() != "..";
  };
  std::vector<fs::path> received;
  std::ranges::copy_if(files, std::back_inserter(received), isReceived);
  std::erase_if(files, isReceived);
  return received;
}

/// The patient's of the images that have left, or all when they are nobody's: a model that saw the
/// patient has made them.
std::vector<study::DepartedImage> imagesFor(const DerivedFolder& folder,
                                            const std::string& pseudonym)
{
  const std::string owner = folder.pseudonyms.contains(pseudonym) ? pseudonym : std::string();
  std::vector<study::DepartedImage> images;
  std::ranges::copy_if(folder.images, std::back_inserter(images),
                       [&](const study::DepartedImage& image) { return image.pseudonym == owner; });
  return images;
}

ForgottenThing thingOf(const DerivedFolder& folder, std::string done, const std::string& pseudonym)
{
  return {.kind = nameOf(folder.kind),
          .path = folder.folder,
          .done = std::move(done),
          .leftAt = folder.leftAt,
          .files = folder.files,
          .images = imagesFor(folder, pseudonym),
          .namesImages = folder.namesImages};
}

/// What may hold anybody's images: nobody can say whether it is the patient's.
std::vector<ForgottenThing> uncertainIn(const std::vector<DerivedFolder>& folders)
{
  std::vector<ForgottenThing> uncertain;
  for (const DerivedFolder& folder : folders)
    if (folder.isAnybodys())
      uncertain.push_back(thingOf(folder, folder.isThere ? "left" : "gone", {}));
  return uncertain;
}

/// Without paths outside of the project and without UIDs of scanners: both may lead to a person.
Json toJson(const study::Project& project, const ForgottenThing& thing)
{
  const bool isOutside = thing.done == "left" || thing.done == "gone";
  Json path;
  if (thing.kind == nameOf(DerivedKind::Sent))
    path = thing.path.string();
  else if (!isOutside)
    path = thing.path.lexically_relative(project.folder()).string();
  Json json = {{"kind", thing.kind}, {"path", std::move(path)}, {"done", thing.done}};
  if (!isOutside)
    return json;
  json["leftAt"] = thing.leftAt;
  json["images"] = thing.images.size();
  json["uids"] = Json::array();
  for (const study::DepartedImage& image : thing.images)
    if (!image.isRealUid)
      json["uids"].push_back(image.sopInstanceUid);
  return json;
}

/// The record holds no name: pseudonym, digests and times only.
Result<void> writeRecord(const study::Project& project, const ForgetReport& report)
{
  const fs::path folder = project.folder() / "forgotten";
  if (Result<void> made = makeFolder(folder); !made)
    return made;
  Json things = Json::array();
  for (const ForgottenThing& thing : report.things)
    things.push_back(toJson(project, thing));
  return writeDocument(folder / (report.pseudonym + ".json"), {{"format", "limpid-forgotten"},
                                                               {"version", 1},
                                                               {"forgottenAt", utcNow()},
                                                               {"pseudonym", report.pseudonym},
                                                               {"images", report.images},
                                                               {"ratings", report.ratings},
                                                               {"things", std::move(things)}});
}

Result<void> removeOwn(study::Project& project, const study::PatientRecord& patient,
                       const std::vector<fs::path>& files)
{
  for (const fs::path& file : files) {
    std::error_code status;
    fs::remove(file, status);
    if (status)
      return failure(ErrorCode::PermissionDenied,
                     fmt::format("{} can't be deleted: {}.", file.string(), status.message()));
  }
  if (Result<void> forgotten = risk::forgetRatings(project, patient); !forgotten)
    return forgotten;
  if (Result<void> forgotten = study::forgetConfirmedPixels(project, patient.images); !forgotten)
    return forgotten;
  return study::removePatient(project, patient);
}

/// Deletes or marks what came of the patient, and lists it.
Result<void> dealWithAll(const std::vector<DerivedFolder>& derived, const ForgetRequest& request,
                         ForgetReport& report)
{
  for (const DerivedFolder& folder : derived) {
    Result<std::string> done = dealWith(folder, request, report.pseudonym);
    if (!done)
      return failure(done.error());
    report.things.push_back(thingOf(folder, *std::move(done), report.pseudonym));
  }
  return {};
}

} // namespace

Result<ForgetReport> forgetPatient(study::Project& project, const ForgetRequest& request)
{
  const Result<study::PatientRecord> patient = study::findPatient(project, request.patient);
  if (!patient)
    return failure(patient.error());
  const Result<std::vector<DerivedFolder>> all = derivedFolders(project);
  if (!all)
    return failure(all.error());
  const std::vector<DerivedFolder> derived =
      madeFrom(*all, patient->pseudonym, digestsOf(project, *patient));
  if (const Result<void> idle = checkIdle(derived); !idle)
    return failure(idle.error());
  const Result<int> ratings = risk::countRatings(project, *patient);
  if (!ratings)
    return failure(ratings.error());
  ForgetReport report{.pseudonym = patient->pseudonym,
                      .images = static_cast<int>(patient->images.size()),
                      .ratings = *ratings,
                      .things = {},
                      .uncertain = uncertainIn(*all),
                      .sourceFiles = patient->files};
  // Derived folders first: if one can't be deleted, the patient can still be found and tried again.
  if (const Result<void> dealt = dealWithAll(derived, request, report); !dealt)
    return failure(dealt.error());
  const std::vector<fs::path> received = takeReceived(project, report.sourceFiles);
  if (!received.empty())
    report.things.push_back({"received", network::receivedFolder(project.folder()), "deleted"});
  std::vector<fs::path> files = thumbnailsOf(project, *patient);
  if (!files.empty())
    report.things.push_back({"thumbnails", project.thumbnailsFolder(), "deleted"});
  if (*ratings > 0)
    report.things.push_back({"ratings", project.folder() / "limpid.db", "deleted"});
  report.things.push_back({"library", project.folder() / "limpid.db", "deleted"});
  if (request.dryRun)
    return report;
  // The list first: what it says of archives is known nowhere once the patient is gone.
  if (const Result<void> recorded = writeRecord(project, report); !recorded)
    return failure(recorded.error());
  files.insert(files.end(), received.begin(), received.end());
  if (const Result<void> removed = removeOwn(project, *patient, files); !removed)
    return failure(removed.error());
  return report;
}

} // namespace limpid::privacy
