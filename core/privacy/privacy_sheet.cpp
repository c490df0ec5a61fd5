#include "core/privacy/privacy_sheet.h"

#include "core/base/figures.h"
#include "core/base/version.h"
#include "core/privacy/derived_folders.h"
#include "core/study/departures.h"
#include "core/study/library.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <set>

namespace limpid::privacy {
namespace {

namespace fs = std::filesystem;

PrivacyPlace placeIn(const study::Project& project, const char* name, const char* holds,
                     const char* identifies)
{
  PrivacyPlace place{name, holds, identifies, bytesBelow(project.folder() / name)};
  std::error_code status;
  if (fs::is_regular_file(project.folder() / name, status))
    for (const char* part : {"", "-wal", "-shm"}) {
      const std::uintmax_t size =
          fs::file_size(project.folder() / (std::string(name) + part), status);
      place.bytes += status ? 0 : size;
    }
  return place;
}

std::vector<PrivacyPlace> placesOf(const study::Project& project)
{
  return {placeIn(project, "limpid.db",
                  "library, ratings with their history, places of image files and of exports",
                  "names, patient IDs, birth dates, UIDs, paths; who rated"),
          placeIn(project, "thumbnails", "small pictures of the images", "pixels"),
          placeIn(project, "datasets", "the arrays that train, patients as pseudonyms",
                  "pixels; pseudonyms and keyed digests that only this project can resolve"),
          placeIn(project, "runs", "plans, models, previews, samples, figures",
                  "pseudonyms at most; a model may hold traces of training images"),
          placeIn(project, "received", "images that archives have sent, as they came",
                  "everything that scanners write"),
          placeIn(project, "exports", "synthetic images with provenance and model card", "nothing"),
          placeIn(project, "forgotten", "lists of what was withdrawn and who has images of it",
                  "pseudonyms, UIDs of de-identified images")};
}

std::string departureSentence(const study::Departure& departure)
{
  return fmt::format("{}: {} ({} files) to `{}`", departure.at, departure.what,
                     saidCount(departure.files), departure.folder.string());
}

std::vector<std::string> withdrawnIn(const study::Project& project)
{
  std::vector<std::string> pseudonyms;
  std::error_code status;
  for (const auto& entry : fs::directory_iterator(project.folder() / "forgotten", status))
    if (entry.path().extension() == ".json")
      pseudonyms.push_back(entry.path().stem().string());
  std::ranges::sort(pseudonyms);
  return pseudonyms;
}

std::string placesTable(const PrivacySheet& sheet)
{
  std::string text = "| where | holds | identifies people by | size |\n| --- | --- | --- | --- |\n";
  for (const PrivacyPlace& place : sheet.places)
    text += fmt::format("| `{}` | {} | {} | {} |\n", place.path.string(), place.holds,
                        place.identifies, saidBytes(static_cast<std::int64_t>(place.bytes)));
  return text;
}

std::string listed(const std::vector<std::string>& lines, const char* none)
{
  if (lines.empty())
    return std::string(none) + "\n";
  std::string text;
  for (const std::string& line : lines)
    text += "- " + line + "\n";
  return text;
}

constexpr const char* modelAnswer =
    "Treat it as personal data until your officer decides otherwise. Models trained on personal "
    "data aren't anonymous by default (EDPB Opinion 28/2024): that extraction and leakage by "
    "queries are insignificant is to be shown case by case. Evidence, not proof, is in "
    "`runs/NAME/assessments`: how near samples come to training images, measured against how near "
    "patients are to each other. Differential privacy isn't offered. Whoever gets a model file "
    "should get the model card with it.";

constexpr const char* withdrawalAnswer =
    "Yes: `limpid-cli forget PROJECT PATIENT` lists and deletes (or with `--mark` marks) library "
    "rows, ratings, thumbnails, files that archives have sent, and every data set, run, model and "
    "export the patient went into. A "
    "model can't forget one patient; it is trained again without them. Image files outside of the "
    "project aren't touched.";

constexpr const char* deidentificationAnswer =
    "Real images leave only through `limpid-cli deidentify` (or to an archive that a person sends "
    "them to with `--real-patients`): Basic Application Level "
    "Confidentiality Profile (DICOM PS3.15 annex E), private attributes removed, UIDs replaced by "
    "keyed digests, dates removed or moved. Ultrasound, captures and computed radiography are "
    "refused until text in their pixels is masked or a person has confirmed that there is none. "
    "Faces in head CT and MR aren't removed. Restored images have a real patient and are treated "
    "as such.";

constexpr const char* misuseAnswer =
    "Every synthetic image says so in its header (Synthetic Data (0008,001C) = YES, RESEARCH) and "
    "is left out when somebody imports it as training data.";

} // namespace

Result<PrivacySheet> readPrivacySheet(study::Project& project)
{
  const Result<std::vector<study::SeriesRecord>> series = study::listSeries(project, {});
  if (!series)
    return failure(series.error());
  const Result<std::int64_t> images = study::countImages(project);
  if (!images)
    return failure(images.error());
  const Result<std::vector<study::Departure>> departures = study::listDepartures(project);
  if (!departures)
    return failure(departures.error());
  std::set<std::string> patients;
  for (const study::SeriesRecord& record : *series)
    patients.insert(record.patientKey);
  PrivacySheet sheet{.places = placesOf(project),
                     .patients = static_cast<std::int64_t>(patients.size()),
                     .images = *images,
                     .departures = {},
                     .withdrawn = withdrawnIn(project)};
  for (const study::Departure& departure : *departures)
    sheet.departures.push_back(departureSentence(departure));
  return sheet;
}

std::string privacyText(const PrivacySheet& sheet)
{
  return fmt::format(
      "# Privacy sheet\n\n{} {}, {:%Y-%m-%d}. {} images of {} patients. This page holds no name, "
      "number or pixel of a patient, but the places of exports.\n\n"
      "## What identifies people, and where?\n\n{}\nImage files that were added stay where "
      "they are; the library only knows their places.\n\n"
      "## Does anything leave this computer?\n\nNo telemetry, no download, no open port but while "
      "an "
      "archive sends what was asked for. Images are sent or written only on request:\n\n{}\n"
      "## Is the model personal data?\n\n{}\n\n"
      "## Can a patient be withdrawn?\n\n{}\n\nWithdrawn so far:\n\n{}\n"
      "## How are real images de-identified?\n\n{}\n\n## Misuse\n\n{}\n",
      programName, programVersion, fmt::gmtime(std::time(nullptr)), saidCount(sheet.images),
      saidCount(sheet.patients), placesTable(sheet), listed(sheet.departures, "- nothing so far"),
      modelAnswer, withdrawalAnswer, listed(sheet.withdrawn, "- nobody"), deidentificationAnswer,
      misuseAnswer);
}

Json toJson(const PrivacySheet& sheet)
{
  Json places = Json::array();
  for (const PrivacyPlace& place : sheet.places)
    places.push_back({{"path", place.path.string()},
                      {"holds", place.holds},
                      {"identifies", place.identifies},
                      {"bytes", place.bytes}});
  return {{"patients", sheet.patients},
          {"images", sheet.images},
          {"places", std::move(places)},
          {"departures", sheet.departures},
          {"withdrawn", sheet.withdrawn}};
}

} // namespace limpid::privacy
