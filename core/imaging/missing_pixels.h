#pragma once

#include "core/imaging/research_file.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace limpid::imaging {

/// Why the pixels of a MetaImage, NRRD or NIfTI can't all be there; empty: they can, or they are
/// packed or written as text, of which only reading tells. ITK fills what is missing with zeros.
std::string missingPixels(const std::filesystem::path& path, ResearchFormat format,
                          const ResearchHeader& header, std::uintmax_t promisedBytes);

} // namespace limpid::imaging
