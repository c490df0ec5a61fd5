#include "core/study/dicom_values.h"

#include "core/study/image_words.h"
#include "core/study/japanese_text.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <charconv>
#include <cmath>

namespace limpid::study {

std::string trimmed(std::string_view text)
{
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos)
    return {};
  return std::string(
      text.substr(first, text.find_last_not_of(std::string_view(" \t\r\n\0", 5)) - first + 1));
}

std::string textIn(DcmItem& item, const DcmTagKey& tag)
{
  OFString value;
  if (item.findAndGetOFStringArray(tag, value).bad())
    return {};
  const std::string text = trimmed({value.data(), value.size()});
  if (std::optional<std::string> japanese = japaneseAsUtf8(text))
    return *std::move(japanese);
  return asUtf8(text);
}

std::optional<double> parsedNumber(std::string_view raw)
{
  const std::string text = trimmed(raw);
  const char* const begin = text.data() + (text.starts_with('+') ? 1 : 0);
  double number = 0.0;
  if (std::from_chars(begin, text.data() + text.size(), number).ec != std::errc())
    return std::nullopt;
  return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<double> numberIn(DcmItem& item, const DcmTagKey& tag, unsigned long place,
                               bool andBelow)
{
  OFString value; // DS, IS, FD and US all have a text
  if (item.findAndGetOFString(tag, value, place, andBelow ? OFTrue : OFFalse).bad())
    return std::nullopt;
  return parsedNumber({value.data(), value.size()});
}

int wholeIn(DcmItem& item, const DcmTagKey& tag, int otherwise)
{
  const std::optional<double> number = numberIn(item, tag);
  return number && std::abs(*number) < 2e9 ? static_cast<int>(*number) : otherwise;
}

FramePlaces FramePlaces::firstIn(DcmItem& dataset)
{
  FramePlaces places{nullptr, nullptr, &dataset};
  dataset.findAndGetSequenceItem(DCM_SharedFunctionalGroupsSequence, places.shared, 0);
  dataset.findAndGetSequenceItem(DCM_PerFrameFunctionalGroupsSequence, places.own, 0);
  return places;
}

std::optional<double> FramePlaces::number(const DcmTagKey& tag, unsigned long place) const
{
  for (DcmItem* const item : {own, shared})
    if (item != nullptr)
      if (const auto found = numberIn(*item, tag, place, true))
        return found;
  return numberIn(*dataset, tag, place);
}

std::string FramePlaces::text(const DcmTagKey& tag) const
{
  OFString value;
  for (DcmItem* const item : {own, shared})
    if (item != nullptr && item->findAndGetOFString(tag, value, 0, OFTrue).good())
      return asUtf8(trimmed({value.data(), value.size()}));
  dataset->findAndGetOFString(tag, value);
  return asUtf8(trimmed({value.data(), value.size()}));
}

} // namespace limpid::study
