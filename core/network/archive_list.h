#pragma once

#include "core/network/archive.h"

#include <vector>

namespace limpid::network {

/// The archives that the user has named, for the window and the command line: the document
/// limpid-archives 1 in the user's settings folder. Paths of TLS files are in it, keys are not.
class ArchiveList
{
public:
  /// In $XDG_CONFIG_HOME/limpid or ~/.config/limpid. NotFound when there is no home folder.
  static Result<ArchiveList> ofUser();
  explicit ArchiveList(std::filesystem::path file) : m_file(std::move(file)) {}

  /// None while there is no such file.
  Result<std::vector<Archive>> read() const;
  /// NotFound with the names that there are.
  Result<Archive> find(const std::string& name) const;
  /// Adds it, or replaces the one of the same name.
  Result<void> save(const Archive& archive) const;
  Result<void> remove(const std::string& name) const;

private:
  Result<void> write(const std::vector<Archive>& archives) const;

  std::filesystem::path m_file;
};

} // namespace limpid::network
