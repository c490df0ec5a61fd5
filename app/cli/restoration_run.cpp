#include "app/cli/restoration_run.h"

#include "app/cli/follow.h"

namespace limpid::cli {

Result<VerbResult> runRestoration(Session& session, const RestoreOptions& options,
                                  const std::vector<std::string>& images,
                                  const std::filesystem::path& folder)
{
  const auto sampler = run::makeSampler(options.sampler, options.steps, Json::object());
  if (!sampler)
    return failure(sampler.error());
  std::vector<std::string> arguments{"restore",   std::filesystem::absolute(options.run).string(),
                                     "--draws",   std::to_string(options.draws),
                                     "--seed",    std::to_string(options.seed),
                                     "--name",    folder.filename().string(),
                                     "--sampler", sampler->name,
                                     "--steps",   std::to_string(sampler->steps)};
  arguments.insert(arguments.end(), images.begin(), images.end());
  return startAndFollow(session, arguments, folder);
}

} // namespace limpid::cli
