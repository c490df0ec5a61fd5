#pragma once

#include "core/base/result.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace limpid::exporting {

/// Synthetic Data (0008,001C), which DCMTK 3.6.7 doesn't know: always written as CS.
DcmTag syntheticDataTag();

/// Where attributes are put: a data set or an item of a sequence.
class AttributeWriter
{
public:
  AttributeWriter(DcmItem& item, OFCondition& firstFailure);

  /// Any VR that is written as characters; several values are parted by a backslash. An empty value
  /// is an attribute without value (type 2).
  void text(const DcmTag& tag, const std::string& value);
  void integer(const DcmTag& tag, std::int64_t value); ///< IS
  void decimal(const DcmTag& tag, double value);       ///< DS, at most 16 characters
  void number(const DcmTag& tag, std::uint16_t value); ///< US
  AttributeWriter item(const DcmTag& sequence);        ///< appends one
  /// Code Sequence Macro (PS3.3 table 8.8-1), one item.
  void code(const DcmTag& sequence, const std::string& value, const std::string& scheme,
            const std::string& meaning);

private:
  friend class DicomObject;
  DcmItem* m_item;
  OFCondition* m_firstFailure;
};

/// One DICOM file that is being composed. The first failure is kept and comes out of write().
class DicomObject
{
public:
  /// SOP Common with UTF-8 as character set.
  DicomObject(const std::string& sopClassUid, const std::string& sopInstanceUid);
  DicomObject(const DicomObject&) = delete;
  DicomObject& operator=(const DicomObject&) = delete;

  AttributeWriter attributes();

  /// Image Pixel Module with one 16-bit MONOCHROME2 sample per pixel, row-major.
  void setGrayPixels(int rows, int columns, std::span<const std::uint16_t> stored, bool isSigned);
  /// Image Pixel Module with three 8-bit samples per pixel, RGB, colour by pixel.
  void setColourPixels(int rows, int columns, std::span<const std::uint8_t> stored);

  /// Explicit VR Little Endian, atomically.
  Result<void> write(const std::filesystem::path& path);

private:
  void setPixelDescription(int rows, int columns, std::uint16_t samples, std::uint16_t bits);

  DcmFileFormat m_file;
  OFCondition m_firstFailure = EC_Normal;
};

} // namespace limpid::exporting
