#include "core/network/fetch.h"

#include "core/study/project.h"

namespace limpid::network {

Result<FetchReport> fetch(const Archive& archive, const FetchRequest& request,
                          jobs::JobContext& context)
{
  Result<study::Project> project = study::Project::open(request.project);
  if (!project)
    return failure(project.error());
  FetchReport report;
  report.folder = request.folder.empty() ? receivedFolder(project->folder()) : request.folder;
  Result<RetrieveReport> retrieved =
      retrieve(archive, {.wanted = request.wanted, .folder = report.folder}, context);
  if (!retrieved)
    return failure(retrieved.error());
  report.retrieved = std::move(*retrieved);
  std::vector<std::filesystem::path> studies;
  for (const Wanted& wanted : request.wanted)
    if (std::error_code error; std::filesystem::exists(report.folder / wanted.studyUid, error))
      studies.push_back(report.folder / wanted.studyUid);
  jobs::JobContext scanning; // short, and what has come is to be seen
  Result<study::ScanReport> scanned = study::scan(*project, studies, scanning);
  if (!scanned)
    return failure(scanned.error());
  report.scanned = std::move(*scanned);
  return report;
}

} // namespace limpid::network
