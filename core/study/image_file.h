#pragma once

#include "core/imaging/research_file.h"
#include "core/study/dicom_header.h"

#include <filesystem>
#include <optional>

namespace limpid::study {

/// The research format of a file, packed with gzip or not; nothing for DICOM and all else.
std::optional<imaging::ResearchFormat> researchFormatIn(const std::filesystem::path& file);

/// The header of a file of any format that Limpid reads. Safe from several threads after
/// prepareDicomDictionary().
HeaderReading readImageHeader(const std::filesystem::path& file);

/// What the library keeps of a file of a research format. Its identity is its digest, with that of
/// the files that hold its pixels. Modality and body part are words of its folders' names, or what
/// dcm2niix wrote beside it (BIDS); no other part of a path is kept for training.
HeaderReading readResearchFile(const std::filesystem::path& file, imaging::ResearchFormat format);

} // namespace limpid::study
