#pragma once

#include "core/study/dicom_header.h"

#include <cstdint>
#include <istream>
#include <string>

namespace limpid::study {

/// Looks at the fragments of coded pixels (PS3.5 A.4) between two places of a stream: the first
/// byte behind the length of the element, and the end. Gives the reason for a refusal as a part of
/// a sentence, or nothing: GDCM takes memory for any length, up to 4 GB, before it reads. Where a
/// fragment begins an image, damageInCodeStream() looks at it.
std::string damageInFragments(std::istream& stream, std::uintmax_t begin, std::uintmax_t end,
                              const StoredForm& form);

} // namespace limpid::study
