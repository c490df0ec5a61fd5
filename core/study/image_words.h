#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace limpid::study {

/// Image Orientation (Patient) (0020,0037): direction of a row, then of a column.
using Orientation = std::array<double, 6>;

/// Unit normal of the slice.
std::array<double, 3> normalOf(const Orientation& orientation);

/// axial, sagittal or coronal when the normal is within 37° of that axis (gantries tilt up to 30°),
/// else oblique.
std::string planeOf(const Orientation& orientation);

/// One lower-case word for a body part: Body Part Examined (0018,0015), or when it is empty what
/// the descriptions name.
std::string bodyPartOf(std::string_view bodyPartExamined, std::string_view descriptions);

/// The DICOM modality that a word of `text` names (ct, mri, ultrasound, cxr …), else OT.
std::string modalityOf(std::string_view text);

/// What an MR image weights: the word in its descriptions (T1, T2, FLAIR, EPI, DWI …), else echo
/// and repetition time of a spin echo (milliseconds), else Scanning Sequence (0018,0020).
std::string sequenceOf(std::string_view descriptions, std::string_view scanningSequence,
                       std::optional<double> echoTimeMs, std::optional<double> repetitionTimeMs);

/// Whether the description names a scout; not every scanner says so in Image Type.
bool namesScout(std::string_view description);

/// "SIEMENS Skyra"; models often name their maker already.
std::string scannerOf(const std::string& manufacturer, const std::string& model);

/// Years: an Age String (PS3.5 6.2) such as "045Y", else from the dates (YYYYMMDD), to the month.
std::optional<double> ageInYears(std::string_view age, std::string_view birthDate,
                                 std::string_view studyDate);

/// Lower-case letters of any script, for searching; `text` is UTF-8.
std::string foldedForSearch(std::string_view text);

/// The text itself when it is UTF-8, else read as Latin-1: what is stored is always UTF-8.
std::string asUtf8(std::string text);

} // namespace limpid::study
