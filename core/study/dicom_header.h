#pragma once

#include "core/study/image_words.h"
#include "core/study/library.h"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace limpid::study {

class DicomFile;

/// What differs between the images of a file.
struct FrameHeader
{
  std::optional<double> positionMm;
  std::optional<Orientation> orientation;
  std::optional<std::array<double, 3>> originMm; ///< Image Position (Patient)
  std::optional<double> exposureMas;
  std::optional<std::array<double, 2>> windowCenterWidth;
  std::optional<std::array<double, 2>> spacingMm;
  double rescaleSlope = 1.0; ///< real value = slope · stored value + intercept
  double rescaleIntercept = 0.0;
};

/// How the pixels lie in the file (PS3.3 C.7.6.3). A mosaic is one frame here and several images in
/// the library.
struct StoredForm
{
  int rows = 0;
  int columns = 0;
  int frames = 1;
  int tilesPerRow = 1; ///< of a mosaic
  int samplesPerPixel = 1;
  int bitsAllocated = 16;
  int bitsStored = 16;
  int highBit = 15;
  bool isSigned = false;
  bool planar = false;          ///< colour by planes, not by pixels
  bool overlayInPixels = false; ///< unused bits hold an overlay (retired)
  bool encapsulated = false;
  bool bigEndian = false;
  std::string photometric;
  std::string transferSyntax; ///< its name
};

/// What the library keeps of a DICOM image; all text is UTF-8.
struct DicomHeader
{
  SeriesRecord series; ///< as far as one file tells: no counts, no keys
  std::string birthDate;
  std::string sex;
  std::string sopInstanceUid;
  int rows = 0; ///< of an image, which is a tile of a mosaic
  int columns = 0;
  int instanceNumber = 0;
  StoredForm stored;
  std::vector<FrameHeader> frames; ///< one an image, at least one
};

/// A header, or why there is none; neither when the file is left out without a word (DICOMDIR).
struct HeaderReading
{
  std::optional<DicomHeader> header;
  std::string reason;     ///< a sentence. With a header: the pixels are not all there
  bool unchanging = true; ///< false when the reason may go away by itself (rights, a lost file)
  bool directory = false; ///< a DICOMDIR
};

/// Reads up to the pixel data. A missing preamble or meta header is accepted; so is anything that
/// DCMTK can make sense of. Safe from several threads after prepareDicomDictionary().
HeaderReading readDicomHeader(const std::filesystem::path& file);

/// The same of a file that is parsed already.
HeaderReading headerIn(DicomFile& parsed, const std::filesystem::path& file);

} // namespace limpid::study
