#include "core/study/image_kind.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace limpid::study {
namespace {

/// DICOM modalities (PS3.3 C.7.3.1.1.1) whose pixels are no picture of a patient.
constexpr std::array<std::string_view, 8> notPictures = {"SEG", "RTDOSE", "RTIMAGE", "PR",
                                                         "DOC", "SR",     "REG",     "RTSTRUCT"};

struct LeftOut
{
  std::string_view word;
  std::string_view reason;
};

/// The gravest reason first: a synthetic scout is left out for being synthetic.
LeftOut leftOut(const SeriesRecord& series)
{
  if (series.synthetic && series.insisted)
    return {"synthetic", ""};
  if (series.synthetic)
    return {"synthetic", "Synthetic images are left out: a model must not learn from its like."};
  if (std::ranges::find(notPictures, series.modality) != notPictures.end())
    return {"not a picture", "Segmentations, doses and documents are no pictures to learn from."};
  if (series.localizer)
    return {"scout", "Scouts are left out: they only plan the scan."};
  if (series.secondary)
    return {"secondary capture", "Secondary captures are left out: they are pictures of a screen."};
  if (series.derived)
    return {"derived", "Derived images are left out: they were computed from others."};
  return {};
}

} // namespace

std::string kindOf(const SeriesRecord& series)
{
  std::string kind;
  const std::string_view word = leftOut(series).word;
  for (const std::string_view part :
       {std::string_view(series.modality), std::string_view(series.bodyPart),
        std::string_view(series.kernelOrSequence), std::string_view(series.plane), word}) {
    if (part.empty())
      continue;
    if (!kind.empty())
      kind += " · ";
    kind += part;
  }
  return kind.empty() ? "unknown" : kind;
}

std::string leftOutReason(const SeriesRecord& series)
{
  return std::string(leftOut(series).reason);
}

} // namespace limpid::study
