#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace limpid::support {

/// A file of dicom-conformance and what decoding it must give.
struct ConformanceFile
{
  std::string file; ///< relative to dicom-conformance
  /// "rows×columns×frames smallest..largest" of what is stored, over all frames; nothing where no
  /// program tells it.
  std::optional<std::string> expected;
  std::string source; ///< where that comes from
};

/// All files that INDEX.md lists. The range is the index's, made by GDCM. Where another encoding of
/// the same picture disagrees with it, or GDCM can't decode, the sibling or pydicom counts.
std::vector<ConformanceFile> conformanceFiles(const std::filesystem::path& index);

/// The same form of what was found.
std::string sizeAndRange(int rows, int columns, int frames, double smallest, double largest);

} // namespace limpid::support
