#pragma once

#include "core/imaging/research_file.h"

namespace itk {
class ImageIOBase;
}

namespace limpid::imaging {

/// What a reader of ITK tells of a file: sizes, kind of numbers, geometry, texts, and where the
/// pixels lie. Unsupported and BadInput as readResearchHeader(); lets ITK's exceptions through.
Result<ResearchHeader> headerOf(itk::ImageIOBase& reader, const std::filesystem::path& path,
                                ResearchFormat format);

/// Whether a picture's file says that it is synthetic. ITK keeps no texts of PNG, JPEG and TIFF:
/// they stand near the beginning.
bool beginsWithWordSynthetic(const std::filesystem::path& path);

} // namespace limpid::imaging
