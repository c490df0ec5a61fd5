#include "core/export/dicom_object.h"

#include "core/base/atomic_file.h"

#include <dcmtk/dcmdata/dcostrmb.h>
#include <fmt/format.h>

#include <vector>

namespace limpid::exporting {
namespace {

void keepFirst(OFCondition& first, const OFCondition& condition)
{
  if (first.good() && condition.bad())
    first = condition;
}

/// DS has 16 characters at most: as many digits as fit.
std::string decimalString(double value)
{
  for (int digits = 15; digits > 1; --digits) {
    std::string text = fmt::format("{:.{}g}", value, digits);
    if (text.size() <= 16)
      return text;
  }
  return fmt::format("{:.1g}", value);
}

} // namespace

DcmTag syntheticDataTag()
{
  return DcmTag(0x0008, 0x001C, DcmVR(EVR_CS));
}

AttributeWriter::AttributeWriter(DcmItem& item, OFCondition& firstFailure)
    : m_item(&item), m_firstFailure(&firstFailure)
{
}

void AttributeWriter::text(const DcmTag& tag, const std::string& value)
{
  keepFirst(*m_firstFailure, m_item->putAndInsertOFStringArray(tag, OFString(value.c_str())));
}

void AttributeWriter::integer(const DcmTag& tag, std::int64_t value)
{
  text(tag, std::to_string(value));
}

void AttributeWriter::decimal(const DcmTag& tag, double value)
{
  text(tag, decimalString(value));
}

void AttributeWriter::number(const DcmTag& tag, std::uint16_t value)
{
  keepFirst(*m_firstFailure, m_item->putAndInsertUint16(tag, value));
}

AttributeWriter AttributeWriter::item(const DcmTag& sequence)
{
  DcmItem* item = nullptr;
  keepFirst(*m_firstFailure, m_item->findOrCreateSequenceItem(sequence, item, -2));
  return AttributeWriter(item != nullptr ? *item : *m_item, *m_firstFailure);
}

void AttributeWriter::code(const DcmTag& sequence, const std::string& value,
                           const std::string& scheme, const std::string& meaning)
{
  AttributeWriter code = item(sequence);
  code.text(DCM_CodeValue, value);
  code.text(DCM_CodingSchemeDesignator, scheme);
  code.text(DCM_CodeMeaning, meaning);
}

DicomObject::DicomObject(const std::string& sopClassUid, const std::string& sopInstanceUid)
{
  AttributeWriter head = attributes();
  head.text(DCM_SpecificCharacterSet, "ISO_IR 192");
  head.text(DCM_SOPClassUID, sopClassUid);
  head.text(DCM_SOPInstanceUID, sopInstanceUid);
}

AttributeWriter DicomObject::attributes()
{
  return AttributeWriter(*m_file.getDataset(), m_firstFailure);
}

void DicomObject::setPixelDescription(int rows, int columns, std::uint16_t samples,
                                      std::uint16_t bits)
{
  AttributeWriter image = attributes();
  image.number(DCM_SamplesPerPixel, samples);
  image.number(DCM_Rows, static_cast<std::uint16_t>(rows));
  image.number(DCM_Columns, static_cast<std::uint16_t>(columns));
  image.number(DCM_BitsAllocated, bits);
  image.number(DCM_BitsStored, bits);
  image.number(DCM_HighBit, static_cast<std::uint16_t>(bits - 1));
}

void DicomObject::setGrayPixels(int rows, int columns, std::span<const std::uint16_t> stored,
                                bool isSigned)
{
  setPixelDescription(rows, columns, 1, 16);
  attributes().text(DCM_PhotometricInterpretation, "MONOCHROME2");
  attributes().number(DCM_PixelRepresentation, isSigned ? 1 : 0);
  keepFirst(m_firstFailure,
            m_file.getDataset()->putAndInsertUint16Array(DcmTag(DCM_PixelData, DcmVR(EVR_OW)),
                                                         stored.data(), stored.size()));
}

void DicomObject::setColourPixels(int rows, int columns, std::span<const std::uint8_t> stored)
{
  setPixelDescription(rows, columns, 3, 8);
  attributes().text(DCM_PhotometricInterpretation, "RGB");
  attributes().number(DCM_PlanarConfiguration, 0);
  attributes().number(DCM_PixelRepresentation, 0);
  keepFirst(m_firstFailure,
            m_file.getDataset()->putAndInsertUint8Array(DcmTag(DCM_PixelData, DcmVR(EVR_OB)),
                                                        stored.data(), stored.size()));
}

Result<void> DicomObject::write(const std::filesystem::path& path)
{
  constexpr E_TransferSyntax syntax = EXS_LittleEndianExplicit;
  keepFirst(m_firstFailure, m_file.validateMetaInfo(syntax));
  // The bytes are made in memory: DCMTK's own writing to a path isn't atomic.
  std::vector<char> bytes(std::size_t{m_file.calcElementLength(syntax, EET_ExplicitLength)} + 4096);
  DcmOutputBufferStream stream(bytes.data(), static_cast<offile_off_t>(bytes.size()));
  if (m_firstFailure.good()) {
    m_file.transferInit();
    m_firstFailure = m_file.write(stream, syntax, EET_ExplicitLength, nullptr, EGL_withoutGL);
    m_file.transferEnd();
  }
  if (m_firstFailure.bad())
    return failure(ErrorCode::Internal, fmt::format("{} can't be composed as DICOM: {}.",
                                                    path.string(), m_firstFailure.text()));
  void* filled = nullptr;
  offile_off_t length = 0;
  stream.flushBuffer(filled, length);
  return writeFileAtomically(
      path, std::string_view(static_cast<const char*>(filled), static_cast<std::size_t>(length)));
}

} // namespace limpid::exporting
