#pragma once

#include "core/base/atomic_file.h"
#include "core/base/document.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace limpid::plugin {

/// A folder of plugins that a test fills: metadata as limpid_add_plugin writes it, with what the
/// test changes, and copies of the fixture libraries.
class PluginFolder
{
public:
  void addMetadata(const std::string& id, const Json& changes = Json::object())
  {
    Json metadata = {{"format", "limpid-plugin"},
                     {"version", 1},
                     {"id", id},
                     {"kind", "estimator"},
                     {"api", 2},
                     {"title", "A test's"},
                     {"library", id + ".so"},
                     {"programVersion", "0.1.0"}};
    metadata.update(changes);
    write(id + ".json", metadata.dump());
  }

  void addLibrary(const std::string& fixture)
  {
    std::filesystem::copy_file(std::filesystem::path(LIMPID_PLUGIN_FIXTURES) / (fixture + ".so"),
                               m_folder / (fixture + ".so"));
  }

  void write(const std::string& name, const std::string& bytes)
  {
    if (const auto written = writeFileAtomically(m_folder / name, bytes); !written)
      throw std::runtime_error(written.error().message);
  }

  const std::filesystem::path& path() const { return m_folder.path(); }
  std::vector<std::filesystem::path> folders() const { return {m_folder.path()}; }

private:
  support::TemporaryFolder m_folder;
};

} // namespace limpid::plugin
