#pragma once

#include "core/study/library.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace limpid::study {

/// What differs between the frames of a file.
struct FrameHeader
{
  std::optional<double> positionMm;
  std::optional<double> exposureMas;
  std::optional<std::array<double, 2>> windowCenterWidth;
  double rescaleSlope = 1.0; ///< real value = slope · stored value + intercept
  double rescaleIntercept = 0.0;
};

/// What the library keeps of a DICOM image; all text is UTF-8.
struct DicomHeader
{
  SeriesRecord series; ///< as far as one file tells: no counts, no keys
  std::string birthDate;
  std::string sex;
  std::string sopInstanceUid;
  int rows = 0;
  int columns = 0;
  int instanceNumber = 0;
  int samplesPerPixel = 1;
  int bitsAllocated = 16;
  bool isSigned = false;
  std::string photometric;
  std::string transferSyntax;      ///< its name
  std::vector<FrameHeader> frames; ///< at least one
};

/// A header, or why there is none; neither when the file is left out without a word (DICOMDIR).
struct HeaderReading
{
  std::optional<DicomHeader> header;
  std::string reason;     ///< a sentence
  bool unchanging = true; ///< false when the reason may go away by itself (rights, a lost file)
};

/// Reads up to the pixel data. A missing preamble or meta header is accepted; so is anything that
/// DCMTK can make sense of. Safe from several threads after prepareDicomDictionary().
HeaderReading readDicomHeader(const std::filesystem::path& file);

} // namespace limpid::study
