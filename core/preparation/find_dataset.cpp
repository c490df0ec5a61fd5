#include "core/dataset/frozen_dataset.h"
#include "core/preparation/prepare.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <system_error>

namespace limpid::preparation {
namespace {

constexpr int newestDocumentVersion = 1;

struct Found
{
  std::string name;
  std::string created;
  std::filesystem::path folder;
};

/// Folders without a document, or with one that can't be read, are no data sets.
std::vector<Found> allDatasets(const study::Project& project)
{
  std::vector<Found> found;
  std::error_code unreadable;
  for (const auto& entry :
       std::filesystem::directory_iterator(project.datasetsFolder(), unreadable)) {
    const auto document = readDocument(entry.path() / dataset::datasetDocumentName,
                                       "limpid-dataset", newestDocumentVersion);
    if (!document)
      continue;
    const auto text = [&document](const char* key) {
      const auto value = document->find(key);
      return value != document->end() && value->is_string() ? value->get<std::string>()
                                                            : std::string();
    };
    found.push_back({text("name"), text("created"), entry.path()});
  }
  std::sort(found.begin(), found.end(), [](const Found& left, const Found& right) {
    return std::tie(left.created, left.folder) < std::tie(right.created, right.folder);
  });
  return found;
}

} // namespace

Result<std::filesystem::path> findDataset(const study::Project& project, const std::string& name)
{
  const std::vector<Found> all = allDatasets(project);
  const auto newest = std::find_if(all.rbegin(), all.rend(),
                                   [&name](const Found& one) { return one.name == name; });
  if (newest != all.rend())
    return newest->folder;
  const std::vector<std::string> names = datasetNames(project);
  if (names.empty())
    return failure(ErrorCode::NotFound,
                   fmt::format("There is no data set '{}'; the project has none yet.", name));
  return failure(ErrorCode::NotFound, fmt::format("There is no data set '{}'; there are: {}.", name,
                                                  fmt::join(names, ", ")));
}

std::vector<std::string> datasetNames(const study::Project& project)
{
  std::set<std::string> names;
  for (const Found& one : allDatasets(project))
    names.insert(one.name);
  return {names.begin(), names.end()};
}

} // namespace limpid::preparation
