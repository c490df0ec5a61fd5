#include "core/study/mosaic.h"

#include "core/study/dicom_values.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

namespace limpid::study {
namespace {

const DcmTagKey imagesInMosaic(0x0019, 0x100A);
const DcmTagKey csaImageHeader(0x0029, 0x1010);

/// Reads Siemens' CSA header ("SV10"): named fields, each with items of text. The layout is the one
/// that nibabel's and dcm2niix's readers found; Siemens publishes none.
class CsaHeader
{
public:
  explicit CsaHeader(std::string_view bytes) : m_bytes(bytes) {}

  std::vector<double> numbers(std::string_view name) const
  {
    constexpr std::size_t firstField = 16;
    if (!m_bytes.starts_with("SV10"))
      return {};
    const std::uint32_t fields = wordAt(8);
    std::size_t at = firstField;
    for (std::uint32_t field = 0; field < fields && at + fieldBytes <= m_bytes.size(); ++field) {
      const std::uint32_t items = wordAt(at + 76);
      const std::string_view label = m_bytes.substr(at, nameBytes);
      const bool wanted = label.substr(0, label.find('\0')) == name;
      at += fieldBytes;
      std::vector<double> values;
      for (std::uint32_t item = 0; item < items && at + itemBytes <= m_bytes.size(); ++item) {
        const std::size_t length = wordAt(at + 4);
        at += itemBytes;
        if (length > m_bytes.size() - at)
          return {};
        if (const auto value = parsedNumber(untilZero(m_bytes.substr(at, length))))
          values.push_back(*value);
        at += (length + 3) / 4 * 4;
      }
      if (wanted)
        return values;
    }
    return {};
  }

private:
  static constexpr std::size_t nameBytes = 64;
  static constexpr std::size_t fieldBytes = 84;
  static constexpr std::size_t itemBytes = 16;

  static std::string_view untilZero(std::string_view text)
  {
    return text.substr(0, text.find('\0'));
  }

  std::uint32_t wordAt(std::size_t at) const
  {
    std::uint32_t word = 0;
    for (std::size_t byte = 0; byte < 4 && at + byte < m_bytes.size(); ++byte)
      word |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(m_bytes[at + byte]))
              << (8U * byte);
    return word;
  }

  std::string_view m_bytes;
};

CsaHeader csaHeaderIn(DcmItem& dataset)
{
  DcmElement* element = nullptr;
  Uint8* bytes = nullptr;
  if (dataset.findAndGetElement(csaImageHeader, element).bad() || element == nullptr ||
      element->getUint8Array(bytes).bad() || bytes == nullptr)
    return CsaHeader({});
  return CsaHeader({reinterpret_cast<const char*>(bytes), element->getLength()});
}

int slicesIn(DcmItem& dataset, const CsaHeader& csa)
{
  const std::vector<double> slices = csa.numbers("NumberOfImagesInMosaic");
  if (!slices.empty() && slices.front() >= 1.0 && slices.front() < 1e6)
    return static_cast<int>(slices.front());
  Uint8* bytes = nullptr; // US, of unknown representation where a program passed it on
  DcmElement* element = nullptr;
  if (dataset.findAndGetElement(imagesInMosaic, element).bad() || element == nullptr)
    return 0;
  if (element->getVR() == EVR_US)
    return wholeIn(dataset, imagesInMosaic, 0);
  if (element->getLength() != 2 || element->getUint8Array(bytes).bad() || bytes == nullptr)
    return 0;
  return bytes[0] + 256 * bytes[1];
}

} // namespace

std::optional<Mosaic> mosaicIn(DcmItem& dataset, int rows, int columns)
{
  if (textIn(dataset, DCM_ImageType).find("MOSAIC") == std::string::npos)
    return std::nullopt;
  const CsaHeader csa = csaHeaderIn(dataset);
  Mosaic mosaic;
  mosaic.slices = slicesIn(dataset, csa);
  mosaic.tilesPerRow = static_cast<int>(std::ceil(std::sqrt(mosaic.slices)));
  if (mosaic.slices < 2 || rows % mosaic.tilesPerRow != 0 || columns % mosaic.tilesPerRow != 0)
    return std::nullopt;
  if (const std::vector<double> normal = csa.numbers("SliceNormalVector"); normal.size() >= 3)
    mosaic.normal = {normal[0], normal[1], normal[2]};
  return mosaic;
}

} // namespace limpid::study
