#include "core/network/send.h"

#include "core/base/document.h"
#include "core/study/departures.h"
#include "core/study/project.h"

#include <map>

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

Result<void> record(const Archive& archive, const SendRequest& request,
                    const std::vector<fs::path>& sent)
{
  std::map<std::pair<fs::path, std::string>, std::int64_t> counts; // by project and data set
  std::map<fs::path, std::string> datasets;
  for (const fs::path& file : sent)
    if (const fs::path project = request.project.empty() ? projectAround(file) : request.project;
        !project.empty()) {
      const fs::path folder = file.parent_path();
      if (!datasets.contains(folder))
        datasets.emplace(folder, datasetOf(folder));
      ++counts[{project, datasets.at(folder)}];
    }
  for (const auto& [origin, count] : counts) {
    const auto& [folder, digest] = origin;
    Result<study::Project> project = study::Project::open(folder);
    if (!project)
      return failure(project.error());
    if (Result<void> recorded =
            study::recordDeparture(*project, {.what = study::sentImages,
                                              .folder = describe(archive), // none on this computer
                                              .files = count,
                                              .datasetDigest = digest});
        !recorded)
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
  report.recorded = record(archive, request, report.stored.sent);
  return report;
}

} // namespace limpid::network
