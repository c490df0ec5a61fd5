#include "core/run/sample_files.h"

#include <fmt/format.h>

namespace limpid::run {

namespace fs = std::filesystem;

Result<fs::path> newestSamples(const fs::path& runFolder)
{
  fs::path newest;
  fs::file_time_type newestTime{};
  std::error_code error;
  for (const auto& folder : fs::directory_iterator(runFolder / "samples", error)) {
    const fs::path file = folder.path() / samplesFileName;
    const auto time = fs::last_write_time(file, error);
    if (!error && (newest.empty() || time > newestTime)) {
      newest = file;
      newestTime = time;
    }
  }
  if (newest.empty())
    return failure(ErrorCode::NotFound,
                   fmt::format("{} holds no samples yet: draw some first.", runFolder.string()));
  return newest;
}

fs::path samplesFile(const fs::path& folderOrFile)
{
  std::error_code error;
  return fs::is_directory(folderOrFile, error) ? folderOrFile / samplesFileName : folderOrFile;
}

fs::path samplesDocument(const fs::path& file)
{
  return fs::path(file).replace_extension(".json");
}

} // namespace limpid::run
