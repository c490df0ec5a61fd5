#include "app/cli/worker.h"

#include "core/study/library.h"
#include "core/study/project.h"
#include "core/study/thumbnail.h"

#include <fmt/format.h>

#include <iostream>

namespace limpid::cli {
namespace {

Result<std::filesystem::path> thumbnailFor(study::Project& project, const Json& request)
{
  const Json uid = request.value("uid", Json());
  const Json frame = request.value("frame", Json(1));
  if (!uid.is_string() || !frame.is_number_integer())
    return failure(ErrorCode::Usage, "A thumbnail needs a uid, and a whole number as frame.");
  const study::ImageKey key{uid.get<std::string>(), frame.get<int>()};
  const auto image = study::findImage(project, key);
  if (!image)
    return failure(image.error());
  if (!*image)
    return failure(ErrorCode::NotFound, "The library holds no such image.");
  return study::makeThumbnail(project, **image);
}

Json answer(study::Project& project, const std::string& line)
{
  const Result<Json> request = parseJson(line, "The request");
  if (!request || !request->is_object())
    return {{"error", "The request isn't a JSON object."}};
  Json reply = *request;
  if (request->value("task", Json()) != "thumbnail") {
    reply["error"] = "The worker has no such task.";
    return reply;
  }
  const auto path = thumbnailFor(project, *request);
  if (path)
    reply["path"] = path->string();
  else
    reply["error"] = path.error().message;
  return reply;
}

} // namespace

Result<VerbResult> serveWorker(const std::filesystem::path& projectFolder)
{
  Result<study::Project> project = study::Project::open(projectFolder);
  if (!project)
    return failure(project.error());
  std::string line;
  while (std::getline(std::cin, line))
    std::cout << answer(*project, line).dump(-1, ' ', false, Json::error_handler_t::replace) << '\n'
              << std::flush;
  return VerbResult{};
}

} // namespace limpid::cli
