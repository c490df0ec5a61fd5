#pragma once

#include <filesystem>
#include <string>

namespace limpid::imaging {

/// The reason for a refusal as a part of a sentence, or nothing: ITK never ends at a file whose
/// directories of pages (TIFF 6.0, section 2) lead back to an earlier one, and takes longer by the
/// square of their number where they overlap. It also gives whole numbers of 32 bits as 0, floating
/// point of 16 bits as whole numbers, and pixels whose 0 is white (sections 8 and 19) as if it were
/// black.
std::string damageInTiff(const std::filesystem::path& path);

} // namespace limpid::imaging
