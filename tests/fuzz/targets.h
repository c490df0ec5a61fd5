#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace limpid::fuzz {

/// A reader of files that people hand us, and files to begin with.
struct Target
{
  std::string name;
  /// Reads the file; a refusal is as good as success.
  std::function<void(const std::filesystem::path& file)> read;
  /// Seeds below the shared data, at most this many bytes long.
  std::function<bool(const std::filesystem::path& file)> isSeed;
  std::vector<std::string> made; ///< seeds that stand here
  std::string extension;         ///< readers look at it
};

std::vector<Target> allTargets();

} // namespace limpid::fuzz
