#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace limpid::study {

/// High-Throughput JPEG 2000 (PS3.5 A.4.4, transfer syntaxes …4.201 to …4.203), which neither DCMTK
/// nor GDCM of these releases knows by name. Its code streams carry a marker of their own, and
/// OpenJPEG from 2.5 on decodes them as it does plain JPEG 2000.
bool isHighThroughput(std::string_view transferSyntaxUid);
std::string nameOfHighThroughput(std::string_view transferSyntaxUid);

/// Puts the name of plain JPEG 2000 into the meta header of a whole file. False when its meta
/// header holds no such transfer syntax.
bool nameAsJpeg2000(std::string& bytes);

/// The file without items and delimiters that stand where an element should (item tags outside a
/// sequence), which stop DCMTK and GDCM. Explicit VR little endian only. Nothing when there are
/// none or the file is broken in another way.
std::optional<std::string> withoutStrayItems(std::string_view bytes);

} // namespace limpid::study
