#pragma once

#include "core/study/library.h"

#include <string>

namespace limpid::study {

/// "CT · head · STANDARD · axial": what is known of modality, body part, kernel or sequence and
/// plane; for images that are left out, with the reason's word at the end ("· scout").
std::string kindOf(const SeriesRecord& series);

/// Why the series is no training material unless somebody asks for it, a sentence; else empty.
std::string leftOutReason(const SeriesRecord& series);

} // namespace limpid::study
