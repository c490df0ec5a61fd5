#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace limpid::fuzz {

/// A reader of files that people hand us, and files to begin with.
struct Target
{
  std::string name;
  /// How the file is called, with the folders above it that the reader wants.
  std::filesystem::path fileName;
  /// Reads the file; whether it was taken. A refusal is as good as success.
  std::function<bool(const std::filesystem::path& file)> read;
  /// Seeds that no shared data are needed for.
  std::function<std::vector<std::string>()> makeSeeds;
  /// Whether a file of the shared data is one to begin with.
  std::function<bool(const std::filesystem::path& file, std::string_view bytes)> isSeed = {};
  /// Lays what the reader looks for beside the file into its folder.
  std::function<void(const std::filesystem::path& folder)> prepare = {};
};

std::vector<Target> allTargets();

} // namespace limpid::fuzz
