#pragma once

#include "core/study/dicom_header.h"

#include <string>
#include <string_view>

namespace limpid::study {

/// How many bytes of a fragment damageInCodeStream() wants to see; fewer tell less.
constexpr std::size_t codeStreamStartBytes = std::size_t{1} << 16U;

/// Whether a fragment begins an image: start of a JPEG or JPEG-LS image, or of a JPEG 2000 code
/// stream.
bool beginsImage(std::string_view bytes);

/// What GDCM's codecs don't forgive in the header of an image, as a part of a sentence, or nothing.
/// Its JPEG decoder ends the program at stray bytes, at colours that it doesn't know and at
/// whatever libjpeg warns of; its JPEG 2000 decoder reads beyond its memory where the code stream
/// has another size than the data set says.
std::string damageInCodeStream(std::string_view start, const StoredForm& form);

} // namespace limpid::study
