#include "core/base/atomic_file.h"
#include "core/plugin/plugin_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace limpid::plugin {
namespace {

namespace fs = std::filesystem;

Result<fs::path> settingsFile()
{
  const auto named = [](const char* variable) {
    const char* value = std::getenv(variable);
    return fs::path(value != nullptr ? value : "");
  };
  fs::path folder = named("XDG_CONFIG_HOME");
  if (!folder.is_absolute())
    folder = named("HOME") / ".config";
  if (!folder.is_absolute())
    return failure(ErrorCode::NotFound, "There is no home folder to keep settings in.");
  return folder / "limpid" / "plugins-off";
}

} // namespace

std::vector<std::string> disabledPlugins()
{
  std::vector<std::string> ids;
  if (const Result<fs::path> path = settingsFile()) {
    std::ifstream file(*path);
    for (std::string line; std::getline(file, line);)
      if (!line.empty())
        ids.push_back(line);
  }
  return ids;
}

Result<void> setPluginDisabled(const std::string& id, bool disabled)
{
  const Result<fs::path> path = settingsFile();
  if (!path)
    return failure(path.error());
  std::vector<std::string> ids = disabledPlugins();
  std::erase(ids, id);
  if (disabled)
    ids.push_back(id);
  std::error_code error;
  fs::create_directories(path->parent_path(), error);
  return writeFileAtomically(*path,
                             fmt::format("{}{}", fmt::join(ids, "\n"), ids.empty() ? "" : "\n"));
}

} // namespace limpid::plugin
