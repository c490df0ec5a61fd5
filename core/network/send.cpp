#include "core/network/send.h"

#include "core/base/document.h"
#include "core/study/image_owners.h"
#include "core/study/project.h"

#include <fmt/format.h>

#include <map>
#include <set>

namespace limpid::network {
namespace {

namespace fs = std::filesystem;

/// The data set that the exported images of a folder come from, as the document in it tells; else
/// nothing.
std::string datasetOf(const fs::path& folder)
{
  const Result<Json> document = readDocument(folder / "provenance.json", "limpid-provenance", 1);
  if (!document)
    return {};
  const auto digest = document->find("datasetDigest");
  return digest != document->end() && digest->is_string() ? digest->get<std::string>()
                                                          : std::string();
}

/// The project that a file lies in; empty when it lies in none.
fs::path projectAround(const fs::path& file)
{
  std::error_code error;
  for (fs::path folder = fs::absolute(file, error); folder != folder.parent_path();
       folder = folder.parent_path())
    if (fs::exists(folder / "project.json", error))
      return folder;
  return {};
}

/// Images by the project and the data set that they come from.
using Batches = std::map<std::pair<fs::path, std::string>, std::vector<study::LeavingImage>>;

Batches batchesOf(const SendRequest& request, SendReport& report)
{
  Batches batches;
  std::map<fs::path, std::string> datasets;
  for (const Sendable& image : report.stored.sent) {
    const fs::path project = request.project.empty() ? projectAround(image.file) : request.project;
    if (project.empty()) {
      report.unnoted += image.origin == Origin::Synthetic ? 0U : 1U;
      continue;
    }
    const fs::path folder = image.file.parent_path();
    if (!datasets.contains(folder))
      datasets.emplace(folder, datasetOf(folder));
    batches[{project, datasets.at(folder)}].push_back(
        {image.sopInstanceUid, image.patientId, image.origin == Origin::RealPatient});
  }
  return batches;
}

/// Where it can be asked for: no folder of this computer.
std::string destinationOf(const Archive& archive)
{
  return fmt::format("{}, AE title {}", describe(archive), archive.aeTitle);
}

std::vector<std::string> pseudonymsIn(const std::vector<study::DepartedImage>& images)
{
  std::set<std::string> pseudonyms;
  for (const study::DepartedImage& image : images)
    if (!image.pseudonym.empty())
      pseudonyms.insert(image.pseudonym);
  return {pseudonyms.begin(), pseudonyms.end()};
}

Result<void> record(const Archive& archive, const Batches& batches)
{
  for (const auto& [origin, leaving] : batches) {
    const auto& [folder, digest] = origin;
    Result<study::Project> project = study::Project::open(folder);
    if (!project)
      return failure(project.error());
    Result<std::vector<study::DepartedImage>> images = study::ownersOf(*project, leaving);
    if (!images)
      return failure(images.error());
    study::Departure departure{.what = study::sentImages,
                               .folder = destinationOf(archive),
                               .files = static_cast<std::int64_t>(images->size()),
                               .datasetDigest = digest,
                               .pseudonyms = pseudonymsIn(*images)};
    departure.images = *std::move(images);
    if (Result<void> recorded = study::recordDeparture(*project, departure); !recorded)
      return recorded;
  }
  return {};
}

} // namespace

Result<SendReport> send(const Archive& archive, const SendRequest& request,
                        jobs::JobContext& context)
{
  Result<StoreReport> stored = store(archive, request.store, context);
  if (!stored)
    return failure(stored.error());
  SendReport report{.stored = std::move(*stored)};
  report.recorded = record(archive, batchesOf(request, report));
  return report;
}

} // namespace limpid::network
