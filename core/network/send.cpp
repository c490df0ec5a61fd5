#include "core/network/send.h"

#include "core/study/departures.h"
#include "core/study/project.h"

#include <map>

namespace limpid::network {
namespace {

namespace fs = std::filesystem;

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
  std::map<fs::path, std::int64_t> counts;
  for (const fs::path& file : sent)
    if (const fs::path project = request.project.empty() ? projectAround(file) : request.project;
        !project.empty())
      ++counts[project];
  for (const auto& [folder, count] : counts) {
    Result<study::Project> project = study::Project::open(folder);
    if (!project)
      return failure(project.error());
    if (Result<void> recorded =
            study::recordDeparture(*project, {.what = "images, sent",
                                              .folder = describe(archive), // none on this computer
                                              .files = count,
                                              .datasetDigest = request.datasetDigest});
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
