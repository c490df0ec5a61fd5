#include "app/cli/worker.h"

#include "core/plugin/estimator.h"
#include "core/study/library.h"
#include "core/study/pixel_reader.h"
#include "core/study/project.h"
#include "core/study/thumbnail.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <unistd.h>

namespace limpid::cli {
namespace {

/// A picture takes well below a second; what takes this long has lost its way.
constexpr unsigned int limitSeconds = 30;

/// Tests make the worker crash or hang at a file: LIMPID_TEST_WORKER_FAULT=crash:NAME or hang:NAME.
class InjectedFault
{
public:
  InjectedFault()
  {
    const char* const wish = std::getenv("LIMPID_TEST_WORKER_FAULT");
    const std::string text = wish == nullptr ? "" : wish;
    m_kind = text.substr(0, text.find(':'));
    m_name = text.substr(std::min(text.size(), m_kind.size() + 1));
  }

  unsigned int limit() const { return m_kind == "hang" ? 1 : limitSeconds; }

  void happenAt(const std::filesystem::path& file) const
  {
    if (m_kind.empty() || file.filename() != m_name)
      return;
    if (m_kind == "crash")
      std::raise(SIGSEGV);
    while (m_kind == "hang")
      ::pause();
  }

private:
  std::string m_kind;
  std::string m_name;
};

std::string lineOf(const Json& reply)
{
  return reply.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

/// Lets SIGALRM end the process when `work` takes too long: whatever hangs in a library can't be
/// stopped otherwise, and who waits for the answer sees the signal.
template<typename Work>
auto withinLimit(const std::filesystem::path& file, const Work& work)
{
  static const InjectedFault fault;
  ::alarm(fault.limit());
  fault.happenAt(file);
  auto result = work();
  ::alarm(0);
  return result;
}

Result<study::ImageRecord> imageOf(study::Project& project, const Json& request)
{
  const Json uid = request.value("uid", Json());
  const Json frame = request.value("frame", Json(1));
  if (!uid.is_string() || !frame.is_number_integer())
    return failure(ErrorCode::Usage, "A request needs a uid, and a whole number as frame.");
  const study::ImageKey key{uid.get<std::string>(), frame.get<int>()};
  const auto image = study::findImage(project, key);
  if (!image)
    return failure(image.error());
  if (!*image)
    return failure(ErrorCode::NotFound, "The library holds no such image.");
  return **image;
}

Result<void> thumbnail(study::Project& project, const Json& request, Json& reply)
{
  const auto image = imageOf(project, request);
  if (!image)
    return failure(image.error());
  const auto path = withinLimit(image->path, [&] { return study::makeThumbnail(project, *image); });
  if (!path)
    return failure(path.error());
  reply["path"] = path->string();
  return {};
}

/// One image by an estimator that needs no more than it; a whole series is `risk estimate`.
Result<void> estimate(study::Project& project, const Json& request, Json& reply)
{
  const auto image = imageOf(project, request);
  if (!image)
    return failure(image.error());
  const Json id = request.value("estimator", Json());
  const auto estimator = plugin::openEstimator(id.is_string() ? id.get<std::string>() : "",
                                               plugin::defaultPluginFolders());
  if (!estimator)
    return failure(estimator.error());
  const auto pixels =
      withinLimit(image->path, [&] { return study::readFrame(image->path, image->key.frame); });
  if (!pixels)
    return failure(pixels.error());
  const auto noise = estimator->estimate(
      {pixels->pixels, 1, pixels->rows, pixels->columns, request.value("facts", Json::object())},
      request.value("parameters", Json::object()));
  if (!noise)
    return failure(noise.error());
  reply["noise"] = *noise;
  return {};
}

Json answer(study::Project& project, const std::string& line)
{
  const Result<Json> request = parseJson(line, "The request");
  if (!request || !request->is_object())
    return {{"error", "The request isn't a JSON object."}};
  Json reply = *request;
  Result<void> done = failure(ErrorCode::Usage, "The worker has no such task.");
  if (const Json task = request->value("task", Json()); task == "thumbnail")
    done = thumbnail(project, *request, reply);
  else if (task == "estimate")
    done = estimate(project, *request, reply);
  if (!done)
    reply["error"] = done.error().message;
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
    std::cout << lineOf(answer(*project, line)) << std::flush;
  return VerbResult{};
}

} // namespace limpid::cli
