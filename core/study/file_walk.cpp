#include "core/study/file_walk.h"

#include <fmt/format.h>

#include <algorithm>

namespace limpid::study {
namespace {

namespace fs = std::filesystem;

bool isHidden(const fs::path& path)
{
  return path.filename().string().starts_with('.');
}

/// The entries of one folder; its subfolders go to `folders`.
void listFolder(const fs::path& folder, std::vector<fs::path>& folders,
                std::vector<fs::path>& files, std::vector<SkippedFile>& skipped,
                const jobs::JobContext& context)
{
  std::error_code status;
  fs::directory_iterator entry(folder, status);
  if (status) {
    skipped.push_back({folder, fmt::format("This folder can't be opened: {}.", status.message())});
    return;
  }
  for (; entry != fs::directory_iterator() && !context.stopRequested(); entry.increment(status)) {
    if (status) {
      skipped.push_back(
          {folder, fmt::format("This folder can't be read to its end: {}.", status.message())});
      return;
    }
    if (isHidden(entry->path()))
      continue;
    std::error_code lost; // the entry may vanish between the listing and the question
    if (entry->is_directory(lost) && !entry->is_symlink(lost))
      folders.push_back(entry->path());
    else if (entry->is_regular_file(lost))
      files.push_back(entry->path());
  }
}

} // namespace

std::vector<fs::path> filesBelow(const std::vector<fs::path>& paths, jobs::JobContext& context,
                                 std::vector<SkippedFile>& skipped)
{
  std::vector<fs::path> folders;
  std::vector<fs::path> files;
  for (const fs::path& given : paths) {
    std::error_code status;
    const fs::path path = fs::absolute(given).lexically_normal();
    if (fs::is_directory(path, status))
      folders.push_back(path.has_filename() ? path : path.parent_path());
    else if (fs::exists(path, status))
      files.push_back(path);
    else
      skipped.push_back({path, "There is no such file or folder."});
  }
  while (!folders.empty() && !context.stopRequested()) {
    const fs::path folder = std::move(folders.back());
    folders.pop_back();
    listFolder(folder, folders, files, skipped, context);
    context.report({-1.0, fmt::format("Looking for files: {} found", files.size())});
  }
  std::ranges::sort(files);
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

} // namespace limpid::study
