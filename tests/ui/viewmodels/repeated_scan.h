#pragma once

#include <filesystem>

namespace limpid::support {

/// Writes a scan of one patient as DICOM, each of `positions` slices `repeats` times with noise of
/// its own, 20 HU strong.
void writeRepeatedScan(const std::filesystem::path& folder, int positions, int repeats);

} // namespace limpid::support
