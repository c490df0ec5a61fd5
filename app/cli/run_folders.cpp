#include "app/cli/run_folders.h"

#include "core/base/atomic_file.h"

#include <fmt/format.h>

namespace limpid::cli {
namespace {

/// `prefix`-1, `prefix`-2 …: the first that isn't there.
std::string freeName(const std::filesystem::path& folder, const std::string& prefix)
{
  int number = 1;
  while (std::filesystem::exists(folder / fmt::format("{}-{}", prefix, number)))
    ++number;
  return fmt::format("{}-{}", prefix, number);
}

} // namespace

Result<void> checkRun(const std::filesystem::path& folder)
{
  if (std::filesystem::exists(folder / "plan.json") ||
      std::filesystem::exists(folder / "status.json"))
    return {};
  return failure(ErrorCode::NotFound,
                 fmt::format("{} holds no run (no plan.json).", folder.string()));
}

Result<std::filesystem::path> taskFolder(const std::filesystem::path& run, const std::string& kind,
                                         std::string& name, const std::string& prefix)
{
  if (!std::filesystem::exists(run / "plan.json"))
    return failure(ErrorCode::NotFound,
                   fmt::format("{} holds no run (no plan.json).", run.string()));
  if (name.empty())
    name = freeName(run / kind, prefix);
  if (const Result<void> usable = checkFolderName(name, kind); !usable)
    return failure(usable.error());
  const std::filesystem::path folder = run / kind / name;
  if (std::filesystem::exists(folder / "status.json"))
    return failure(ErrorCode::AlreadyExists,
                   fmt::format("{} is there already; give another --name.", folder.string()));
  if (const Result<void> made = makeFolder(folder); !made)
    return failure(made.error());
  return folder;
}

} // namespace limpid::cli
