#include "core/plugin/plugin_list.h"

#include "core/base/document.h"
#include "core/plugin/estimator_api.h"
#include "core/plugin/text_field.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace limpid::plugin {
namespace {

namespace fs = std::filesystem;

constexpr int metadataVersion = 1;

bool isPlainFileName(const fs::path& name)
{
  return !name.empty() && name == name.filename() && name != "." && name != "..";
}

std::optional<std::string> missingField(const PluginItem& item, const Json& document)
{
  if (item.id.empty() || item.id != item.metadata.stem())
    return fmt::format("{} must give the id that its file is named after.", item.metadata.string());
  if (!isPlainFileName(textField(document, "library")))
    return fmt::format("{} must name a library beside it.", item.metadata.string());
  return std::nullopt;
}

/// Exact match: an API is a promise about memory, not a minimum.
std::optional<std::string> otherApi(const PluginItem& item)
{
  if (item.kind == "importer" || item.kind == "exporter")
    return fmt::format("{} is an {}; this version takes estimators only.", item.metadata.string(),
                       item.kind);
  if (item.kind != "estimator")
    return fmt::format("{} has the kind \"{}\", which is none of estimator, importer, exporter.",
                       item.metadata.string(), item.kind);
  if (item.needs != "image" && item.needs != "repeats" && item.needs != "calibration")
    return fmt::format("{} needs \"{}\", which is none of image, repeats, calibration.",
                       item.metadata.string(), item.needs);
  if (item.api != estimatorApi)
    return fmt::format("{} is made for estimator API {}; this version has {}.",
                       item.metadata.string(), item.api, estimatorApi);
  return std::nullopt;
}

std::optional<std::string> missingLibrary(const PluginItem& item)
{
  std::error_code error;
  if (fs::is_regular_file(item.library, error))
    return std::nullopt;
  return fmt::format("{} names {}, which isn't there.", item.metadata.string(),
                     item.library.filename().string());
}

PluginItem readItem(const fs::path& metadata)
{
  PluginItem item;
  item.metadata = metadata;
  item.id = metadata.stem().string();
  const Result<Json> document = readDocument(metadata, "limpid-plugin", metadataVersion);
  if (!document) {
    item.reason = document.error().message;
    return item;
  }
  item.id = textField(*document, "id");
  item.kind = textField(*document, "kind");
  item.title = textField(*document, "title");
  item.version = textField(*document, "programVersion");
  item.needs = textField(*document, "needs");
  if (item.needs.empty())
    item.needs = "image";
  item.library = metadata.parent_path() / textField(*document, "library");
  if (const auto api = document->find("api"); api != document->end() && api->is_number_integer())
    item.api = api->get<std::int64_t>();

  auto reason = missingField(item, *document);
  if (!reason)
    reason = otherApi(item);
  if (!reason)
    reason = missingLibrary(item);
  item.reason = reason.value_or(std::string());
  return item;
}

std::vector<fs::path> metadataFiles(const fs::path& folder)
{
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error))
    if (entry->path().extension() == ".json")
      files.push_back(entry->path());
  std::sort(files.begin(), files.end());
  return files;
}

} // namespace

std::vector<fs::path> defaultPluginFolders()
{
  std::vector<fs::path> folders;
  if (const char* listed = std::getenv("LIMPID_PLUGINS")) {
    std::string_view rest = listed;
    while (!rest.empty()) {
      const std::string_view folder = rest.substr(0, rest.find(':'));
      rest.remove_prefix(std::min(folder.size() + 1, rest.size()));
      if (!folder.empty())
        folders.emplace_back(folder);
    }
  }
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error)
    return folders;
  const fs::path root = program.parent_path().parent_path();
  for (const char* libraries : {LIMPID_INSTALLED_LIBRARIES, "lib"}) {
    const fs::path folder = root / libraries / "limpid" / "plugins";
    if (std::find(folders.begin(), folders.end(), folder) == folders.end())
      folders.push_back(folder);
  }
  return folders;
}

std::vector<PluginItem> listPlugins(std::span<const fs::path> folders,
                                    std::span<const std::string> disabled)
{
  std::vector<PluginItem> items;
  for (const fs::path& folder : folders) {
    for (const fs::path& file : metadataFiles(folder)) {
      PluginItem item = readItem(file);
      const auto earlier = std::find_if(items.begin(), items.end(), [&](const PluginItem& other) {
        return other.usable() && other.id == item.id;
      });
      if (item.usable() && earlier != items.end())
        item.reason = fmt::format("{} is hidden by {}, which has the same id.", file.string(),
                                  earlier->metadata.string());
      else if (item.usable() &&
               std::find(disabled.begin(), disabled.end(), item.id) != disabled.end())
        item.reason =
            fmt::format("{} is switched off: limpid-cli plugins --enable {}.", item.id, item.id);
      items.push_back(std::move(item));
    }
  }
  return items;
}

} // namespace limpid::plugin
