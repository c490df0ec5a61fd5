#pragma once

#include <filesystem>
#include <string>

namespace limpid::imaging {

/// Why ITK must not see a JPEG file, as a part of a sentence; empty when it may. ITK 5.2 ends the
/// program at some damaged headers: markers, tables and sizes are checked here (ITU-T T.81 annex
/// B).
std::string damageInJpeg(const std::filesystem::path& path);

/// The same of NIfTI's matrices: ITK aborts at one that can't be inverted. Packed files are not
/// looked at.
std::string damageInNifti(const std::filesystem::path& path);

} // namespace limpid::imaging
