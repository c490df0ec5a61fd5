#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace limpid::study {

/// The files that a DICOMDIR names (PS3.10 8.6), by whether they are there.
struct DirectoryListing
{
  std::vector<std::filesystem::path> files;
  std::vector<std::filesystem::path> missing;
  /// Why it couldn't be read to its end, a sentence; empty when it is whole.
  std::string damage;
};

/// Reads a DICOMDIR; empty for anything else. Of a damaged one, what could be read. Names are tried
/// as they are written and in lower case, with and without the version ";1" that some discs give
/// them.
DirectoryListing readDicomDirectory(const std::filesystem::path& file);

/// Whether a file may be a DICOMDIR; asks for its first bytes only.
bool mayBeDicomDirectory(const std::filesystem::path& file);

} // namespace limpid::study
