#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace limpid::plugin {

/// One plugin as its metadata tells; its library has not been opened.
struct PluginItem
{
  std::string id;
  std::string kind; ///< estimator, importer or exporter
  std::string title;
  std::int64_t api = 0;
  std::filesystem::path metadata;
  std::filesystem::path library;
  std::string version; ///< of the program it was built with
  std::string needs;   ///< of an estimator: image, repeats or calibration
  std::string reason;  ///< one sentence: why it can't be used; empty if it can

  bool usable() const { return reason.empty(); }
};

/// The folders of LIMPID_PLUGINS (separated by colons), then those of the installation and of the
/// build tree, found from where the program lies.
std::vector<std::filesystem::path> defaultPluginFolders();

/// Ids that the user has switched off: the lines of `plugins-off` in the configuration folder
/// ($XDG_CONFIG_HOME/limpid, else ~/.config/limpid). None where there is no such file.
std::vector<std::string> disabledPlugins();
/// Switches a plugin off or on for this user, in every program of his from then on.
Result<void> setPluginDisabled(const std::string& id, bool disabled);

/// Every *.json of the folders, in their order and by name within each. Nothing is executed: what
/// can't be used is listed with its reason (unreadable metadata, another API, no library, an id
/// that an earlier folder has taken, an id in `disabled`). A folder that isn't there holds nothing.
std::vector<PluginItem> listPlugins(std::span<const std::filesystem::path> folders,
                                    std::span<const std::string> disabled = {});

} // namespace limpid::plugin
