#pragma once

#include "core/study/dicom_header.h"

#include <cstdint>
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
/// whatever libjpeg warns of; those of JPEG-LS and JPEG 2000 do, or read beyond their memory, where
/// the code stream has another size than the data set says.
std::string damageInCodeStream(std::string_view start, const StoredForm& form);

constexpr std::size_t runLengthHeaderBytes = 64;

/// The same of a fragment of run lengths of `length` bytes (PS3.5 G.5), by its header: GDCM takes
/// the number of its segments and where they lie as it finds them.
std::string damageInRunLengths(std::string_view start, std::uint64_t length,
                               const StoredForm& form);

} // namespace limpid::study
