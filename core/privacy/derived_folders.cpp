#include "core/privacy/derived_folders.h"

#include "core/base/document.h"
#include "core/dataset/frozen_dataset.h"
#include "core/run/plan.h"

#include <algorithm>

namespace limpid::privacy {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> foldersIn(const fs::path& parent)
{
  std::vector<fs::path> folders;
  std::error_code status;
  for (const auto& entry : fs::directory_iterator(parent, status))
    if (entry.is_directory(status))
      folders.push_back(entry.path());
  std::ranges::sort(folders);
  return folders;
}

std::string textIn(const Json& document, const char* key)
{
  const auto found = document.find(key);
  return found != document.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void addDatasets(const fs::path& parent, std::vector<DerivedFolder>& folders)
{
  for (const fs::path& folder : foldersIn(parent)) {
    const Result<Json> document =
        readDocument(folder / dataset::datasetDocumentName, "limpid-dataset", 1);
    if (!document)
      continue;
    DerivedFolder found{DerivedKind::Dataset, folder, textIn(*document, "digest")};
    found.cleanDigest = textIn(document->value("preparation", Json::object()), "cleanDigest");
    const Json patients = document->value("patients", Json::array());
    for (const Json& patient : patients)
      if (patient.is_string())
        found.pseudonyms.insert(patient.get<std::string>());
    folders.push_back(std::move(found));
  }
}

void addRuns(const fs::path& parent, std::vector<DerivedFolder>& folders)
{
  for (const fs::path& folder : foldersIn(parent)) {
    const Result<run::TrainingPlan> plan = run::readPlan(folder / "plan.json");
    if (!plan)
      continue;
    std::string digest = plan->datasetDigest;
    if (digest.empty()) // a plan by hand may name the data set by its folder alone
      digest = (folder / plan->dataset).lexically_normal().parent_path().filename().string();
    folders.push_back({DerivedKind::Run, folder, digest});
  }
}

/// Restorations of files; those of images kept aside go with the data set of their run.
void addRestorations(const fs::path& parent, std::vector<DerivedFolder>& folders)
{
  for (const fs::path& run : foldersIn(parent))
    for (const fs::path& folder : foldersIn(run / "restorations")) {
      const Result<Json> document =
          readDocument(folder / "sources.json", "limpid-restoration-sources", 1);
      if (!document)
        continue;
      DerivedFolder found{DerivedKind::Restoration, folder, {}};
      const Json sources = document->value("sources", Json::array());
      for (const Json& source : sources)
        if (source.is_string())
          found.sources.insert(source.get<std::string>());
      folders.push_back(std::move(found));
    }
}

void addExports(const fs::path& parent, std::vector<DerivedFolder>& folders)
{
  for (const fs::path& folder : foldersIn(parent)) {
    const Result<Json> document = readDocument(folder / "provenance.json", "limpid-provenance", 1);
    if (document)
      folders.push_back({DerivedKind::Export, folder, textIn(*document, "datasetDigest")});
  }
}

bool isBelow(const fs::path& folder, const fs::path& parent)
{
  const fs::path relative = folder.lexically_normal().lexically_relative(parent.lexically_normal());
  return !relative.empty() && *relative.begin() != ".." && relative != ".";
}

/// Those who get them know them by their UIDs.
bool holdsImages(const study::Departure& departure)
{
  return departure.what == study::sentImages || departure.what == study::deidentifiedImages ||
         departure.what == study::restoredImages;
}

DerivedFolder departed(const study::Project& project, const study::Departure& departure)
{
  const bool isSent = departure.what == study::sentImages;
  std::error_code status;
  return {.kind = isSent ? DerivedKind::Sent : DerivedKind::Export,
          .folder = departure.folder,
          .datasetDigest = departure.datasetDigest,
          .pseudonyms = {departure.pseudonyms.begin(), departure.pseudonyms.end()},
          .insideProject = !isSent && isBelow(departure.folder, project.folder()),
          .isThere = isSent || fs::exists(departure.folder, status),
          .leftAt = departure.at,
          .files = departure.files,
          .images = departure.images,
          .namesImages = !departure.images.empty() || !holdsImages(departure)};
}

/// Digests of the data sets that hold the patient, and of those that were made from them.
std::set<std::string> datasetsOf(const std::vector<DerivedFolder>& folders,
                                 const std::string& pseudonym)
{
  std::set<std::string> digests;
  for (std::size_t known = 0;; known = digests.size()) {
    for (const DerivedFolder& folder : folders)
      if (folder.kind == DerivedKind::Dataset &&
          (folder.pseudonyms.contains(pseudonym) || digests.contains(folder.cleanDigest)))
        digests.insert(folder.datasetDigest);
    if (digests.size() == known)
      return digests;
  }
}

/// What its own document doesn't say of an export that was found.
void complete(DerivedFolder& found, DerivedFolder record)
{
  found.pseudonyms.merge(record.pseudonyms);
  found.images.insert(found.images.end(), record.images.begin(), record.images.end());
  found.leftAt = record.leftAt;
  found.files = record.files;
  found.namesImages = found.namesImages && record.namesImages;
}

void addDepartures(const study::Project& project, const std::vector<study::Departure>& departures,
                   std::vector<DerivedFolder>& folders)
{
  for (const study::Departure& departure : departures) {
    DerivedFolder record = departed(project, departure);
    const auto known = std::ranges::find_if(folders, [&](const DerivedFolder& folder) {
      return folder.kind == DerivedKind::Export && record.kind == DerivedKind::Export &&
             folder.folder.lexically_normal() == record.folder.lexically_normal();
    });
    // Patients' own images may have been moved or copied; what is gone from the project is gone.
    const bool isWorthIt = record.isThere || (holdsImages(departure) && !record.insideProject);
    if (known != folders.end())
      complete(*known, std::move(record));
    else if (isWorthIt)
      folders.push_back(std::move(record));
  }
}

} // namespace

Result<std::vector<DerivedFolder>> derivedFolders(study::Project& project)
{
  const Result<std::vector<study::Departure>> departures = study::listDepartures(project);
  if (!departures)
    return failure(departures.error());
  std::vector<DerivedFolder> folders;
  addDatasets(project.datasetsFolder(), folders);
  addRuns(project.runsFolder(), folders);
  addRestorations(project.runsFolder(), folders);
  // A comparison is a run with data sets and runs of its own.
  for (const fs::path& comparison : foldersIn(project.runsFolder())) {
    addDatasets(comparison / "datasets", folders);
    addRuns(comparison / "runs", folders);
    addRestorations(comparison / "runs", folders);
  }
  addExports(project.exportsFolder(), folders);
  addDepartures(project, *departures, folders);
  return folders;
}

std::vector<DerivedFolder> madeFrom(const std::vector<DerivedFolder>& folders,
                                    const std::string& pseudonym,
                                    const std::set<std::string>& sources)
{
  const std::set<std::string> digests = datasetsOf(folders, pseudonym);
  std::vector<DerivedFolder> made;
  std::ranges::copy_if(folders, std::back_inserter(made), [&](const DerivedFolder& folder) {
    const bool isRestored = std::ranges::any_of(
        folder.sources, [&](const std::string& source) { return sources.contains(source); });
    return folder.pseudonyms.contains(pseudonym) || isRestored ||
           digests.contains(folder.datasetDigest);
  });
  return made;
}

std::uintmax_t bytesBelow(const fs::path& folder)
{
  std::uintmax_t bytes = 0;
  std::error_code status;
  for (const auto& entry : fs::recursive_directory_iterator(folder, status))
    if (entry.is_regular_file(status))
      bytes += entry.file_size(status);
  return bytes;
}

} // namespace limpid::privacy
