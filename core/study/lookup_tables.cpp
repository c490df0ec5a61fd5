#include "core/study/lookup_tables.h"

#include "core/study/dicom_values.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace limpid::study {
namespace {

/// Number of entries, the index of the first, bits of an entry.
struct Descriptor
{
  std::size_t entries = 0;
  int first = 0;
  int bits = 16;
};

constexpr std::size_t mostEntries = 65536;

std::optional<Descriptor> descriptorIn(DcmItem& item, const DcmTagKey& tag)
{
  const auto entries = numberIn(item, tag, 0);
  const auto first = numberIn(item, tag, 1);
  const auto bits = numberIn(item, tag, 2);
  for (const auto& number : {entries, first, bits})
    if (!number || std::abs(*number) > static_cast<double>(mostEntries))
      return std::nullopt;
  // 65536 entries are written as 0; read as signed, more than 32767 come out negative.
  auto count = static_cast<std::int64_t>(*entries);
  if (count <= 0)
    count += static_cast<std::int64_t>(mostEntries);
  return Descriptor{static_cast<std::size_t>(count), static_cast<int>(*first),
                    static_cast<int>(*bits)};
}

/// The words of a table; entries of eight bits may be packed two to a word.
std::vector<std::uint16_t> wordsIn(DcmItem& item, const DcmTagKey& tag, bool packedBytes)
{
  DcmElement* element = nullptr;
  Uint8* bytes = nullptr;
  Uint16* words = nullptr;
  if (item.findAndGetElement(tag, element).bad() || element == nullptr)
    return {};
  if (packedBytes && element->getUint8Array(bytes).good() && bytes != nullptr)
    return {bytes, bytes + element->getLength()};
  if (element->getUint16Array(words).good() && words != nullptr)
    return {words, words + element->getLength() / sizeof(Uint16)};
  if (element->getUint8Array(bytes).bad() || bytes == nullptr)
    return {};
  std::vector<std::uint16_t> read; // of unknown representation
  for (std::size_t at = 0; at + 1 < element->getLength(); at += 2)
    read.push_back(static_cast<std::uint16_t>(bytes[at] | (bytes[at + 1] << 8U)));
  return read;
}

/// Expands a segmented table (PS3.3 C.7.9.2): discrete, linear and indirect segments.
class SegmentedTable
{
public:
  explicit SegmentedTable(std::vector<std::uint16_t> words, bool ofBytes)
      : m_words(std::move(words)), m_ofBytes(ofBytes)
  {
  }

  std::vector<std::uint16_t> expand()
  {
    std::size_t at = 0;
    while (at < m_words.size() && m_values.size() < mostEntries)
      if (!segment(at, true))
        break;
    return std::move(m_values);
  }

private:
  bool segment(std::size_t& at, bool mayPoint)
  {
    if (at + 2 > m_words.size())
      return false;
    const std::uint16_t kind = m_words[at];
    const std::size_t length = m_words[at + 1];
    at += 2;
    switch (kind) {
    case 0:
      return discrete(at, length);
    case 1:
      return linear(at, length);
    case 2:
      return mayPoint && indirect(at, length);
    default:
      return false;
    }
  }

  bool discrete(std::size_t& at, std::size_t length)
  {
    if (length > m_words.size() - at)
      return false;
    m_values.insert(m_values.end(), m_words.begin() + static_cast<std::ptrdiff_t>(at),
                    m_words.begin() + static_cast<std::ptrdiff_t>(at + length));
    at += length;
    return true;
  }

  bool linear(std::size_t& at, std::size_t length)
  {
    if (at >= m_words.size() || m_values.empty() || length == 0)
      return false;
    const double from = m_values.back();
    const double to = m_words[at++];
    for (std::size_t step = 1; step <= length; ++step)
      m_values.push_back(static_cast<std::uint16_t>(std::lround(
          from + (to - from) * static_cast<double>(step) / static_cast<double>(length))));
    return true;
  }

  /// `length` segments again that stand at another place, an offset in bytes.
  bool indirect(std::size_t& at, std::size_t length)
  {
    const std::size_t offsetWords = m_ofBytes ? 4 : 2;
    if (at + offsetWords > m_words.size())
      return false;
    std::size_t offset = 0;
    for (std::size_t part = 0; part < offsetWords; ++part)
      offset |= static_cast<std::size_t>(m_words[at + part]) << (part * (m_ofBytes ? 8U : 16U));
    at += offsetWords;
    std::size_t target = m_ofBytes ? offset : offset / 2;
    for (std::size_t count = 0; count < length && m_values.size() < mostEntries; ++count)
      if (target >= m_words.size() || !segment(target, false))
        return false;
    return true;
  }

  std::vector<std::uint16_t> m_words;
  bool m_ofBytes;
  std::vector<std::uint16_t> m_values;
};

struct PaletteTags
{
  DcmTagKey descriptor;
  DcmTagKey data;
  DcmTagKey segmented;
  double weight;
};

/// One colour of the palette, 0 to 255.
std::vector<float> colourIn(DcmItem& dataset, const PaletteTags& tags, const Descriptor& descriptor)
{
  const bool ofBytes = descriptor.bits <= 8;
  DcmElement* element = nullptr;
  std::vector<std::uint16_t> words;
  if (dataset.findAndGetElement(tags.data, element).good() && element != nullptr) {
    const bool packed = ofBytes && element->getLength() < 2 * descriptor.entries;
    words = wordsIn(dataset, tags.data, packed);
  } else {
    words = SegmentedTable(wordsIn(dataset, tags.segmented, ofBytes), ofBytes).expand();
  }
  if (words.size() < descriptor.entries)
    return {};
  words.resize(descriptor.entries);
  // Some programs say 16 bits and write 8.
  const bool small = std::ranges::all_of(words, [](std::uint16_t word) { return word < 256; });
  std::vector<float> values;
  values.reserve(words.size());
  for (const std::uint16_t word : words)
    values.push_back(small ? static_cast<float>(word) : static_cast<float>(word) / 257.0F);
  return values;
}

} // namespace

float LookupTable::at(double index) const
{
  const double place = index - first;
  if (!(place > 0.0)) // floating pixels may be no number
    return values.front();
  return values[static_cast<std::size_t>(std::min(place, static_cast<double>(values.size() - 1)))];
}

std::optional<LookupTable> modalityTableIn(DcmItem& dataset)
{
  DcmItem* item = nullptr;
  if (dataset.findAndGetSequenceItem(DCM_ModalityLUTSequence, item, 0).bad() || item == nullptr)
    return std::nullopt;
  const auto descriptor = descriptorIn(*item, DCM_LUTDescriptor);
  if (!descriptor)
    return std::nullopt;
  DcmElement* element = nullptr;
  const bool packed = descriptor->bits <= 8 &&
                      item->findAndGetElement(DCM_LUTData, element).good() && element != nullptr &&
                      element->getLength() < 2 * descriptor->entries;
  const std::vector<std::uint16_t> words = wordsIn(*item, DCM_LUTData, packed);
  if (words.size() < descriptor->entries)
    return std::nullopt;
  LookupTable table{descriptor->first, {}};
  table.values.assign(words.begin(),
                      words.begin() + static_cast<std::ptrdiff_t>(descriptor->entries));
  return table;
}

std::optional<LookupTable> paletteLuminanceIn(DcmItem& dataset)
{
  const std::array<PaletteTags, 3> colours = {
      {{DCM_RedPaletteColorLookupTableDescriptor, DCM_RedPaletteColorLookupTableData,
        DCM_SegmentedRedPaletteColorLookupTableData, 0.299},
       {DCM_GreenPaletteColorLookupTableDescriptor, DCM_GreenPaletteColorLookupTableData,
        DCM_SegmentedGreenPaletteColorLookupTableData, 0.587},
       {DCM_BluePaletteColorLookupTableDescriptor, DCM_BluePaletteColorLookupTableData,
        DCM_SegmentedBluePaletteColorLookupTableData, 0.114}}};
  LookupTable table;
  for (const PaletteTags& tags : colours) {
    const auto descriptor = descriptorIn(dataset, tags.descriptor);
    if (!descriptor)
      return std::nullopt;
    const std::vector<float> colour = colourIn(dataset, tags, *descriptor);
    if (colour.empty() || (!table.values.empty() && table.values.size() != colour.size()))
      return std::nullopt;
    table.first = descriptor->first;
    table.values.resize(colour.size(), 0.0F);
    for (std::size_t at = 0; at < colour.size(); ++at)
      table.values[at] += static_cast<float>(tags.weight) * colour[at];
  }
  return table;
}

} // namespace limpid::study
